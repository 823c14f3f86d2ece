using System.Globalization;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records the running app: the scene at a size of its own, frame by frame with a fixed time step, so that the take is
/// smooth however slow the machine is. What is learnt does not change. Frame thread.
/// </summary>
public sealed class AppRecorder : IDisposable
{
    private readonly GL _gl;
    private readonly DescentView _view;
    private readonly DescentCommands _commands;
    private TakeWriter? _writer;
    private TakeView? _picture;
    private bool _waited;

    /// <summary>Records what a view shows.</summary>
    /// <param name="gl">The window's context, current in every call.</param>
    /// <param name="view">Where the indicator is shown.</param>
    /// <param name="commands">Says how it went.</param>
    public AppRecorder(GL gl, DescentView view, DescentCommands commands) => (_gl, _view, _commands) = (gl, view, commands);

    /// <summary>Size and rate of the next take.</summary>
    public FrameFormat Format { get; set; } = new(1280, 720, 30);

    /// <summary>How much of the HUD is in the picture.</summary>
    public HudStyle HudStyle { get; set; } = HudStyle.Inset;

    /// <summary>What a take is called; see <see cref="TakeName"/>.</summary>
    public string Pattern { get; set; } = TakeName.DefaultPattern;

    /// <summary>After how many frames a take ends by itself; 0 for never.</summary>
    public int MostFrames { get; set; }

    /// <summary>Whether a take is under way.</summary>
    public bool IsRecording => _writer is not null;

    /// <summary>The take that was finished last; null before the first.</summary>
    public TakeSummary? Last { get; private set; }

    /// <summary>What a frame's tick should last: while recording, a frame of the take.</summary>
    public double TickSeconds(double elapsed) => IsRecording ? 1.0 / Format.FramesPerSecond : elapsed;

    /// <summary>Starts a take, or ends the one under way. Ending blocks until it is written.</summary>
    public void Toggle()
    {
        if (IsRecording)
            Stop();
        else
            _commands.Try(Start);
    }

    /// <summary>Adds what the last tick showed to the take under way, if any.</summary>
    public void Capture()
    {
        if (_writer is not { } writer || _picture is not { } picture)
            return;
        var scene = _view.Scene;
        try
        {
            // The same moment in the take's proportions, and back.
            var aspect = scene.Camera.Aspect;
            picture.Layout();
            scene.ShowThrough(null);
            picture.View.Hud.Theme = _view.Hud.Theme;
            writer.Write(picture.Draw(writer.Frames / (double)Format.FramesPerSecond), scene.Trainer);
            scene.Camera.Aspect = aspect;
            scene.ShowThrough(null);
            Indicate(writer);
        }
        catch (UserErrorException error)
        {
            _commands.Complain(error.Message);
            End();
            return;
        }
        if (writer.Frames == MostFrames)
            Stop();
    }

    /// <summary>Ends a take that is under way.</summary>
    public void Dispose() => Stop();

    private void Start()
    {
        var ffmpeg = FfmpegLocator.Find();
        var file = _commands.Editor.CurrentFile;
        // An animation needs no encoder of the system's.
        var extension = ffmpeg.IsAvailable ? ".mp4" : ".gif";
        var path = TakeName.Resolve(
            Path.Combine(_commands.ExportFolder, TakeName.Folder, Pattern + extension), file, Format, DateTime.UtcNow);
        _writer = new TakeWriter(path, Format);
        try
        {
            _picture = new TakeView(_gl, _view.Scene, Format, 1, HudStyle, _commands.Editor, _view);
        }
        catch
        {
            End();
            throw;
        }
        _waited = _view.Scene.Trainer.WaitsForSteps;
        _view.Scene.Trainer.WaitsForSteps = true;
        _view.Model.IsRecording = true;
        if (!ffmpeg.IsAvailable)
            _commands.Say($"Recording a GIF; with ffmpeg it would be an MP4: {ffmpeg.Problem}");
    }

    private void Stop()
    {
        if (_writer is not { } writer)
            return;
        _commands.Try(() =>
        {
            Last = writer.Complete(_commands.Editor.CurrentFile);
            _commands.Say(string.Create(CultureInfo.InvariantCulture,
                $"Recorded {Last.Path}: {Last.Frames} frames, {Last.Duration:F1} s, {Last.Bytes / 1e6:F1} MB"));
        });
        End();
    }

    private void End()
    {
        if (_picture is not null)
            _view.Scene.Trainer.WaitsForSteps = _waited;
        _writer?.Dispose();
        _picture?.Dispose();
        (_writer, _picture) = (null, null);
        _view.Model.IsRecording = false;
        _view.Model.Status = null;
    }

    // Words are made twice a second only.
    private void Indicate(TakeWriter writer)
    {
        if (writer.Frames % Math.Max(1, Format.FramesPerSecond / 2) == 1)
        {
            _view.Model.Status = string.Create(CultureInfo.InvariantCulture,
                $"● recording {writer.Frames} frames · {writer.Frames / (double)Format.FramesPerSecond:F1} s · {writer.BytesWritten / 1e6:F1} MB");
        }
    }
}
