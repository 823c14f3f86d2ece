using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Shared state of the HUD's parts within a frame.</summary>
internal sealed class HudFrame
{
    public Theme Theme { get; set; } = Theme.Dark;

    public UiCanvas Canvas { get; set; } = null!;

    public HudModel Model { get; set; } = null!;

    public HudLayout Layout { get; set; }

    /// <summary>Occupied areas of the view, which labels avoid.</summary>
    public LabelLayout Labels { get; } = new();

    /// <summary>Texts of the view with an explanation of each; cleared each frame.</summary>
    public List<(UiRect Box, string Text)> Notes { get; } = [];

    /// <summary>The warning that the plane shows little of the weights' surroundings; empty for none.</summary>
    public UiRect Chip { get; set; }

    /// <summary>Scratch buffer for texts of this frame.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>The colour scale from its top, one sample per row.</summary>
    public SKColor[] ScaleColors { get; } = new SKColor[64];
}
