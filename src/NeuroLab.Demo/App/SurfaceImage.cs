using System.Globalization;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.App;

/// <summary>
/// Writes a sampled surface as a PNG: in 3D with axes and colour scale, or, if nothing can draw that, as a map.
/// </summary>
internal static class SurfaceImage
{
    private const int Width = 1280, Height = 960;

    // Large enough to be read where a page shows the picture at two thirds of its size.
    private const float TextScale = 1.25f, LogicalWidth = Width / TextScale, LogicalHeight = Height / TextScale;

    private static readonly Vector3 PathColor = new(1f, 0.706f, 0.329f);

    /// <summary>Draws and writes the image.</summary>
    /// <param name="path">Ends in .png.</param>
    /// <param name="surface">The surface.</param>
    /// <returns>Null, or one line saying why it is a flat map.</returns>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    // On a dedicated thread, not one of the pool: the caller's context stays current.
    public static string? Write(string path, SurfaceSamples surface) =>
        Task.Factory.StartNew(
            () => DrawAndWrite(path, surface), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .GetAwaiter().GetResult();

    private static string? DrawAndWrite(string path, SurfaceSamples samples)
    {
        var scale = HeightScale.Fit(samples.Losses);
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", Width, Height), out var surface, out var reason))
        {
            FrameSinks.WritePicture(path, samples.Columns, samples.Rows, DrawMap(samples, scale));
            return $"{path} is a flat map: {reason}";
        }
        using (surface)
        {
            Draw(surface, samples, scale);
            TakeWriter.WritePicture(surface.Gl, path, new FrameFormat(Width, Height, 1), new TakeFrame(surface.Framebuffer));
        }
        return null;
    }

    private static void Draw(HeadlessWindow surface, SurfaceSamples samples, HeightScale scale)
    {
        var frame = new FrameView { Scale = scale };
        frame.Surface = samples;
        // Where no caption names places: θ*, at the heart of the plane.
        var (center, color) = (samples.Caption is null ? (float)samples.LossAt(0, 0) : float.NaN, new Vector3(1f, 0.706f, 0.329f));
        if (float.IsFinite(center))
            frame.Add(new Ball(0, 0, center, center, color, Selected: false));
        frame.Camera = new OrbitCamera { Aspect = Width / (float)Height }.View;
        AddPath(frame, samples);
        frame.Freeze();

        var device = new GraphicsDevice(surface.Gl);
        using var renderer = new SceneRenderer(device) { Samples = 4 };
        using var overlay = new OverlayPass(device);
        using var canvas = new UiCanvas(Width, Height, TextScale);
        renderer.Render(frame, new RenderTarget(surface.Framebuffer, 0, 0, Width, Height));
        canvas.BeginFrame();
        DrawAxisLabels(canvas, frame, samples);
        DrawCaption(canvas, samples.Caption);
        DrawColorScale(canvas, frame);
        if (float.IsFinite(center))
            DrawLegend(canvas, center, Color(color));
        canvas.EndFrame();
        overlay.Upload(canvas.PixelPointer, canvas.RowBytes, Width, Height, new PixelRectangle(0, 0, Width, Height), bgra: false);
        overlay.Draw(new RenderTarget(surface.Framebuffer, 0, 0, Width, Height, Clear: false));
    }

    private static void AddPath(FrameView frame, SurfaceSamples samples)
    {
        if (samples.Caption is not { } caption)
            return;
        foreach (var (_, alpha, beta) in caption.Marks)
        {
            var loss = (float)samples.LossAt(alpha, beta);
            frame.Add(new Ball((float)alpha, (float)beta, loss, loss, Landscape.MarkColor, Selected: false));
        }
        if (caption.Trail is not [.., var (lastAlpha, lastBeta, lastLoss)])
            return;
        frame.Add(new Trail(caption.Trail.Select(point => new TrailPoint((float)point.Alpha, (float)point.Beta, (float)point.Loss)).ToArray(), PathColor));
        frame.Add(new Ball((float)lastAlpha, (float)lastBeta, (float)lastLoss, (float)samples.LossAt(lastAlpha, lastBeta), PathColor, Selected: false));
    }

    private static void DrawCaption(UiCanvas canvas, SurfaceCaption? caption)
    {
        if (caption is null)
            return;
        var box = new UiRect(0, 0, LogicalWidth, LogicalHeight).Inset(18, 14);
        foreach (var line in (string[])[caption.Standing, caption.Sampling, caption.Plane])
        {
            if (line.Length > 0)
                canvas.Text(line, box.TakeBottom(19, out box), TextStyle.Body, Theme.Dark.TextOnView, halo: true);
        }
    }

    private static void DrawAxisLabels(UiCanvas canvas, FrameView frame, SurfaceSamples samples)
    {
        var projection = new SceneProjection(frame.Camera, LogicalWidth, LogicalHeight);
        var names = samples.Caption?.AxisNames ?? ("α", "β");
        foreach (var (title, alpha, beta) in samples.Caption?.Marks ?? [])
        {
            if (projection.TryProject(frame.World((float)alpha, (float)beta, (float)samples.LossAt(alpha, beta)), out var at))
                canvas.Text(title, new UiRect(at.X - 200, at.Y - 34, 400, 20), TextStyle.Strong, Theme.Dark.Text, TextAlign.Center);
        }
        Span<AxisLabel> labels = new AxisLabel[AxisLabels.Capacity];
        foreach (ref readonly var label in labels[..AxisLabels.Fill(frame, labels)])
        {
            if (!projection.TryProject(label.World, out var at))
                continue;
            var text = label.IsName ? label.Axis == 0 ? names.First : names.Second : Number(label.Value);
            canvas.Text(text, new UiRect(at.X - 80, at.Y - 10, 160, 20), TextStyle.Body,
                label.IsName ? Theme.Dark.Text : Theme.Dark.TextOnView, TextAlign.Center);
        }
    }

    private static void DrawColorScale(UiCanvas canvas, FrameView frame)
    {
        var bar = new UiRect(LogicalWidth - 46, 150, 12, 220);
        var colors = new SKColor[128];
        for (var i = 0; i < colors.Length; i++)
            colors[i] = Color(frame.ColorMap.Evaluate(1 - i / (colors.Length - 1f)));
        canvas.Image(bar, colors, 1, smooth: true);
        canvas.Text("loss", new UiRect(bar.Right - 80, bar.Y - 34, 80, 20), TextStyle.Body, Theme.Dark.TextOnView, TextAlign.Right);
        foreach (var t in (float[])[0, 0.5f, 1])
        {
            var y = bar.Bottom - t * bar.Height;
            canvas.Text(Number(frame.Scale.LossAt(t)), new UiRect(bar.X - 98, y - 10, 90, 20), TextStyle.Body,
                Theme.Dark.TextOnView, TextAlign.Right);
        }
    }

    private static void DrawLegend(UiCanvas canvas, float loss, SKColor color)
    {
        var row = new UiRect(24, canvas.Height - 44, canvas.Width - 48, 20);
        canvas.FillCircle(row.X + 7, row.CenterY, 6, color);
        canvas.Text(new TextBuffer(64).Append("θ*, the weights at α 0, β 0: loss ").AppendMeasure(loss).Span, row.Inset(22, 0), TextStyle.Body, Theme.Dark.TextOnView);
    }

    // One pixel per point, β upwards; a hole is transparent black, which a PNG without alpha shows as black.
    private static byte[] DrawMap(SurfaceSamples samples, HeightScale scale)
    {
        var losses = samples.Losses;
        var pixels = new byte[losses.Length * 4];
        for (var i = 0; i < losses.Length; i++)
        {
            var (row, column) = (i / samples.Columns, i % samples.Columns);
            var at = ((samples.Rows - 1 - row) * samples.Columns + column) * 4;
            var color = float.IsFinite(losses[i]) ? ColorMap.Viridis.Evaluate(scale.Coordinate(losses[i])) * 255 : Vector3.Zero;
            (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = ((byte)color.X, (byte)color.Y, (byte)color.Z, 255);
        }
        return pixels;
    }

    private static SKColor Color(Vector3 rgb) => new((byte)(rgb.X * 255), (byte)(rgb.Y * 255), (byte)(rgb.Z * 255));

    private static string Number(float value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', TextBuffer.Minus);
}
