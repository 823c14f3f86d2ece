namespace NeuroLab.Demo.App;

/// <summary>What the app remembers from one start to the next: how it looks, and which files were used.</summary>
public sealed record AppSettings
{
    /// <summary>The version this program writes, and the newest it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Whether the theme is the light one.</summary>
    public bool IsLight { get; init; }

    /// <summary>Enlarges the interface, on top of what the monitor asks for.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the hints of the first start have been seen.</summary>
    public bool HasSeenHints { get; init; }

    /// <summary>Width of the hierarchy's side, a share of the window.</summary>
    public float Left { get; init; } = 0.16f;

    /// <summary>Width of the inspector, a share of the window.</summary>
    public float Right { get; init; } = 0.188f;

    /// <summary>Height of the charts, a share of the window.</summary>
    public float Charts { get; init; } = 0.182f;

    /// <summary>Height of the hierarchy, a share of its side.</summary>
    public float Hierarchy { get; init; } = 0.55f;

    /// <summary>The panels that are hidden: hierarchy, inspector, charts, timeline.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Files that were opened or saved, the last one first.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];
}
