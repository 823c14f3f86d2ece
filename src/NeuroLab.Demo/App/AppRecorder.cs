using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records the running app: the scene at the recording's own size, frame by frame with a fixed time step, so that the
/// recording is smooth however slow the machine is, or in real time. Does not affect training. Frame thread.
/// </summary>
internal sealed class AppRecorder : IDisposable
{
    private const double MaxPause = 5;

    private readonly GL _gl;
    private readonly DescentView _view;
    private readonly DescentCommands _commands;
    private TakeWriter? _writer;
    private TakeView? _picture;
    private RecorderSettings _take = new();
    private SceneSettings _before;
    private FrameFormat _format;
    private double _clock;
    private int _wordsDue;

    /// <summary>Creates a recorder for a view.</summary>
    /// <param name="gl">The window's context, current in every call.</param>
    /// <param name="view">The view, which also shows the indicator.</param>
    /// <param name="commands">Shows messages.</param>
    public AppRecorder(GL gl, DescentView view, DescentCommands commands)
    {
        (_gl, _view, _commands) = (gl, view, commands);
        Settings.Toggled += () => commands.Host?.ToggleRecording();
    }

    /// <summary>The settings of the next recording.</summary>
    public RecorderSettings Settings { get; } = new();

    /// <summary>Whether it is recording.</summary>
    public bool IsRecording => _writer is not null;

    /// <summary>The last finished recording; null before the first.</summary>
    public TakeSummary? Last { get; private set; }

    private DescentScene Scene => _view.Scene;

    /// <summary>
    /// The duration of a frame's tick: while recording, one frame of the recording, or, in real time, the elapsed time.
    /// </summary>
    public double TickSeconds(double elapsed) => IsRecording && !_take.IsRealTime ? 1.0 / _format.FramesPerSecond : elapsed;

    /// <summary>Starts or stops a recording. Stopping blocks until the file is written.</summary>
    public void Toggle()
    {
        if (IsRecording)
            Stop();
        else
            _commands.Notices.Try(Start);
    }

    /// <summary>Adds the last tick to the current recording, if any.</summary>
    /// <param name="elapsed">Seconds since the last call.</param>
    public void Capture(double elapsed)
    {
        if (_writer is not { } writer)
            return;
        var frames = FramesDue(writer, Math.Min(elapsed, MaxPause));
        try
        {
            if (frames > 0)
                Write(writer, frames);
        }
        catch (UserErrorException error)
        {
            _commands.Notices.ShowError(error.Message);
            End();
            return;
        }
        catch (Exception error) when (_commands.Notices.Contain("The recording", error))
        {
            End();
            return;
        }
        Indicate(writer);
        if (IsOver(writer))
            Stop();
    }

    /// <summary>Stops the current recording.</summary>
    public void Dispose() => Stop();

    private void Start()
    {
        _take = Settings.Copy();
        RequireSense();
        var (kind, problem) = (_take.Kind, FfmpegLocator.Find().Problem);
        // An animation needs no external encoder.
        if (kind.NeedsFfmpeg && problem is not null)
        {
            _commands.Notices.Say($"Recording {RecordingFormat.Gif}; with ffmpeg it would be {kind}: {problem}");
            kind = RecordingFormat.Gif;
        }
        _format = _take.Format;
        var path = TakeName.Resolve(
            Path.Combine(_commands.Files.ExportFolder, _take.Folder, _take.Name + kind.Ending), _commands.Editor.CurrentFile,
            _format, DateTime.UtcNow);
        _writer = new TakeWriter(_gl, path, _format, _take.Look, () => _commands.Editor.CurrentFile);
        _before = SceneSettings.Of(Scene);
        try
        {
            _picture = new TakeView(_gl, Scene, _format, _take.Look, _commands.Editor, _view);
            if (_take.LeadsCamera)
                new TakeDirection(_take.Camera, _take.Easing).Begin(Scene, Seconds());
        }
        catch
        {
            End();
            throw;
        }
        Scene.Trainer.WaitsForSteps = !_take.IsRealTime;
        if (_take.StepsPerFrame > 0)
            Scene.Trainer.StepsPerFrame = _take.StepsPerFrame;
        (_clock, _wordsDue) = (0, 0);
        _view.Model.IsRecording = true;
        if (!_commands.IsPlaying)
            _commands.Notices.Say("Recording while paused: Space plays");
        Indicate(_writer);
    }

    private void RequireSense()
    {
        var settings = _take;
        if (settings.CountsSeconds && !(settings.FirstSecond >= 0 && settings.LastSecond > settings.FirstSecond))
            throw new UserErrorException("the recording would be empty; give an end after its start");
        if (settings.CountsSteps && settings.LastStep <= Math.Max(settings.FirstStep, Scene.Trainer.EnqueuedSteps))
            throw new UserErrorException($"step {settings.LastStep} is past or before the first; give a later one, or restart");
    }

