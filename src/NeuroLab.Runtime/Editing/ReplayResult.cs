using System.Globalization;

namespace NeuroLab.Editing;

/// <summary>How a replay went.</summary>
/// <param name="FirstDifference">The first compared step whose weights differ; null where all are the same.</param>
/// <param name="Checks">How many comparisons there were.</param>
/// <param name="LastStep">The last step.</param>
/// <param name="IsComplete">Whether the log has its end.</param>
public readonly record struct ReplayResult(long? FirstDifference, int Checks, long LastStep, bool IsComplete)
{
    /// <summary>Whether every comparison agreed in every bit.</summary>
    public bool IsIdentical => FirstDifference is null && Checks > 0;

    /// <summary>One line for a person.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Checks == 0 ? "nothing to compare" : FirstDifference is { } step ? $"differs at step {step}" : "bit-identical")}: {Checks} checksums up to step {LastStep}{(IsComplete ? "" : "; the log was cut short")}");
}
