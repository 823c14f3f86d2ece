using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>What the colours of the surface mean.</summary>
internal sealed class ColorScale
{
    /// <summary>Loss at the bottom, in the middle and at the top of the bar. Nothing is drawn while one is NaN.</summary>
    public double Low { get; set; } = double.NaN;

    public double Middle { get; set; } = double.NaN;

    public double High { get; set; } = double.NaN;

    /// <summary>Whether some losses lie below <see cref="Low"/>, or above <see cref="High"/>: the bar's ends say so.</summary>
    public (bool Low, bool High) IsCut { get; set; }

    /// <summary>The colour at a height of the bar, 0 at the bottom and 1 at the top. Called 64 times a frame.</summary>
    public Func<float, SKColor>? ColorAt { get; set; }
}
