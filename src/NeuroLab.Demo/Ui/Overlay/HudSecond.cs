using System.Numerics;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>What the <see cref="Hud"/> shows of a second surface beside the first, or of the difference of both.</summary>
internal sealed class HudSecond
{
    public string FirstTitle { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Whether there is one picture, of this surface minus the first.</summary>
    public bool IsDifference { get; set; }

    public SurfaceCaption? Caption { get; set; }

    /// <summary>Left edge of its part of the view, in logical pixels.</summary>
    public float X { get; set; }

    /// <summary>Loss at its weights; NaN if it diverged, null for a plane that goes through several.</summary>
    public double? Loss { get; set; }

    /// <summary>The step of its weights; −1 if they stand still.</summary>
    public long Step { get; set; } = -1;

    public float SamplingProgress { get; set; } = 1;

    /// <summary>The first surface's loss at the point under the mouse, on whichever it is.</summary>
    public double HoverFirstLoss { get; set; } = double.NaN;

    /// <summary>This one's loss there.</summary>
    public double HoverLoss { get; set; } = double.NaN;

    /// <summary>Where that point is on each, in logical pixels.</summary>
    public List<Vector2> Rings { get; } = new(2);
}
