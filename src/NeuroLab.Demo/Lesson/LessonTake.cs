using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>A station as a picture or an animation, with nobody watching and also without a display.</summary>
internal static class LessonTake
{
    // Widgets settle within a few frames; a picture waits for them.
    private const int PictureFrames = 4;

    /// <summary>Draws a station; one frame is a picture of it at rest, more show what a person would do with it. Blocks.</summary>
    /// <param name="experiment">What trains.</param>
    /// <param name="backend">What trains it.</param>
    /// <param name="station">The station's number, from 0.</param>
    /// <param name="path">The file; its ending chooses the kind.</param>
    /// <param name="format">Size and rate.</param>
    /// <param name="frames">How many; 1 for a picture.</param>
    /// <param name="progress">Called after each frame with the number done and the bytes written.</param>
    /// <param name="cancellation">Ends the take early; what was recorded so far is finished properly.</param>
    /// <exception cref="UserErrorException">No picture can be drawn here, or the file cannot be written.</exception>
    public static void Record(
        Experiment experiment, IComputeBackend backend, int station, string path, FrameFormat format, int frames,
        Action<int, long> progress, CancellationToken cancellation)
    {
        // Opened first: a path that cannot be written is said before any work.
        using var sink = FrameSinks.Create(path, format);
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", format.Width, format.Height), out var surface, out var reason))
            throw new UserErrorException($"cannot draw without a display: {reason}");
        using (surface)
        using (var scene = LessonScene.Create(experiment, backend))
        using (var view = new LessonView(
            new GraphicsDevice(surface.Gl), scene, format.Width, format.Height, UiScale.Snap(format.Height / 720f)))
        {
            Prepare(view, station);
            var reader = new FrameReader(surface.Gl);
            var pixels = new byte[format.FrameBytes];
            var seconds = 1.0 / format.FramesPerSecond;
            var first = frames == 1 ? 1 - PictureFrames : 0;
            if (frames == 1)
                view.Panel.Current.Settle();
            for (var frame = first; frame < frames && !cancellation.IsCancellationRequested; frame++)
            {
                if (frames > 1)
                    view.Panel.Current.Demonstrate(frame / (double)frames);
                view.Tick(frames == 1 ? 0 : seconds);
                view.Draw(surface.Framebuffer, new UiInput { MouseX = -100, MouseY = -100, Time = frame * seconds });
                if (frame < 0)
                    continue;
                reader.Read(surface.Framebuffer, format.Width, format.Height, pixels);
                sink.Write(pixels);
                progress(frame + 1, sink.BytesWritten);
            }
        }
        sink.Complete();
    }

    private static void Prepare(LessonView view, int station)
    {
        view.Samples = 4;
        view.Scene.Trainer.WaitsForSteps = true;
        view.Scene.Landscape.WaitsForSurface = true;
        view.Scene.Camera.Smoothing = 0;
        LessonScene.Begin(view, station);
        view.Tick(0);
    }
}
