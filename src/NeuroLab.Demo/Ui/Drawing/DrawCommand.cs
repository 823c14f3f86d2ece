using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>One recorded drawing in device pixels. Four-byte fields only, so that the bytes have no padding and can
/// be hashed; <see cref="Start"/> comes last because it is not part of the looks.</summary>
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

    /// <summary>What may be touched, within the clip.</summary>
    public SKRectI Bounds;

    /// <summary>Length of the characters, points or colours in their pool.</summary>
    public int Count;

    /// <summary>Offset into that pool.</summary>
    public int Start;
}
