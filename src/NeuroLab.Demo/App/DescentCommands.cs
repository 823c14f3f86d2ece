using System.Globalization;
using NeuroLab.Activations;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// What a person can do to the running experiment, the same from a key, a menu and a panel. A change that is not plain
/// to see is said in a line, and so is what went wrong; the experiment then goes on as it was.
/// </summary>
public sealed class DescentCommands
{
    private readonly DescentView _view;
    private int _dataset;

    /// <summary>Commands for a view that shows the catalogue's data set of that name.</summary>
    public DescentCommands(DescentView view, string dataset, ulong seed)
    {
        _view = view;
        Seed = seed;
        _dataset = IndexOf(dataset);
    }

    /// <summary>Determines data, weights, batches and planes of what is loaded next.</summary>
    public ulong Seed { get; }

    /// <summary>Index in the catalogue of the data set on show.</summary>
    public int Dataset => _dataset;

    /// <summary>Set when the person asked to quit.</summary>
    public bool WantsToQuit { get; set; }

    /// <summary>Set when the person asked to start or stop a recording; whoever acts on it clears it.</summary>
    public bool WantsRecording { get; set; }

    /// <summary>Set when the person asked for the other of window and full screen; whoever acts on it clears it.</summary>
    public bool WantsFullscreen { get; set; }

    private DescentScene Scene => _view.Scene;

    private Trainer Trainer => Scene.Trainer;

    /// <summary>Plays or pauses.</summary>
    public void TogglePlay() => Trainer.IsPlaying = !Trainer.IsPlaying;

    /// <summary>Pauses and takes one step.</summary>
    public void StepOnce()
    {
        Trainer.IsPlaying = false;
        Trainer.StepOnce();
    }

    /// <summary>Back to the first weights.</summary>
    public void Restart()
    {
        Trainer.Restart();
        Say("Back to the first weights");
    }

    /// <summary>Multiplies the learning rate.</summary>
    public void ScaleLearningRate(double factor)
    {
        Trainer.LearningRate = Math.Clamp(Trainer.LearningRate * factor, 1e-8, 1e4);
        Say(string.Create(CultureInfo.InvariantCulture, $"Learning rate {Trainer.LearningRate:G3}"));
    }

    /// <summary>Multiplies the steps a frame.</summary>
    public void ScaleSteps(double factor) => SetSteps((int)Math.Clamp(Trainer.StepsPerFrame * factor, 1, 1024));

    /// <summary>Sets the steps a frame.</summary>
    public void SetSteps(int steps)
    {
        Trainer.StepsPerFrame = steps;
        Say(string.Create(CultureInfo.InvariantCulture, $"{steps} steps per frame"));
    }

    /// <summary>Chooses the rule for the step.</summary>
    public void Choose(Optimizer optimizer)
    {
        Trainer.Optimizer = optimizer;
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{Trainer.Optimizer.Title}, learning rate {Trainer.LearningRate:G3}"));
    }

    /// <summary>Loads the catalogue's next data set.</summary>
    public void NextDataset() => LoadDataset((_dataset + 1) % Catalog.Datasets.Count);

    /// <summary>Loads a data set of the catalogue with the settings that suit it.</summary>
    public void LoadDataset(int index) => Try(() =>
    {
        var source = Catalog.Datasets[index];
        Load(source.Load(new DatasetOptions { Seed = Seed }));
        _dataset = index;
        Say($"{source.Name}: {source.Description}");
    });

    /// <summary>Loads a file that was dropped on the window.</summary>
    public void OpenFile(string path) => Try(() =>
    {
        if (Directory.Exists(path))
            throw new UserErrorException($"{path}: is a folder; drop a .csv, .npz or IDX file");
        var (train, test) = DatasetFile.Load(path).Split(0.2, Seed);
        Load(new DatasetSplit(train, test));
        _dataset = -1;
        Say($"{train.Name}: {train.Count:N0} samples to train on, {test.Count:N0} to test");
    });

    /// <summary>Shows the loss over another plane.</summary>
    public void ShowPlane(PlaneKind kind) => Try(() =>
    {
        Scene.Show(kind);
        Say(char.ToUpperInvariant(Scene.Landscape.Plane!.Description[0]) + Scene.Landscape.Plane.Description[1..]);
    });

    /// <summary>Another activation or other hidden layers: starts again from the seed.</summary>
    /// <param name="hidden">Units of each hidden layer, as in 16-16; null keeps them.</param>
    /// <param name="activation">Behind each of them; null keeps it.</param>
    public void ChangeNetwork(string? hidden = null, Activation? activation = null) => Try(() =>
    {
        var old = Trainer.Experiment;
        var sizes = hidden is null ? old.Shape.Sizes.AsSpan()[1..^1].ToArray() : ReadSizes(hidden);
        Scene.Load(old with { Shape = Experiment.ShapeFor(old.Train, old.Loss, sizes, activation ?? old.Shape.Activation) });
        Scene.ShowDescent();
        Say($"{Trainer.Experiment.Shape}: starts from the seed again");
    });

    /// <summary>Changes a property from the inspector.</summary>
    public void Change(InspectedProperty property, double value) => Try(() => property.Value = value);

    /// <summary>Changes a property from the inspector to what a text says.</summary>
    public void Change(InspectedProperty property, string text) => Try(() => property.Text = text);

    /// <summary>Presses a button of the inspector.</summary>
    public void Press(InspectedProperty button) => Try(button.Press);

    /// <summary>Says something in a passing line.</summary>
    public void Say(string text) => _view.Hud.Toast.Show(text, _view.Model.Time);

    /// <summary>Says what went wrong.</summary>
    public void Complain(string text) => _view.Hud.Toast.Show(text, _view.Model.Time, seconds: 6, isError: true);

    /// <summary>Does something that may go wrong through no fault of the program.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is UserErrorException or IOException or UnauthorizedAccessException)
        {
            Complain(error.Message);
        }
    }

    private void Load(DatasetSplit data)
    {
        var preset = Preset.For(data.Train);
        Scene.Load(preset.CreateExperiment(data, Seed));
        Scene.RehearsalSteps = preset.RehearsalSteps;
        Scene.ShowDescent();
    }

    private static int[] ReadSizes(string text)
    {
        var parts = text.Split(['-', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var sizes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
                throw new UserErrorException($"hidden layers '{text}': '{parts[i]}' is no size; give numbers such as 16-16");
        }
        return sizes;
    }

    private static int IndexOf(string dataset)
    {
        for (var i = 0; i < Catalog.Datasets.Count; i++)
        {
            if (Catalog.Datasets[i].Name == dataset)
                return i;
        }
        return -1;
    }
}
