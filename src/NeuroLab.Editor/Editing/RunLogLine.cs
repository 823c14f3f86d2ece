using System.Text.Json.Serialization;
using NeuroLab.Editing.Edits;

namespace NeuroLab.Editing;

/// <summary>One line of a run log; exactly one of its parts is set.</summary>
internal sealed record RunLogLine
{
    public RunLogHeader? Run { get; init; }

    public Edit? Edit { get; init; }

    public RunLogCheck? Check { get; init; }

    public RunLogCheck? End { get; init; }

    /// <summary>Its step; the run trains up to there before the line is applied.</summary>
    [JsonIgnore]
    public long Step => Edit?.StepBefore ?? (Check ?? End)?.Step ?? 0;

    /// <summary>Whether it is a valid line of a run log.</summary>
    [JsonIgnore]
    public bool HasOnePart => ((object?[])[Run, Edit, Check, End]).Count(part => part is not null) == 1;
}
