using System.Globalization;

namespace NeuroLab.Editing;

/// <summary>The outcome of a replay.</summary>
/// <param name="FirstDifference">The first compared step whose weights differ, on another device by more than the
/// tolerance; null for none.</param>
/// <param name="Checks">Checksums compared.</param>
/// <param name="LastStep">The log's last step.</param>
/// <param name="IsComplete">Whether the log was closed properly.</param>
public sealed record ReplayResult(long? FirstDifference, int Checks, long LastStep, bool IsComplete)
{
    /// <summary>Whether all of it ran on the log's device, so that identical bits are expected.</summary>
    public bool IsSameDevice { get; init; } = true;

    /// <summary>Whether every checksum matched.</summary>
    public bool HasSameBits { get; init; } = true;

    /// <summary>The maximum deviation of the compared weights, relative to their root mean square.</summary>
    public double Deviation { get; init; }

    /// <summary>
    /// The maximum relative difference between a logged eigenvalue and the replay's; null if none was compared. It does
    /// not affect the verdict: live eigenvalues are accurate to two digits.
    /// </summary>
    internal double? CurvatureDeviation { get; init; }

    /// <summary>Whether every comparison matched: bit by bit, or, on another device, within the tolerance.</summary>
    public bool IsSame => FirstDifference is null && Checks > 0;

    /// <summary>Whether every comparison matched bit by bit.</summary>
    public bool IsIdentical => IsSame && HasSameBits;

    /// <summary>The outcome as text.</summary>
    public string Verdict => Checks == 0 ? "nothing to compare"
        : FirstDifference is not null ? "different"
        : IsIdentical ? "bit-identical"
        : string.Create(CultureInfo.InvariantCulture, $"the same within {Replay.Tolerance:P0}, on another device");

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(FirstDifference is { } step ? $"differs at step {step}" : Verdict)}: {Checks} checksums up to step {LastStep}{(IsComplete ? "" : "; the log was cut short")}");
}
