using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.App;

/// <summary>The app's saved settings: appearance, and recent files.</summary>
internal sealed record AppSettings
{
    /// <summary>The version written, and the highest one read.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The format version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Whether the light theme is used.</summary>
    public bool IsLight { get; init; }

    /// <summary>Interface scale, on top of the monitor's.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the first-start hints have been seen.</summary>
    public bool HasSeenHints { get; init; }

    /// <summary>The x axis of the charts: <c>step</c>, <c>epoch</c>, <c>seconds</c> or <c>rate_sum</c>.</summary>
    public string ChartAxis { get; init; } = ChartScale.Names[0];

    /// <summary>Width of the left column, as a fraction of the window.</summary>
    public float Left { get; init; } = 0.16f;

    /// <summary>Window bounds in screen units: left, top, width, height; null for the default.</summary>
    public IReadOnlyList<int>? Window { get; init; }

    /// <summary>The panels by id; missing ones have their defaults.</summary>
    public IReadOnlyDictionary<string, PanelSettings> Panels { get; init; } = new Dictionary<string, PanelSettings>();

    /// <summary>Recently opened or saved files, last one first.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];
}
