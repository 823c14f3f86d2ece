using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>What the parts of the HUD draw with, to and from in a frame.</summary>
internal sealed class HudFrame
{
    public Theme Theme { get; set; } = Theme.Dark;

    public UiCanvas Canvas { get; set; } = null!;

    public HudModel Model { get; set; } = null!;

    public HudLayout Layout { get; set; }

    /// <summary>What is taken in the view; labels keep clear of it.</summary>
    public LabelLayout Labels { get; } = new();

    /// <summary>For texts put together in this frame.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>The colour scale from its top, one sample a row.</summary>
    public SKColor[] ScaleColors { get; } = new SKColor[64];
}
