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
        var maxSize = gl.GetInteger(GLEnum.MaxRenderbufferSize);
        if (width > maxSize || height > maxSize)
            throw new UserErrorException($"{width}x{height} pixels are more than this device draws ({maxSize} along a side); lower --size or --supersample");
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

    /// <summary>Columns for eigenvalues even before they are tracked; 0 for as many as are tracked.</summary>
    public int EigenvalueColumns { get; init; }

    /// <summary>Sets the scene's camera to the recording's aspect ratio: call it before the tick to be drawn.</summary>
    public void Layout() => View.Layout(_framebuffer.Width, _framebuffer.Height, View.Scale);

    /// <summary>Starts drawing the last tick, without waiting for the GPU.</summary>
    /// <param name="time">Seconds since the start of the recording.</param>
    public TakeFrame Draw(double time)
    {
        View.Draw(_framebuffer.DrawHandle, time);
        var trainer = View.Scene.Trainer;
        ref readonly var status = ref trainer.Status;
        return new TakeFrame(_framebuffer.DrawHandle, WithCurvature(
            new TelemetryRow(
                0, status.Step, status.Loss, status.Accuracy, trainer.RateInForce, status.GradientNorm, status.Alpha,
                status.Beta, status.Residual, status.Gap),
            View.Scene.Race.Runners[0].Sharpness));
    }

    private TelemetryRow WithCurvature(in TelemetryRow row, SharpnessTracker sharpness)
    {
        var known = sharpness.IsActiveAndEnabled ? sharpness.Count : 0;
        var count = Math.Max(known, EigenvalueColumns);
        var values = new TelemetryEigenvalues();
        for (var k = 0; k < count; k++)
            values[k] = k < known ? sharpness.Spectrum.Known(k) : double.NaN;
        return row with
        {
            EigenvalueCount = count,
            Eigenvalues = values,
            Edge = known > 0 ? sharpness.Spectrum.Edge : double.NaN,
        };
    }

    public void Dispose()
    {
        View.Dispose();
        _framebuffer.Dispose();
    }
}
