using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>Draws a scene at a recording's size, independent of any window.</summary>
internal sealed class TakeView : IDisposable
{
    private readonly OffscreenFramebuffer _framebuffer;

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
        int width = format.Width * factor, height = format.Height * factor;
        var most = gl.GetInteger(GLEnum.MaxRenderbufferSize);
        if (width > most || height > most)
            throw new UserErrorException($"{width}x{height} pixels are more than this device draws ({most} along a side); lower --size or --supersample");
        var device = new GraphicsDevice(gl);
        _framebuffer = new OffscreenFramebuffer(device);
        _framebuffer.Resize(width, height);
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

    /// <summary>Starts drawing the last tick, without waiting for the GPU.</summary>
    /// <param name="time">Seconds since the start of the recording.</param>
    public TakeFrame Draw(double time)
    {
        View.Draw(_framebuffer.DrawHandle, time);
        var trainer = View.Scene.Trainer;
        ref readonly var status = ref trainer.Status;
        return new TakeFrame(_framebuffer.DrawHandle, new TelemetryRow(
            0, status.Step, status.Loss, status.Accuracy, trainer.RateInForce, status.GradientNorm, status.Alpha,
            status.Beta, status.Residual, status.Gap));
    }

    public void Dispose()
    {
        View.Dispose();
        _framebuffer.Dispose();
    }
}
