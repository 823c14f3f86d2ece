using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The whole app with nobody at it: a script moves, presses and types.</summary>
internal sealed class EditorStage : IDisposable
{
    private readonly HeadlessWindow _window;
    private readonly string _folder = CreateFolder();

    // Not the program's opening, which goes a step a frame: here adaptive steps by the handful.
    private static readonly ExperimentFile Moons = new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new("moons"),
        Network = new([16, 16]),
        Training = new("adam", LearningRate: 0.01),
        Seed = 7,
    };

    /// <param name="file">What to open instead of a data set; then it stands still, and nothing is drawn, only recorded.</param>
    public EditorStage(string dataset = "moons", int width = 1120, int height = 640, string? state = null, ExperimentFile? file = null)
    {
        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", width, height), out var window, out var reason), reason);
        _window = window;
        App = new DescentApp(window, new AppOptions(dataset, StateFolder: state)
        {
            File = file ?? (dataset == "moons" ? Moons : null),
            StartsPaused = file is not null,
            BindNetwork = AppCommand.Open,
        });
        (App.View.DrawsPixels, Trainer.WaitsForSteps) = (file is null, file is not null);
        Commands.Files.SavePath = Path.Combine(_folder, "experiment.neurolab.json");
        Commands.Files.ExportFolder = _folder;
        Script.SetMouse(new Vector2(-10, -10));
        RunUntil(() => Trainer.StatusVersion > 0);
        // However long the surface takes, tests begin after the first steps.
        Trainer.IsPlaying = false;
        RunUntil(() => App.View.Scene.Landscape.Progress >= 1);
        FinishFraming();
        Trainer.IsPlaying = file is null;
    }

    // Its name is always equally wide, as are all digits, and so is what the interface says about it.
    private static string CreateFolder()
    {
        var temporary = Directory.Exists("/tmp") ? "/tmp" : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(temporary, $"neurolab-editor-{(uint)Guid.NewGuid().GetHashCode():D10}")).FullName;
    }

    public DescentApp App { get; }

    public HeadlessWindow Window => _window;

    public string Folder => _folder;

    public string Clipboard => _window.Clipboard;

    public InputBuffer Script => _window.Script;

    public DescentCommands Commands => App.Commands;

    public SceneEditor Editor => App.Commands.Editor;

    public Trainer Trainer => App.View.Scene.Trainer;

    public float[] Parameters
    {
        get
        {
            var parameters = new float[Trainer.Session.Shape.ParameterCount];
            Trainer.Session.ReadParameters(parameters);
            return parameters;
        }
    }

    // The camera turns to a new surface gently; here it stands there at once.
    private void FinishFraming()
    {
        var camera = App.View.Scene.Camera;
        var smoothing = camera.Smoothing;
        camera.Smoothing = 0;
        Run(2);
        camera.Smoothing = smoothing;
    }

    public void Run(int frames = 1)
    {
        _window.MakeCurrent(); // another stage may have been here meanwhile
        for (var i = 0; i < frames; i++)
            App.RunFrame();
    }

    public void RunUntil(Func<bool> condition)
    {
        var end = Environment.TickCount64 + 60_000;
        _window.MakeCurrent();
        do
        {
            App.RunFrame();
            Assert.True(Environment.TickCount64 < end, "nothing happened within a minute");
        }
        while (!condition());
    }

    public void Pause()
    {
        if (Trainer.IsPlaying)
            Press(Key.Space);
        Assert.False(Trainer.IsPlaying);
        Trainer.Session.Finish();
        Run(2);
    }

    public void Press(Key key, Key modifier = Key.Unknown)
    {
        if (modifier != Key.Unknown)
            Script.Press(modifier);
        Script.Press(key);
        Run();
        Script.Release(key);
        if (modifier != Key.Unknown)
            Script.Release(modifier);
        Run();
    }

    public void Type(string text)
    {
        foreach (var letter in text.EnumerateRunes())
            Script.Type(letter);
        Run(3);
    }

    public void Move(Vector2 place)
    {
        Script.SetMouseInside(true);
        Script.MoveMouse(place);
        Run();
    }

    public void Click(Vector2 place)
    {
        Move(place);
        Script.Press(MouseButton.Left);
        Run();
        Script.Release(MouseButton.Left);
        Run(2);
    }

    public void Drag(Vector2 from, Vector2 to)
    {
        Move(from);
        Script.Press(MouseButton.Left);
        Run();
        for (var i = 1; i <= 5; i++)
            Move(Vector2.Lerp(from, to, i / 5f));
        Script.Release(MouseButton.Left);
        Run(2);
    }

    /// <summary>A widget's place, by its label, and the number of its scope where it has one.</summary>
    public UiRect Widget(string label, int? scope = null)
    {
        var box = App.Workspace.Gui.BoxOf(label, scope);
        Assert.False(box.IsEmpty, $"'{label}' is not shown");
        return box;
    }

    /// <summary>The pixel of the window where a point of the surface is seen, or one above or below it.</summary>
    public Vector2 PixelOf(float alpha, float beta, float? height = null)
    {
        var view = App.View;
        var projection = new SceneProjection(view.Scene.Frame.Camera, view.SceneArea.Width, view.SceneArea.Height);
        var loss = height ?? (float)view.Scene.Landscape.LossAt(alpha, beta);
        Assert.True(projection.TryProject(view.Scene.Frame.World(alpha, beta, loss), out var pixel));
        return pixel + new Vector2(view.SceneArea.X, view.SceneArea.Y);
    }

    public byte[] Picture()
    {
        var size = _window.FramebufferSize;
        var pixels = new byte[size.Width * size.Height * 4];
        new FrameReader(_window.Gl).Read(_window.Framebuffer, size.Width, size.Height, pixels);
        return pixels;
    }

    public static Vector2 At(in UiRect box, float share) => new(box.X + share * box.Width, box.CenterY);

    public void Drop(string path)
    {
        Script.Drop(path);
        Run(2);
        RunUntilLoaded();
    }

    /// <summary>Opens a data set of the catalogue.</summary>
    public void LoadDataset(string name)
    {
        Commands.Experiment.LoadDataset(IndexOf(name));
        RunUntilLoaded();
    }

    public static int IndexOf(string dataset) => Catalog.Datasets.ToList().FindIndex(source => source.Name == dataset);

    /// <summary>Frames until what was opened is there, or was refused.</summary>
    public void RunUntilLoaded() => RunUntil(() => !Commands.Loader.IsBusy);

    public void Dispose()
    {
        App.Dispose();
        _window.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal static class UiRectPlaces
{
    public static Vector2 Center(this in UiRect box) => new(box.CenterX, box.CenterY);
}
