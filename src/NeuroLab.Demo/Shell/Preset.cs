using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>What the app starts a data set with: settings under which its descent is worth watching.</summary>
internal sealed record Preset
{
    /// <summary>How much of a file's samples is kept for testing.</summary>
    public const double TestShare = 0.2;

    /// <summary>Sizes of the hidden layers.</summary>
    public int[] Hidden { get; init; } = [16, 16];

    /// <summary>Behind each of them.</summary>
    public Activation Activation { get; init; } = new Tanh();

    /// <summary>The rule for the step.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>Its learning rate.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Samples per step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Samples the surface is computed on; fewer where each costs more.</summary>
    public int EvaluationCount { get; init; } = 512;

    /// <summary>How far the plane along the path looks ahead.</summary>
    public int RehearsalSteps { get; init; } = 1000;

    /// <summary>How fast it goes.</summary>
    public int StepsPerFrame { get; init; } = 4;

    // Plain gradient descent that rolls down a ridge, turns, and settles inside closed rings: what the program opens with.
    private static readonly Preset Opening = new()
    {
        Hidden = [32, 32],
        Activation = new Relu(),
        Optimizer = new Sgd(),
        LearningRate = 0.3,
        RehearsalSteps = 600,
        StepsPerFrame = 1,
    };

    /// <summary>The preset of a data set.</summary>
    public static Preset For(Dataset data) => data.InputCount switch
    {
        <= 2 when data.Name == new Moons().Name => Opening,
        <= 2 => new(),
        < 100 => new() { Hidden = [32], Activation = new Relu(), LearningRate = 0.003, RehearsalSteps = 600 },
        _ => new()
        {
            Hidden = [64],
            Activation = new Relu(),
            LearningRate = 0.001,
            BatchSize = 64,
            EvaluationCount = 256,
            RehearsalSteps = 300,
        },
    };

    /// <summary>The experiment that a data set of the catalogue is started with, and its data. Blocks.</summary>
    public static (ExperimentFile File, DatasetSplit Data) StartOf(DatasetSource source, ulong seed)
    {
        var data = source.Load(new DatasetOptions { Seed = seed });
        return (FileOf(data, new ExperimentFile.DataSection(source.Name), seed), data);
    }

    /// <summary>The experiment that data is started with.</summary>
    public static ExperimentFile FileOf(DatasetSplit data, ExperimentFile.DataSection section, ulong seed)
    {
        var preset = For(data.Train);
        var file = ExperimentFile.Of(preset.CreateExperiment(data, seed), section);
        return file with
        {
            Training = file.Training with { StepsPerFrame = preset.StepsPerFrame },
            Plane = new ExperimentFile.PlaneSection(Steps: preset.RehearsalSteps),
        };
    }

    /// <summary>An experiment on the data with these settings.</summary>
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