    // Duration of the recording; 0 if the user, or training, ends it.
    private double Seconds() => _take.Length switch
    {
        RecordLength.Frames => _take.FrameCount / (double)_format.FramesPerSecond,
        RecordLength.Seconds => _take.LastSecond - _take.FirstSecond,
        RecordLength.Steps when Scene.Trainer.StepsPerFrame is var steps =>
            (_take.LastStep - _take.FirstStep) / (double)(steps * _format.FramesPerSecond),
        _ => 0,
    };

    // Counts frames from the start of the recording, so that rounding errors do not accumulate.
    private int FramesDue(TakeWriter writer, double elapsed)
    {
        _clock += TickSeconds(elapsed);
        if (_take.CountsSteps && Scene.Trainer.Status.Step < _take.FirstStep)
        {
            _clock = 0;
            return 0;
        }
        var begin = _take.CountsSeconds ? _take.FirstSecond : 0;
        var due = (int)Math.Floor((_clock - begin) * _format.FramesPerSecond + 1e-6) - writer.Frames;
        return Math.Min(due, MaxFrames() - writer.Frames);
    }

    private int MaxFrames() => _take.Length switch
    {
        RecordLength.Frames => _take.FrameCount,
        RecordLength.Seconds => (int)Math.Max(1, Math.Round(Seconds() * _format.FramesPerSecond)),
        RecordLength.Steps when Scene.Trainer.Status.Step > _take.LastStep => 0,
        _ => int.MaxValue,
    };

    private bool IsOver(TakeWriter writer) =>
        writer.Frames >= MaxFrames() || (_take.CountsSteps && Scene.Trainer.Status.Step >= _take.LastStep);

    private void Write(TakeWriter writer, int frames)
    {
        // Draws the same moment in the recording's aspect ratio, and restores the view's.
        var picture = _picture!;
        var aspect = Scene.Camera.Aspect;
        picture.Layout();
        Scene.ShowThrough(null);
        picture.View.Hud.Theme = _view.Hud.Theme;
        writer.Add(picture.Draw(writer.Frames / (double)_format.FramesPerSecond), frames);
        Scene.Camera.Aspect = aspect;
        Scene.ShowThrough(null);
    }

    private void Stop()
    {
        if (_writer is not { } writer)
            return;
        if (writer.Frames == 0)
            _commands.Notices.ShowError("nothing was recorded: the recording had not started");
        else
            _commands.Notices.Try(() => Finish(writer));
        End();
    }

    private void Finish(TakeWriter writer)
    {
        Last = writer.Complete();
        _commands.Notices.SayFile("Recorded", Last.Path, string.Create(CultureInfo.InvariantCulture,
            $": {Last.Frames} {(Last.Frames == 1 ? "frame" : "frames")}, {Last.Duration:F1} s, {Last.Bytes / 1e6:F1} MB"));
        if (_take.OpensFolder)
            _commands.Notices.ShowFolder?.Invoke(Path.GetDirectoryName(Path.GetFullPath(Last.Path))!);
    }

    private void End()
    {
        _before.Restore(Scene, _take);
        _writer?.Dispose();
        _picture?.Dispose();
        (_writer, _picture) = (null, null);
        _view.Model.IsRecording = false;
        _view.Model.Status = null;
    }

    // Updates the text twice a second only.
    private void Indicate(TakeWriter writer)
    {
        if (writer.Frames == 0)
        {
            _view.Model.Status = "● recording begins later";
            return;
        }
        if (writer.Frames >= _wordsDue)
        {
            _wordsDue = writer.Frames + Math.Max(1, _format.FramesPerSecond / 2);
            _view.Model.Status = string.Create(CultureInfo.InvariantCulture,
                $"● recording {writer.Frames} {(writer.Frames == 1 ? "frame" : "frames")} · {writer.Frames / (double)_format.FramesPerSecond:F1} s · {writer.BytesWritten / 1e6:F1} MB");
        }
    }

    // Scene settings that a recording changes temporarily.
    private readonly record struct SceneSettings(
        bool Waits, int StepsPerFrame, CameraPose Pose, float Smoothing, float TurnRate, WeightBall? Followed)
    {
        public static SceneSettings Of(DescentScene scene) => new(
            scene.Trainer.WaitsForSteps, scene.Trainer.StepsPerFrame, scene.Camera.Pose, scene.Camera.Smoothing,
            scene.Camera.TurnRate, scene.Camera.Followed);

        public void Restore(DescentScene scene, RecorderSettings settings)
        {
            scene.Trainer.WaitsForSteps = Waits;
            if (settings.StepsPerFrame > 0)
                scene.Trainer.StepsPerFrame = StepsPerFrame;
            if (!settings.LeadsCamera)
                return;
            scene.Camera.Play(null);
            (scene.Camera.Pose, scene.Camera.Smoothing, scene.Camera.TurnRate, scene.Camera.Followed) = (Pose, Smoothing, TurnRate, Followed);
        }
    }
}
