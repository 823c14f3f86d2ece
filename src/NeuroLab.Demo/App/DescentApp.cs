using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Hosting;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>The app in a window: runs input, tick and drawing in a loop, until the user quits.</summary>
internal sealed partial class DescentApp : IAppHost, IDisposable
{
    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(20);

    private readonly IAppWindow _window;
    private readonly HostedScene _hosted;
    private readonly SceneEditor _editor;
    private readonly Autosave? _autosave;
    private readonly AppRecorder _recorder;
    private readonly ScreenRecorder _screen;
    private readonly DescentView _view;
    private readonly DescentControls _controls;
    private readonly DescentCommands _commands;
    private readonly Workspace _workspace;
    private readonly EdgeNotice _edge;
    private readonly StartFraming _framing;
    private double _last, _frameSeconds = 1 / 60.0;
    private readonly List<Action> _requests = [];
    private readonly Timer _trimming = new(_ => NativeHeap.Trim(), null, TrimInterval, TrimInterval);
    private string? _failure;
    private ExperimentFile? _opened;

    /// <summary>Creates the scene in a window whose context is current.</summary>
    /// <exception cref="Numerics.UserErrorException">The data set is not available.</exception>
    public DescentApp(IAppWindow window, AppOptions options)
    {
        _window = window;
        var (file, data) = options.Start();
        _hosted = new HostedScene(
            window.Gl, backends => backends.FellBack += NoteFailure,
            backends => file.CreateScene(backends, options.Experiment ?? file.CreateExperiment(data)), options.OpenBackend);
        options.Experiment = null;
        var scene = _hosted.Scene;
        scene.Trainer.IsPlaying = options.Station is null && !options.StartsPaused;
        _editor = new SceneEditor(scene, file);
        _framing = new StartFraming(_editor);
        var size = window.FramebufferSize;
        _view = new DescentView(
            _hosted.Device, scene, size.Width, size.Height, UiScale.Snap(window.ContentScale), _hosted.Renderer)
        { Editor = _editor };
        _view.Model.AreHintsVisible = options.Station is null;
        _commands = new DescentCommands(_view, _editor);
        _commands.Experiment.ParseReading = options.ParseReading;
        _commands.Files.BindNetwork = options.BindNetwork;
        _commands.Loader.FindPathBackend = FindPathBackend;
        _edge = new EdgeNotice(scene, _commands.Notices);
        _commands.Host = this;
        var context = new EditorContext(_view, _commands);
        _workspace = new Workspace(context, PanelList.Create);
        context.Table = CommandList.Create(_view, _commands, _workspace, context);
        _view.Model.Keys.AddRange(context.Table.Rows);
        _workspace.Gui.ReadClipboard = () => window.Clipboard;
        _view.Workspace = _workspace;
        // What the editor shows in addition to the plain scene; offline recordings leave it out.
        foreach (var behaviour in (Behaviour[])[scene.Cut, scene.Landscape.GameObject.Get<SlopeField>()!])
            behaviour.Enabled = true;
        Recall(options);
        if (options.StateFolder is { } folder)
        {
            _commands.Notices.Try(() => _editor.WriteRunLog(RunLogPath(folder)));
            _commands.Notices.Faults = new FaultLog(folder);
            _autosave = new Autosave(folder);
            _commands.Files.Recovery = _autosave.FindRecovery();
        }
        _controls = new DescentControls(_view, _commands, context.Table);
        _recorder = new AppRecorder(window.Gl, _view, _commands);
        _commands.Notices.ShowFolder = options.ShowFolder;
        context.Recorder = _recorder.Settings;
        _screen = new ScreenRecorder(window.Gl, _commands);
        if (options.Path is { } path)
            _commands.Files.NoteStart(path);
        if (options.Note is { } note)
            _commands.Notices.Say(note);
        if (options.Question is { } question)
            _commands.Files.AskAbout(question.Network, question.Options);
        if (options.Station is { } station)
            LessonStart.Begin(_view, _editor, _workspace, station);
    }

    /// <summary>Records the view.</summary>
    public AppRecorder Recorder => _recorder;

    /// <summary>The view, for tests.</summary>
    public DescentView View => _view;

    /// <summary>The panels.</summary>
    public Workspace Workspace => _workspace;

    /// <summary>Whether the recovery copy is kept when the app ends, because the user did not quit it.</summary>
    public bool KeepsRecovery { get; set; }

    /// <summary>The user's commands.</summary>
    public DescentCommands Commands => _commands;

    /// <summary>Called between a frame's tick and its drawing, for measurements; null for none.</summary>
    public Action? Ticked { get; set; }

    private float Scale => UiScale.Snap(_window.ContentScale * _commands.UiScale);

    private static string RunLogPath(string folder) => Path.Combine(
        folder, "runs", string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd-HHmmss}-{Environment.ProcessId}.nlrun"));

    /// <summary>Whether the user has quit.</summary>
    public bool HasQuit { get; private set; }

