using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// A recorded draw command in device pixels. Four-byte fields only, so that there is no padding and the bytes can be
/// hashed; <see cref="Start"/> is last because it does not affect the appearance.
/// </summary>
internal struct DrawCommand
{
    public DrawKind Kind;
    public uint Color;
    public SKRect Shape;
    public float Radius;
    public float Stroke;

    /// <summary>A <see cref="TextStyle"/>, an <see cref="Drawing.Icon"/> or the number of image columns.</summary>
    public int Detail;

    /// <summary>Text: 1 for a halo. Image: 1 for smooth scaling.</summary>
    public int Flags;

    public SKRectI Clip;

    /// <summary>The pixels that may be touched, clipped.</summary>
    public SKRectI Bounds;

    /// <summary>Length of the characters, points or colours in their pool.</summary>
    public int Count;

    /// <summary>Offset into that pool.</summary>
    public int Start;
}
