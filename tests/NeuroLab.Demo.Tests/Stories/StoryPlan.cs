using NeuroLab.Experiments;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>A story to be told: its name is that of the approved text.</summary>
internal sealed record StoryPlan(string Name, Action<Story> Tell)
{
    public ExperimentFile File { get; init; } = StoryTests.Small();

    /// <summary>The panel it is about, of which alone drawings are written down; null for the whole window.</summary>
    public string? Panel { get; init; }

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 720;

    /// <summary>Whether the scene is drawn too: only then the pointer finds the surface.</summary>
    public bool DrawsPixels { get; init; }

    /// <summary>Whether the state is written down with all that is seldom looked at.</summary>
    public bool TellsAll { get; init; }
}
