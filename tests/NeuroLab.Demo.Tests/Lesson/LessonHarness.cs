using System.Numerics;
using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Windowing;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Lesson;

/// <summary>The lesson on a surface without a window, with a person made of calls.</summary>
internal sealed class LessonHarness : IDisposable
{
    private readonly CpuBackend _backend = new();
    private readonly HeadlessWindow _window;

    public LessonHarness(int station, DatasetSource? source = null, int[]? hidden = null)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("test", 1280, 720), out var window, out var reason))
            throw new InvalidOperationException(reason);
        _window = window;
        _window.Script.SetMouseInside(true);
        App = new LessonApp(window, Experiment(source ?? new Moons(), hidden ?? [8, 8]), _backend, station);
        App.View.Scene.Trainer.WaitsForSteps = true;
        Frames(3);
    }

    public LessonApp App { get; }

    public LessonPanel Panel => App.View.Panel;

    public ITrainingSession Session => App.View.Scene.Trainer.Session;

    public static Experiment Experiment(DatasetSource source, int[] hidden)
    {
        var data = source.Load(new DatasetOptions { Seed = 5 }).Train.Take(96, 5);
        var loss = Training.Experiment.DefaultLoss(data);
        return new Experiment
        {
            Train = data,
            Shape = Training.Experiment.ShapeFor(data, loss, hidden, new Tanh()),
            Loss = loss,
            Optimizer = new Sgd(),
            Settings = new Sgd().Defaults with { LearningRate = 0.2 },
            BatchSize = 16,
            Seed = 5,
            EvaluationCount = 96,
        };
    }

    public float[] Parameters()
    {
        var parameters = new float[Session.Shape.ParameterCount];
        Session.ReadParameters(parameters);
        return parameters;
    }

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
            if (Array.ConvertAll(Parameters(), value => (double)value).AsSpan().SequenceEqual(Panel.Subject.Parameters))
                return true;
            Frames(1);
        }
        return false;
    }

    public void Drag(float fromX, float fromY, float toX, float toY)
    {
        _window.Script.MoveMouse(new Vector2(fromX, fromY));
        Frames(1);
        _window.Script.Press(MouseButton.Left);
        Frames(1);
        _window.Script.MoveMouse(new Vector2(toX, toY));
        Frames(1);
        _window.Script.Release(MouseButton.Left);
        Frames(2);
    }

    public void Click(float x, float y) => Drag(x, y, x, y);

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
        _backend.Dispose();
    }
}
