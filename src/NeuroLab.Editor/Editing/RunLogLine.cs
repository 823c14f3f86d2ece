using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>One line of a run log; exactly one of its parts is there.</summary>
internal sealed record RunLogLine
{
    public RunLogHeader? Run { get; init; }

    public Edit? Edit { get; init; }

    public RunLogCheck? Check { get; init; }

    public RunLogCheck? End { get; init; }

    /// <summary>The step it belongs to; before it, the run trains up to there. A restart comes from wherever it was.</summary>
    [JsonIgnore]
    public long Step => Edit switch
    {
        null => (Check ?? End)?.Step ?? 0,
        { Kind: EditKind.Restart } restart => TimelinePosition.Parse(restart.Old).Step,
        { } edit => edit.Step,
    };
}