    /// <summary>Runs until the user quits.</summary>
    /// <param name="stop">Ends it immediately, as signals do: recordings are finished, and the recovery copy is
    /// kept.</param>
    public void Run(CancellationToken stop = default)
    {
        while (!HasQuit && !stop.IsCancellationRequested)
        {
            RunFrame();
            if (!_window.ShouldClose)
                continue;
            _window.ShouldClose = false;
            _commands.Quit();
        }
        if (HasQuit)
            return;
        _autosave?.Update(_editor, double.MaxValue);
        KeepsRecovery = true;
    }

    /// <summary>
    /// Runs one frame. An exception that its parts cannot handle ends the app: the experiment is saved first, to be
    /// offered at the next start.
    /// </summary>
    public void RunFrame()
    {
        try
        {
            Advance();
        }
        catch (Exception error)
        {
            KeepsRecovery = true;
            _commands.Notices.Contain("The app", error);
            _autosave?.SaveNow(_editor);
            throw;
        }
    }

    private void Advance()
    {
        _window.PollEvents();
        // The window's clock: off-screen, a script drives it, and an hour passes in minutes.
        var now = _window.Input.Time;
        // After a pause, such as while the window was dragged or minimized, the scene must not jump.
        var elapsed = now - _last;
        var delta = Math.Min(elapsed, 0.1);
        _last = now;
        _frameSeconds += (delta - _frameSeconds) * 0.05;

        _workspace.Read(_window.Input);
        _controls.Handle(_window.Input, delta);
        _commands.Loader.Update(now);
        _commands.Planes.Update(now);
        if (_editor.Scene.Trainer.Experiment.Run?.TakeProblem() is { } problem)
            _commands.Notices.Say(problem);
        (_view.Model.Loading, _view.Model.LoadingShare) = (_commands.Loader.Note ?? _commands.Planes.Note, _commands.Loader.Note is null ? 1 : _commands.Loader.Share);
        RunWindowRequests();
        var size = _window.FramebufferSize;
        if (!size.IsEmpty)
            _view.Layout(size.Width, size.Height, Scale);
        FollowOpened();
        _framing.Update();
        _workspace.Prepare(now);
        _editor.Tick(_recorder.TickSeconds(_screen.TickSeconds(delta)));
        _edge.Update();
        _recorder.Capture(elapsed);
        _autosave?.Update(_editor, now);
        RememberSettings(now);
        if (size.IsEmpty)
        {
            // Minimized: training continues at a pace that leaves the CPU free.
            Thread.Sleep(15);
            return;
        }
        Ticked?.Invoke();
        _view.Model.FramesPerSecond = 1 / _frameSeconds;
        _view.Draw(_window.Framebuffer, now);
        _screen.Capture(_window.Framebuffer, size.Width, size.Height);
        _window.SwapBuffers();
    }

    // What an experiment brings beside its run.
    private void FollowOpened()
    {
        if (ReferenceEquals(_opened, _editor.Origin))
            return;
        _opened = _editor.Origin;
        _commands.Comparison.Follow(_opened);
        if (Preset.Of(_opened) is not null)
            _workspace.Layout.Show("preset");
    }

    // Requests for the window's owner.
    private void RunWindowRequests()
    {
        if (_window.IsMouseCaptured != _controls.IsFlying)
            _window.IsMouseCaptured = _controls.IsFlying;
        if (_failure is { } message)
        {
            // It trains on the CPU by now; record that, and move the sessions that have not noticed.
            _failure = null;
            _commands.OnGpuFailure(message);
        }
        for (var i = 0; i < _requests.Count; i++)
            _requests[i]();
        _requests.Clear();
    }

    // Requests arrive while panels are drawn: handled between two frames.
    void IAppHost.Copy(string text) => _requests.Add(() => _window.Clipboard = text);

    void IAppHost.ToggleFullscreen() => _requests.Add(() => _window.IsFullscreen = !_window.IsFullscreen);

    // No lambda: it would keep the constructor's data.
    private void NoteFailure(string message) => _failure = message;

    void IAppHost.ToggleRecording() => _requests.Add(_recorder.Toggle);

    void IAppHost.SavePicture(string station) => _screen.SavePicture(station);

    void IAppHost.ToggleFilm(string station) => _screen.ToggleFilm(station);

    void IAppHost.Quit() => HasQuit = true;

    // Sessions on the CPU can be used on any thread.
    private IComputeBackend? FindPathBackend() => _hosted.Backends.AnyThread;

    /// <summary>Ends training and frees the view's resources; the caller keeps owning the window.</summary>
    public void Dispose()
    {
        _trimming.Dispose();
        _commands.Loader.Dispose();
        _commands.Planes.Dispose();
        Workspace.Panel<ConnectionPanel>().Dispose();
        Workspace.Panel<NetworkDialog>().Dispose();
        _settings?.Save(Gather());
        _recorder.Dispose();
        _screen.Dispose();
        _view.Dispose();
        _editor.Dispose();
        _hosted.Dispose();
        // Last: only a proper end makes the copy unnecessary.
        if (!KeepsRecovery)
            _autosave?.End();
    }
}
