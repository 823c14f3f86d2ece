using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records the editor with a station open, as an image or an animation, offline and also without a display.
/// </summary>
internal static class LessonTake
{
    // Widgets need a few frames to settle before an image is taken.
    private const int PictureFrames = 4;

    /// <summary>Records a station; one frame is a still image, more are a demonstration. Blocks.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="file">Its file.</param>
    /// <param name="openBackend">Opens the backend, in the drawing context.</param>
    /// <param name="station">The station's number, from 0.</param>
    /// <param name="path">The file; its extension selects the format.</param>
    /// <param name="format">Frame size and rate.</param>
    /// <param name="frames">Number of frames; 1 for an image.</param>
    /// <param name="progress">Called after each frame with the number done and the bytes written.</param>
    /// <param name="cancellation">Stops early; what was recorded so far is saved.</param>
    /// <exception cref="UserErrorException">Nothing can be drawn here, or the file cannot be written.</exception>
    public static TakeSummary Record(
        Experiment experiment, ExperimentFile file, Func<GraphicsDevice, IComputeBackend> openBackend, int station,
        string path, FrameFormat format, int frames, Action<int, long> progress, CancellationToken cancellation)
    {
        using var surface = Take.OpenSurface(format.Width, format.Height);
        using var writer = new TakeWriter(surface.Gl, path, format);
        surface.Script.SetMouse(new System.Numerics.Vector2(-100, -100));
        var device = new GraphicsDevice(surface.Gl);
        using var backend = openBackend(device);
        using var scene = file.CreateScene(backend, experiment);
        scene.Trainer.IsPlaying = false;
        scene.Camera.Smoothing = 0;
        Take.WaitForFrames(scene);
        using var editor = new SceneEditor(scene, file);
        using var view = new DescentView(
            device, scene, format.Width, format.Height, UiScale.Snap(format.Height / 720f))
        {
            Editor = editor,
            Samples = 4,
        };
        var workspace = new Workspace(new EditorContext(view, new DescentCommands(view, editor)), PanelList.Create);
        view.Workspace = workspace;
        LessonStart.Begin(view, editor, workspace, station);
        return writer.Record(Frames(surface, view, workspace, format, frames), progress, cancellation);
    }

    private static IEnumerable<TakeFrame?> Frames(
        HeadlessWindow surface, DescentView view, Workspace workspace, FrameFormat format, int frames)
    {
        var seconds = frames == 1 ? 0 : 1.0 / format.FramesPerSecond;
        var lesson = workspace.Panel<LessonPanel>();
        // Prepares the panels once, so that the results of FinishPendingWork are not discarded.
        view.Layout(format.Width, format.Height, view.Scale);
        workspace.Prepare(0);
        view.Editor!.Tick(0);
        view.Model.FramesPerSecond = format.FramesPerSecond;
        if (frames == 1)
            lesson.Current.FinishPendingWork();
        for (var frame = frames == 1 ? 1 - PictureFrames : 0; frame < frames; frame++)
        {
            var time = frame * seconds;
            if (frames > 1)
                lesson.Current.Demonstrate(frame / (double)frames);
            surface.PollEvents();
            workspace.Read(surface.Input);
            view.Layout(format.Width, format.Height, view.Scale);
            workspace.Prepare(time);
            view.Editor!.Tick(seconds);
            view.Draw(surface.Framebuffer, time);
            yield return frame < 0 ? null : new TakeFrame(surface.Framebuffer);
        }
    }
}
