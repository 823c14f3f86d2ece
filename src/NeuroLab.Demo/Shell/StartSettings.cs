using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// The settings that the app starts a data set with, chosen so that its descent is interesting to watch.
/// </summary>
internal sealed record StartSettings
{
    /// <summary>Fraction of a file's samples held out for testing.</summary>
    public const double TestShare = 0.2;

    /// <summary>Sizes of the hidden layers.</summary>
    public int[] Hidden { get; init; } = [16, 16];

    /// <summary>Their activation.</summary>
    public Activation Activation { get; init; } = new Tanh();

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>Its learning rate.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Samples per step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Samples that the surface is computed on; fewer if each is expensive.</summary>
    public int EvaluationCount { get; init; } = 512;

    /// <summary>How many steps ahead the plane along the path is computed for.</summary>
    public int PathSteps { get; init; } = 1000;

    /// <summary>Training steps per frame.</summary>
    public int StepsPerFrame { get; init; } = 4;

    // Plain gradient descent that rolls down a ridge, turns, and ends inside closed contours: the program's opening.
    private static readonly StartSettings Opening = new()
    {
        Hidden = [32, 32],
        Activation = new Relu(),
        Optimizer = new Sgd(),
        LearningRate = 0.3,
        PathSteps = 600,
        StepsPerFrame = 1,
    };

    /// <summary>The preset of a data set.</summary>
    public static StartSettings For(Dataset data) => data.InputCount switch
    {
        <= 2 when data.Name == new Moons().Name => Opening,
        // A file has the same activation as elsewhere on the command line.
        <= 2 => new() { Activation = data.Reading is null ? new Tanh() : new Relu() },
        < 100 => new() { Hidden = [32], Activation = new Relu(), LearningRate = 0.003, PathSteps = 600 },
        _ => new()
        {
            Hidden = [64],
            Activation = new Relu(),
            LearningRate = 0.001,
            BatchSize = 64,
            EvaluationCount = 256,
            PathSteps = 300,
        },
    };

    /// <summary>The initial experiment for a data set of the catalogue, and its data. Blocks.</summary>
    public static (ExperimentFile File, DatasetSplit Data) StartOf(DatasetSource source, ulong seed)
    {
        var data = source.Load(new DatasetOptions { Seed = seed });
        return (FileOf(data, new ExperimentFile.DataSection(source.Name), seed), data);
    }

    /// <summary>The initial experiment for some data.</summary>
    public static ExperimentFile FileOf(DatasetSplit data, ExperimentFile.DataSection section, ulong seed)
    {
        var preset = For(data.Train);
        var file = ExperimentFile.Of(preset.CreateExperiment(data, seed), section);
        return file with
        {
            Training = file.Training with { StepsPerFrame = preset.StepsPerFrame },
            Plane = new ExperimentFile.PlaneSection(Steps: preset.PathSteps),
        };
    }

    /// <summary>Creates an experiment with these settings.</summary>
    public Experiment CreateExperiment(DatasetSplit data, ulong seed)
    {
        var loss = Experiment.DefaultLoss(data.Train);
        return new Experiment
        {
            Train = data.Train,
            Test = data.Test,
            Shape = Experiment.ShapeFor(data.Train, loss, Hidden, Activation),
            Loss = loss,
            Optimizer = Optimizer,
            Settings = Optimizer.Defaults with { LearningRate = LearningRate },
            BatchSize = BatchSize,
            Seed = seed,
            EvaluationCount = EvaluationCount,
        };
    }
}
