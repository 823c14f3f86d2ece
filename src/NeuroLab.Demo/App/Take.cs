using NeuroLab.Components;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records a descent offline: a fixed time step, a fixed number of training steps per frame, no dropped frames. The
/// same options give the same pixels on the same machine and driver.
/// </summary>
internal static class Take
{
    /// <summary>Records from the initial weights on. Blocks.</summary>
    /// <param name="options">What to record.</param>
    /// <param name="openBackend">Opens the backend, in the drawing context.</param>
    /// <param name="progress">Called after each frame with the number done and the bytes written.</param>
    /// <param name="cancellation">Stops early; what was recorded so far is saved.</param>
    /// <exception cref="UserErrorException">Nothing can be drawn here, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first frame; no file is left.</exception>
    public static TakeSummary Record(
        TakeOptions options, Func<GraphicsDevice, IComputeBackend> openBackend, Action<int, long> progress,
        CancellationToken cancellation)
    {
        // Opened first: reports an unwritable path before any work.
        using var surface = OpenSurface();
        using var writer = new TakeWriter(surface.Gl, options.Path, options.Format, options.Look, () => options.File, options.Poster);
        using var backend = openBackend(new GraphicsDevice(surface.Gl));
        using var scene = CreateScene(options, backend);
        if (options.FitsRun)
        {
            using var trial = CreateScene(options, backend);
            TakeFit.Of(trial, options, cancellation).Apply(scene);
        }
        using var view = new TakeView(surface.Gl, scene, options.Format, options.Look);
        if (options.Curvature > 0)
            (scene.Race.Runners[0].Sharpness.Enabled, scene.Race.Runners[0].Sharpness.Count) = (true, options.Curvature);
        options.Direction.Begin(scene, options.Frames / (double)options.Format.FramesPerSecond);
        return writer.Record(Frames(options, scene, view), progress, cancellation);
    }

    /// <summary>Creates an off-screen drawing context with a framebuffer.</summary>
    /// <exception cref="UserErrorException">It cannot be created.</exception>
    internal static HeadlessWindow OpenSurface(int width = 16, int height = 16)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", width, height), out var surface, out var reason))
            throw new UserErrorException($"cannot draw without a display: {reason}");
        return surface;
    }

    /// <summary>Makes a scene complete every frame, however long that takes.</summary>
    internal static void WaitForFrames(DescentScene scene)
    {
        scene.Trainer.WaitsForSteps = true;
        scene.Landscape.WaitsForSurface = true;
    }

    private static IEnumerable<TakeFrame?> Frames(TakeOptions options, DescentScene scene, TakeView view)
    {
        double rate = options.Format.FramesPerSecond;
        for (var frame = -options.SkippedFrames; frame < options.Frames; frame++)
        {
            // The very first frame shows step 0.
            scene.Trainer.StepsPerFrame = frame == -options.SkippedFrames ? 0 : options.StepsPerFrame;
            scene.Tick(frame < 0 ? 0 : 1 / rate);
            scene.Trainer.StepsPerFrame = options.StepsPerFrame;
            yield return frame < 0 ? null : view.Draw(frame / rate);
        }
    }

    private static DescentScene CreateScene(TakeOptions options, IComputeBackend backend)
    {
        // A plane that needs a path looks as far ahead as the recording lasts.
        var plane = options.File.Plane with { Steps = Math.Max(1, options.LastStep) };
        var scene = (options.File with { Plane = plane }).CreateScene(backend, options.Experiment);
        WaitForFrames(scene);
        scene.ShowBeside(options.File);
        return scene;
    }
}
