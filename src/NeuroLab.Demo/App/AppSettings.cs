namespace NeuroLab.Demo.App;

/// <summary>What the app remembers from one start to the next: how it looks, and which files were used.</summary>
internal sealed record AppSettings
{
    /// <summary>The version this program writes, and the newest it reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Whether the theme is the light one.</summary>
    public bool IsLight { get; init; }

    /// <summary>Enlarges the interface, on top of what the monitor asks for.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the hints of the first start have been seen.</summary>
    public bool HasSeenHints { get; init; }

    /// <summary>Width of the column at the left, a share of the window.</summary>
    public float Left { get; init; } = 0.16f;

    /// <summary>Place and size of the window in screen units: left, top, width, height; null as at the first start.</summary>
    public IReadOnlyList<int>? Window { get; init; }

    /// <summary>The panels, by their ids; one that is not in it is as at the first start.</summary>
    public IReadOnlyDictionary<string, PanelSettings> Panels { get; init; } = new Dictionary<string, PanelSettings>();

    /// <summary>Files that were opened or saved, the last one first.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];
}
