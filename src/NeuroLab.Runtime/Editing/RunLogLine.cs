namespace NeuroLab.Editing;

/// <summary>One line of a run log; exactly one of its parts is there.</summary>
internal sealed record RunLogLine
{
    public RunLogHeader? Run { get; init; }

    public Edit? Edit { get; init; }

    public RunLogCheck? Check { get; init; }

    public RunLogCheck? End { get; init; }
}
