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
    private const int Width = 1280, PairWidth = 1920, Height = 960;

    // Large enough to be read where a page shows the picture at two thirds of its size.
    private const float TextScale = 1.25f, PairTextScale = 1.6f;

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
        var views = ViewsOf(samples);
        var width = views.Length == 1 ? Width : PairWidth;
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", width, Height), out var surface, out var reason))
        {
            FrameSinks.WritePicture(path, samples.Columns * views.Length, samples.Rows, DrawMaps(views));
            return $"{path} is a flat map: {reason}";
        }
        using (surface)
        {
            Draw(surface, views, width);
            TakeWriter.WritePicture(surface.Gl, path, new FrameFormat(width, Height, 1), new TakeFrame(surface.Framebuffer));
        }
        return null;
    }

    /// <summary>What is written over the picture of a surface, and what it shows.</summary>
    internal static (UiCanvas Texts, IReadOnlyList<FrameView> Frames) Describe(SurfaceSamples samples)
    {
        var views = ViewsOf(samples);
        return (DrawTexts(views, views.Length == 1 ? Width : PairWidth), [.. views.Select(view => view.Frame)]);
    }

    // One surface, two on one scale, or the difference of two.
    private static View[] ViewsOf(SurfaceSamples samples)
    {
        if (samples.Second is not { } second)
            return [ViewOf(samples, HeightScale.Fit(samples.Losses, samples.IsLogarithmic))];
        if (!samples.ShowsDifference)
        {
            var scale = HeightScale.Fit(samples.Losses, second.Losses, samples.IsLogarithmic);
            return [ViewOf(samples, scale), ViewOf(second, scale)];
        }
        var difference = samples.To(second).With(SurfaceCaption.OfDifference(samples.Caption!, second.Caption!));
        return [ViewOf(difference, HeightScale.FitDifference(difference.Losses), ColorMap.Diverging)];
    }

    private static View ViewOf(SurfaceSamples samples, HeightScale scale, ColorMap? colors = null)
    {
        var frame = new FrameView { Scale = scale, ColorMap = colors ?? ColorMap.Viridis };
        frame.Surface = samples;
        return new View(samples, frame);
    }

    private static void Draw(HeadlessWindow surface, View[] views, int width)
    {
        var device = new GraphicsDevice(surface.Gl);
        using var renderer = new SceneRenderer(device) { Samples = 4 };
        using var overlay = new OverlayPass(device);
        using var canvas = DrawTexts(views, width);
        var part = width / views.Length;
        for (var i = 0; i < views.Length; i++)
            renderer.Render(views[i].Frame, new RenderTarget(surface.Framebuffer, i * part, 0, part, Height));
        overlay.Upload(canvas.PixelPointer, canvas.RowBytes, width, Height, new PixelRectangle(0, 0, width, Height), bgra: false);
        overlay.Draw(new RenderTarget(surface.Framebuffer, 0, 0, width, Height, Clear: false));
    }

    // Completes the frames, for what is written over them is placed by their cameras.
    private static UiCanvas DrawTexts(View[] views, int width)
    {
        var scale = views.Length == 1 ? TextScale : PairTextScale;
        var canvas = new UiCanvas(width, Height, scale);
        canvas.BeginFrame();
        var part = width / views.Length;
        for (var i = 0; i < views.Length; i++)
        {
            var (samples, frame) = views[i];
            // Where no caption names places: θ*, at the heart of the plane.
            var (center, color) = (samples.Caption is null ? (float)samples.LossAt(0, 0) : float.NaN, PathColor);
            if (float.IsFinite(center))
                frame.Add(new Ball(0, 0, center, center, color, Selected: false));
            var camera = new OrbitCamera { Aspect = part / (float)Height };
            camera.Frame();
            frame.Camera = OrbitCamera.ViewFrom(camera.Pose, camera.Aspect);
            AddPath(frame, samples);
            frame.Freeze();
            var area = new UiRect(i * part / scale, 0, part / scale, Height / scale);
            DrawAxisLabels(canvas, area, frame, samples);
            DrawCaption(canvas, area, samples.Caption);
            if (i == views.Length - 1)
                DrawColorScale(canvas, frame, views);
            if (float.IsFinite(center))
                DrawLegend(canvas, center, Color(color));
        }
        canvas.EndFrame();
        return canvas;
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

    private static void DrawCaption(UiCanvas canvas, UiRect area, SurfaceCaption? caption)
    {
        if (caption is null)
            return;
        var box = area.Inset(18, 14);
        foreach (var line in (string[])[caption.Standing, caption.Sampling, caption.Plane])
        {
            if (line.Length > 0)
                canvas.Text(line, box.TakeBottom(19, out box), TextStyle.Body, Theme.Dark.TextOnView, halo: true);
        }
        canvas.Text(caption.Title, box.TakeTop(30, out _), TextStyle.Display, Theme.Dark.Text, halo: true);
    }

    private static void DrawAxisLabels(UiCanvas canvas, UiRect area, FrameView frame, SurfaceSamples samples)
    {
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        var names = samples.Caption?.AxisNames ?? ("α", "β");
        foreach (var (title, alpha, beta) in samples.Caption?.Marks ?? [])
        {
            if (projection.TryProject(frame.World((float)alpha, (float)beta, (float)samples.LossAt(alpha, beta)), out var at))
                canvas.Text(title, new UiRect(area.X + at.X - 200, at.Y - 34, 400, 20), TextStyle.Strong, Theme.Dark.Text, TextAlign.Center);
        }
        Span<AxisLabel> labels = new AxisLabel[AxisLabels.Capacity];
        foreach (ref readonly var label in labels[..AxisLabels.Fill(frame, labels)])
        {
            if (!projection.TryProject(label.World, out var at))
                continue;
            var text = label.IsName ? label.Axis == 0 ? names.First : names.Second : Number(label.Value);
            canvas.Text(text, new UiRect(area.X + at.X - 80, at.Y - 10, 160, 20), TextStyle.Body,
                label.IsName ? Theme.Dark.Text : Theme.Dark.TextOnView, TextAlign.Center);
        }
    }

    private static void DrawColorScale(UiCanvas canvas, FrameView frame, View[] views)
    {
        var isDifference = frame.ColorMap == ColorMap.Diverging;
        var bar = new UiRect(canvas.Width - 46, 150, 12, 220);
        var colors = new SKColor[128];
        for (var i = 0; i < colors.Length; i++)
            colors[i] = Color(frame.ColorMap.Evaluate(1 - i / (colors.Length - 1f)));
        canvas.Image(bar, colors, 1, smooth: true);
        canvas.Text(isDifference ? "difference" : frame.Scale.Logarithmic ? "loss, log" : "loss", new UiRect(bar.Right - 80, bar.Y - 34, 80, 20), TextStyle.Body, Theme.Dark.TextOnView, TextAlign.Right);
        var isCut = views.Any(view => frame.Scale.Cuts(view.Samples.Losses).Low);
        foreach (var t in (float[])[0, 0.5f, 1])
        {
            var y = bar.Bottom - t * bar.Height;
            var mark = isDifference && t > 0.5f ? "+" : isCut && t == 0 ? "≤ " : "";
            canvas.Text(mark + Number(frame.Scale.LossAt(t)), new UiRect(bar.X - 98, y - 10, 90, 20), TextStyle.Body, Theme.Dark.TextOnView, TextAlign.Right);
        }
    }

    private static void DrawLegend(UiCanvas canvas, float loss, SKColor color)
    {
        var row = new UiRect(24, canvas.Height - 44, canvas.Width - 48, 20);
        canvas.FillCircle(row.X + 7, row.CenterY, 6, color);
        canvas.Text(new TextBuffer(64).Append("θ*, the weights at α 0, β 0: loss ").AppendMeasure(loss).Span, row.Inset(22, 0), TextStyle.Body, Theme.Dark.TextOnView);
    }

    // One pixel per point, β upwards; a hole is transparent black, which a PNG without alpha shows as black.
    private static byte[] DrawMaps(View[] views)
    {
        var (rows, columns) = (views[0].Samples.Rows, views[0].Samples.Columns);
        var pixels = new byte[rows * columns * views.Length * 4];
        for (var i = 0; i < views.Length * rows * columns; i++)
        {
            var (view, at) = Math.DivRem(i, rows * columns);
            var (loss, frame) = (views[view].Samples.Losses[at], views[view].Frame);
            var to = ((rows - 1 - at / columns) * columns * views.Length + view * columns + at % columns) * 4;
            var color = float.IsFinite(loss) ? frame.ColorMap.Evaluate(frame.Scale.Coordinate(loss)) * 255 : Vector3.Zero;
            (pixels[to], pixels[to + 1], pixels[to + 2], pixels[to + 3]) = ((byte)color.X, (byte)color.Y, (byte)color.Z, 255);
        }
        return pixels;
    }

    private static SKColor Color(Vector3 rgb) => new((byte)(rgb.X * 255), (byte)(rgb.Y * 255), (byte)(rgb.Z * 255));

    private static string Number(float value) => new TextBuffer(16).AppendSetting(value).Span.ToString();

    private readonly record struct View(SurfaceSamples Samples, FrameView Frame);
}
