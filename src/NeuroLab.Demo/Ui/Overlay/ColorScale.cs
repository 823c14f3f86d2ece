using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The colour scale of the surface.</summary>
internal sealed class ColorScale
{
    /// <summary>Loss at the bottom, the middle and the top of the bar. Nothing is drawn while one is NaN.</summary>
    public double Low { get; set; } = double.NaN;

    public double Middle { get; set; } = double.NaN;

    public double High { get; set; } = double.NaN;

    /// <summary>
    /// Whether some losses are below <see cref="Low"/>, or above <see cref="High"/>: the bar's ends show that.
    /// </summary>
    public (bool Low, bool High) IsCut { get; set; }

    /// <summary>
    /// The colour at a height of the bar, 0 at the bottom and 1 at the top. Called 64 times per frame.
    /// </summary>
    public Func<float, SKColor>? ColorAt { get; set; }
}
