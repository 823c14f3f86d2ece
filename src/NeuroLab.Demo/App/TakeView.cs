using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>Draws a scene at a recording's size, independent of any window, and reads the pixels.</summary>
internal sealed class TakeView : IDisposable
{
    private readonly GL _gl;
    private readonly FrameFormat _format;
    private readonly int _factor;
    private readonly bool _isTransparent;
    private readonly OffscreenFramebuffer _framebuffer;
    private readonly FrameReader _reader;
    private readonly byte[] _pixels;

    /// <param name="gl">The context, current.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="format">Frame size.</param>
    /// <param name="look">How frames are drawn.</param>
    /// <param name="editor">The editor whose branches the curves follow; null if nothing is edited.</param>
    /// <param name="like">A view whose curves are shared; null to record its own.</param>
    /// <exception cref="UserErrorException">The device does not support that size.</exception>
    public TakeView(
        GL gl, DescentScene scene, FrameFormat format, TakeLook look, NeuroLab.Editing.SceneEditor? editor = null,
        DescentView? like = null)
    {
        var factor = look.Supersampling;
        (_gl, _format, _factor, _isTransparent) = (gl, format, factor, look.IsTransparent);
        int width = format.Width * factor, height = format.Height * factor;
        var most = gl.GetInteger(GLEnum.MaxRenderbufferSize);
        if (width > most || height > most)
            throw new UserErrorException($"{width}x{height} pixels are more than this device draws ({most} along a side); lower --size or --supersample");
        var device = new GraphicsDevice(gl);
        _framebuffer = new OffscreenFramebuffer(device);
        _framebuffer.Resize(width, height);
        _reader = new FrameReader(gl);
        _pixels = GC.AllocateUninitializedArray<byte>(width * height * 4);
        View = new DescentView(device, scene, width, height, UiScale.Snap(UiScale.Snap(format.Height / 720f) * factor))
        {
            Editor = editor,
            HudStyle = look.Style,
            IsTransparent = look.IsTransparent,
            // Supersampling already smooths the edges.
            Samples = factor == 1 ? 4 : 0,
        };
        if (like is not null)
        {
            View.Model.LossSeries.Clear();
            View.Model.LossSeries.AddRange(like.Model.LossSeries);
            View.Model.GradientNormSeries.Clear();
            View.Model.GradientNormSeries.AddRange(like.Model.GradientNormSeries);
        }
        View.Model.FramesPerSecond = format.FramesPerSecond;
        Layout();
    }

    /// <summary>The view.</summary>
    public DescentView View { get; }

    /// <summary>Sets the scene's camera to the recording's aspect ratio: call it before the tick to be drawn.</summary>
    public void Layout() => View.Layout(_framebuffer.Width, _framebuffer.Height, View.Scale);

    /// <summary>The last finished frame; [height, width, 4] bytes, top row first, valid until the next one.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, _format.FrameBytes);

    /// <summary>Starts drawing the last tick, without waiting for the GPU.</summary>
    /// <param name="time">Seconds since the start of the recording.</param>
    public void Begin(double time)
    {
        View.Draw(_framebuffer.DrawHandle, time);
        _gl.Flush();
    }

    /// <summary>Waits for the drawing and reads it into <see cref="Pixels"/>.</summary>
    public void Finish()
    {
        _reader.Read(_framebuffer.DrawHandle, _framebuffer.Width, _framebuffer.Height, _pixels, _isTransparent);
        if (_factor > 1)
            BoxFilter.Reduce(_pixels, _format.Width, _format.Height, _factor);
        if (_isTransparent)
            StraightAlpha.Restore(_pixels.AsSpan(0, _format.FrameBytes));
    }

    /// <summary>Draws the last tick and reads it. Blocks.</summary>
    /// <param name="time">Seconds since the start of the recording.</param>
    public ReadOnlySpan<byte> Draw(double time)
    {
        Begin(time);
        Finish();
        return Pixels;
    }

    public void Dispose()
    {
        View.Dispose();
        _framebuffer.Dispose();
    }
}
