using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Lesson;

/// <summary>The app with the lesson open, without a window, with a person made of calls.</summary>
internal sealed class LessonStage : IDisposable
{
    private readonly HeadlessWindow _window;

    public LessonStage(int station, string data = "moons", int[]? hidden = null, string? stateFolder = null)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("test", 1280, 720), out var window, out var reason))
            throw new InvalidOperationException(reason);
        _window = window;
        _window.Script.SetMouse(new Vector2(-10, -10));
        _window.Script.SetMouseInside(true);
        var file = new ExperimentFile
        {
            Version = ExperimentFile.CurrentVersion,
            Data = new(data, Count: data is "iris" or "digits" ? null : 96),
            Network = new(hidden ?? [8, 8], EvaluationSamples: 96),
            Training = new("sgd", LearningRate: 0.2, BatchSize: 16),
            Plane = new("random", Resolution: 9),
            Seed = 5,
        };
        App = new DescentApp(window, new AppOptions(StateFolder: stateFolder) { File = file, Station = station });
        Trainer.WaitsForSteps = true;
        Frames(3);
    }

    public DescentApp App { get; }

    public LessonPanel Lesson => App.Workspace.Panel<LessonPanel>();

    public NeuroLab.Editing.SceneEditor Editor => App.Commands.Editor;

    public Trainer Trainer => App.View.Scene.Trainer;

    public ITrainingSession Session => Trainer.Session;

    public double Loss => Session.Evaluate(DataPart.Evaluation).Loss;

    public float[] Parameters()
    {
        var parameters = new float[Session.Shape.ParameterCount];
        Session.ReadParameters(parameters);
        return parameters;
    }

    public void Resize(int width, int height) => _window.Resize(width, height);

    public void Frames(int count)
    {
        for (var i = 0; i < count; i++)
            App.RunFrame();
    }

    /// <summary>Runs until the panel shows the weights as they stand.</summary>
    public bool CatchesUp()
    {
        for (var i = 0; i < 200; i++)
        {
            if (Array.ConvertAll(Parameters(), value => (double)value).AsSpan().SequenceEqual(Lesson.Subject.Parameters))
                return true;
            Frames(1);
        }
        return false;
    }

    public void Drag(float fromX, float fromY, params float[] toY)
    {
        _window.Script.SetMouse(new Vector2(fromX, fromY));
        Frames(1);
        _window.Script.Press(MouseButton.Left);
        Frames(1);
        foreach (var y in toY)
        {
            _window.Script.MoveMouse(new Vector2(fromX, y));
            Frames(1);
        }
        _window.Script.Release(MouseButton.Left);
        Frames(2);
    }

    public void Click(float x, float y) => Drag(x, y);

    public void Key(Key key)
    {
        _window.Script.Press(key);
        Frames(1);
        _window.Script.Release(key);
        Frames(1);
    }

    public void Dispose()
    {
        App.Dispose();
        _window.Dispose();
    }
}
