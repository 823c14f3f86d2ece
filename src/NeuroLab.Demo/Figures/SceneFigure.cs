using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using SkiaSharp;
using Vector3 = System.Numerics.Vector3;

namespace NeuroLab.Demo.Figures;

/// <summary>The view of a surface in three dimensions: a picture, with the axes' numbers and names as text over it.</summary>
internal static class SceneFigure
{
    private const float Aspect = 1.25f;

    // Pixels of the picture's longer side, and those that graphics cards can draw.
    private const int Smallest = 256, Largest = 4096;

    // From the middle, in halves of the floor's side.
    private const float TickDistance = 1.15f, NameDistance = 1.45f;

    private const float PointsPerInch = 72;

    /// <summary>The panel; null, with the reason, if nothing can draw it. Blocks; needs no display.</summary>
    public static FigurePanel? Create(SurfaceSamples samples, HeightScale scale, ColorMap colors, FigureStyle style, out string? reason)
    {
        // On a thread of its own, so that the caller's context stays current.
        (var panel, reason) = Task.Factory.StartNew(
            () => Draw(samples, FrameOf(samples, scale, colors, style), style), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
        return panel;
    }

    private static (FigurePanel?, string?) Draw(SurfaceSamples samples, FrameView frame, FigureStyle style)
    {
        var share = style.View == FigureView.Both || samples.Second is not null ? 0.5f : 1f;
        var width = (int)Math.Clamp(share * style.Size.Width / PointsPerInch * style.Dpi, Smallest, Largest);
        var height = (int)(width / Aspect);
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", width, height), out var window, out var reason))
            return (null, reason);
        using (window)
        {
            using var renderer = new SceneRenderer(new GraphicsDevice(window.Gl)) { Samples = 4 };
            renderer.Render(frame, new RenderTarget(window.Framebuffer, 0, 0, width, height, Transparent: true));
            var pixels = new byte[width * height * 4];
            new FrameReader(window.Gl).Read(window.Framebuffer, width, height, pixels, keepsAlpha: true);
            var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
            System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
            return (new FigurePanel([new PictureLayer(bitmap), TextsOf(frame, samples), .. SurfaceFigure.MarksOf(samples, hasPoints: false)])
            {
                Title = samples.Caption?.Title ?? "",
                Aspect = Aspect,
            }, null);
        }
    }

    private static FrameView FrameOf(SurfaceSamples samples, HeightScale scale, ColorMap colors, FigureStyle style)
    {
        var frame = new FrameView { Scale = scale, ColorMap = colors, Theme = style.IsDark ? RenderTheme.Dark : RenderTheme.Light, Surface = samples };
        var camera = new OrbitCamera { Aspect = Aspect };
        camera.Frame();
        frame.Camera = OrbitCamera.ViewFrom(camera.Pose, camera.Aspect);
        var (line, ball) = (style.IsDark ? Vector3.One : new Vector3(0.07f), new Vector3(1f));
        if (samples.Caption is not { } caption)
            Add(0, 0, samples.LossAt(0, 0), ball);
        else
        {
            foreach (var (_, alpha, beta) in caption.Marks)
                Add(alpha, beta, samples.LossAt(alpha, beta), ball);
            if (caption.Trail is [.., var (lastAlpha, lastBeta, lastLoss)])
            {
                frame.Add(new Trail(caption.Trail.Select(point => new TrailPoint((float)point.Alpha, (float)point.Beta, (float)point.Loss)).ToArray(), line));
                Add(lastAlpha, lastBeta, lastLoss, line);
            }
        }
        frame.Freeze();
        return frame;

        void Add(double alpha, double beta, double loss, Vector3 color)
        {
            if (double.IsFinite(loss))
                frame.Add(new Ball((float)alpha, (float)beta, (float)loss, (float)samples.LossAt(alpha, beta), color, Selected: false));
        }
    }

    private static TextLayer TextsOf(FrameView frame, SurfaceSamples samples)
    {
        var projection = new SceneProjection(frame.Camera, 1, 1);
        var names = samples.Caption?.AxisNames ?? ("α", "β");
        List<(float, float, string, bool)> texts = [];
        var labels = new AxisLabel[AxisLabels.Capacity];
        foreach (var label in labels.AsSpan(0, AxisLabels.Fill(frame, labels)))
        {
            // Names further out than in the window: type is larger in relation to a figure.
            var away = label.IsName ? NameDistance : TickDistance;
            var world = label.Axis == 0 ? label.World with { Z = away * MathF.Sign(label.World.Z) } : label.World with { X = away * MathF.Sign(label.World.X) };
            if (projection.TryProject(world, out var at))
                texts.Add((at.X, at.Y, label.IsName ? label.Axis == 0 ? names.First : names.Second : new TextBuffer(16).AppendSetting(label.Value).ToString(), label.IsName));
        }
        return new TextLayer(texts);
    }
}
