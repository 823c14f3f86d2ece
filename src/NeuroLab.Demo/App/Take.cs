using System.Security.Cryptography;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records a descent with nobody watching: a fixed time step, so many training steps a frame, no frame dropped. The same
/// options give the same pixels on the same machine and driver.
/// </summary>
public static class Take
{
    /// <summary>Records from the first weights on. Blocks.</summary>
    /// <param name="options">What to record.</param>
    /// <param name="backend">What trains.</param>
    /// <param name="progress">Called after each frame with the number done and the bytes written.</param>
    /// <param name="cancellation">Ends the take early; what was recorded so far is finished properly.</param>
    /// <exception cref="UserErrorException">No picture can be drawn here, or the file cannot be written.</exception>
    public static TakeSummary Record(
        TakeOptions options, IComputeBackend backend, Action<int, long> progress, CancellationToken cancellation)
    {
        var format = options.Format;
        // Opened first: a path that cannot be written is said before any work.
        using var sink = FrameSinks.Create(options.Path, format);
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", format.Width, format.Height), out var surface, out var reason))
            throw new UserErrorException($"cannot draw without a display: {reason}");
        using (surface)
            return Record(options, backend, surface, sink, progress, cancellation);
    }

    private static TakeSummary Record(
        TakeOptions options, IComputeBackend backend, HeadlessWindow surface, IFrameSink sink,
        Action<int, long> progress, CancellationToken cancellation)
    {
        var format = options.Format;
        using var scene = CreateScene(options, backend);
        using var view = new DescentView(
            new GraphicsDevice(surface.Gl), scene, format.Width, format.Height, UiScale.Snap(format.Height / 720f));
        view.Samples = 4;
        view.ShowsHud = options.ShowsHud;
        view.Model.FramesPerSecond = format.FramesPerSecond;
        view.Layout(format.Width, format.Height, view.Scale);

        var reader = new FrameReader(surface.Gl);
        var pixels = new byte[format.FrameBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var telemetry = new TelemetryLog(TelemetryPath(options.Path));
        for (var frame = 0; frame < options.Frames && !cancellation.IsCancellationRequested; frame++)
        {
            // The first picture shows step 0.
            scene.Trainer.StepsPerFrame = frame == 0 ? 0 : options.StepsPerFrame;
            scene.Tick(1.0 / format.FramesPerSecond);
            view.Model.StepsPerFrame = options.StepsPerFrame;
            view.Draw(surface.Framebuffer, frame / (double)format.FramesPerSecond);
            reader.Read(surface.Framebuffer, format.Width, format.Height, pixels);
            hash.AppendData(pixels);
            sink.Write(pixels);
            telemetry.Append(Row(frame, scene.Trainer));
            progress(frame + 1, sink.BytesWritten);
        }
        sink.Complete();
        telemetry.Complete();
        return new TakeSummary(
            sink.Path, sink.Frames, sink.Frames / (double)format.FramesPerSecond, sink.BytesWritten,
            scene.Trainer.Status.Step, scene.Trainer.Status.Loss, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static DescentScene CreateScene(TakeOptions options, IComputeBackend backend)
    {
        var scene = new DescentScene(options.Experiment, backend)
        {
            RehearsalSteps = Math.Max(1, options.Frames * options.StepsPerFrame),
        };
        scene.Trainer.WaitsForSteps = true;
        scene.Landscape.WaitsForSurface = true;
        scene.Camera.TurnRate = options.TurnRate;
        scene.Camera.Smoothing = 0;
        var kind = Catalog.Find(Catalog.Planes, options.FramePlane, "plane");
        if (kind.NeedsPath)
            scene.ShowDescent();
        else
            scene.Show(kind);
        return scene;
    }

    private static string TelemetryPath(string path) => Path.EndsInDirectorySeparator(path) || Directory.Exists(path)
        ? Path.Combine(path, "telemetry.csv")
        : Path.ChangeExtension(path, ".csv");

    private static TelemetryRow Row(int frame, Trainer trainer)
    {
        ref readonly var status = ref trainer.Status;
        return new TelemetryRow(
            frame, status.Step, status.Loss, status.Accuracy, trainer.LearningRate, status.GradientNorm,
            status.Alpha, status.Beta, status.Residual, status.Gap);
    }
}
