using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// The surface of the interface: premultiplied RGBA pixels in host memory, top row first, transparent where nothing is
/// drawn. Between <see cref="BeginFrame"/> and <see cref="EndFrame"/> everything is redrawn in logical pixels; only
/// differences from the previous frame are rasterized, and <see cref="DirtyRectangles"/> lists what to upload. A steady
/// frame allocates nothing. Not thread-safe.
/// </summary>
internal sealed partial class UiCanvas : IDisposable
{
    private readonly Pool<DrawCommand> _commands = new(512);
    private readonly Pool<char> _characters = new(4096);
    private readonly Pool<SKPoint> _points = new(4096);
    private readonly Pool<SKColor> _colors = new(256);
    private readonly DamageGrid _damage = new();
    private readonly Rasterizer _rasterizer = new();
    private readonly Stack<UiRect> _clips = new();
    private FontSet _fonts = new(1);
    private SKBitmap _bitmap;
    private UiRect _clip;

    /// <param name="pixelWidth">Device pixels.</param>
    /// <param name="pixelHeight">Device pixels.</param>
    /// <param name="scale">Device pixels per logical pixel, see <see cref="UiScale"/>.</param>
    public UiCanvas(int pixelWidth, int pixelHeight, float scale = 1)
    {
        _bitmap = new SKBitmap();
        Resize(pixelWidth, pixelHeight, scale);
    }

    public int PixelWidth { get; private set; }

    public int PixelHeight { get; private set; }

    public float Scale { get; private set; }

    /// <summary>Logical size.</summary>
    public float Width => PixelWidth / Scale;

    public float Height => PixelHeight / Scale;

    public UiRect Bounds => new(0, 0, Width, Height);

    /// <summary>
    /// The rectangles redrawn by the last <see cref="EndFrame"/>, in device pixels, without overlaps.
    /// </summary>
    public ReadOnlySpan<SKRectI> DirtyRectangles => _damage.Rectangles;

    /// <summary>Bounds of all <see cref="DirtyRectangles"/>.</summary>
    public SKRectI DirtyBounds => _damage.Bounds;

    /// <summary>
    /// Approximate rectangles with any content, in device pixels, without overlaps: only they need blending.
    /// </summary>
    public ReadOnlySpan<SKRectI> CoveredRectangles => _damage.Covered;

    /// <summary>RGBA bytes, <see cref="RowBytes"/> per row, valid until the next <see cref="Resize"/>.</summary>
    public nint PixelPointer => _bitmap.GetPixels();

    public int RowBytes => _bitmap.RowBytes;

    public ReadOnlySpan<byte> Pixels => _bitmap.GetPixelSpan();

    /// <summary>Does nothing if nothing has changed; otherwise the next frame is drawn in full.</summary>
    public void Resize(int pixelWidth, int pixelHeight, float scale)
    {
        pixelWidth = Math.Max(1, pixelWidth);
        pixelHeight = Math.Max(1, pixelHeight);
        if (pixelWidth == PixelWidth && pixelHeight == PixelHeight && scale == Scale)
            return;
        if (scale != Scale)
        {
            _fonts.Dispose();
            _fonts = new FontSet(scale);
        }
        (PixelWidth, PixelHeight, Scale) = (pixelWidth, pixelHeight, scale);
        _bitmap.Dispose();
        _bitmap = new SKBitmap(new SKImageInfo(pixelWidth, pixelHeight, SKColorType.Rgba8888, SKAlphaType.Premul));
        _damage.Resize(pixelWidth, pixelHeight);
        _rasterizer.Target(_bitmap);
    }

    /// <summary>
    /// Makes the next frame redraw (and mark dirty) everything, for instance after the texture was lost.
    /// </summary>
    public void Invalidate() => _damage.Invalidate();

    public void BeginFrame()
    {
        _commands.Clear();
        _characters.Clear();
        _points.Clear();
        _colors.Clear();
        _clips.Clear();
        _clip = Bounds;
        _damage.Begin();
    }

    /// <summary>Rasterizes the changes. False if no pixel changed.</summary>
    public bool EndFrame()
    {
        if (!_damage.Finish())
            return false;
        var frame = Recorded;
        foreach (var rectangle in _damage.Rectangles)
            _rasterizer.Draw(frame, rectangle);
        return true;
    }

    /// <summary>What was drawn since <see cref="BeginFrame"/>.</summary>
    public Rasterizer.Frame Recorded => new(_commands.Items, _characters.Items, _points.Items, _colors.Items, _fonts);

    /// <summary>Clips drawing to a rectangle (and to the clips around it) until <see cref="PopClip"/>.</summary>
    public void PushClip(in UiRect rectangle)
    {
        _clips.Push(_clip);
        _clip = _clip.Intersect(rectangle);
    }

    public void PopClip() => _clip = _clips.Pop();

    /// <summary>Number of clips pushed and not popped.</summary>
    public int ClipCount => _clips.Count;

    /// <summary>The current clip rectangle.</summary>
    public UiRect Clip => _clip;

    public void Dispose()
    {
        _rasterizer.Dispose();
        _fonts.Dispose();
        _bitmap.Dispose();
    }

    private int Snap(float logical) => (int)MathF.Round(logical * Scale);

    /// <summary>Records a command unless it is clipped, and mixes its hash into the damage.</summary>
    private void Record(DrawCommand command, in SKRect bounds, ReadOnlySpan<byte> content)
    {
        command.Clip = new SKRectI(Snap(_clip.X), Snap(_clip.Y), Snap(_clip.Right), Snap(_clip.Bottom));
        command.Bounds = new SKRectI(
            Math.Max(command.Clip.Left, (int)MathF.Floor(bounds.Left)),
            Math.Max(command.Clip.Top, (int)MathF.Floor(bounds.Top)),
            Math.Min(command.Clip.Right, (int)MathF.Ceiling(bounds.Right)),
            Math.Min(command.Clip.Bottom, (int)MathF.Ceiling(bounds.Bottom)));
        if (command.Bounds.Width <= 0 || command.Bounds.Height <= 0)
            return;
        var looks = MemoryMarshal.AsBytes(new ReadOnlySpan<DrawCommand>(in command))[..^sizeof(int)];
        _damage.Add(command.Bounds, ContentHash.Of(content, ContentHash.Of(looks, 0)));
        _commands.Append(1)[0] = command;
    }
}
