using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>What the app starts a data set with: settings under which its descent is worth watching.</summary>
/// <param name="Hidden">Sizes of the hidden layers.</param>
/// <param name="Activation">Behind each of them.</param>
/// <param name="LearningRate">For Adam.</param>
/// <param name="BatchSize">Samples per step.</param>
/// <param name="EvaluationCount">Samples the surface is computed on; fewer where each costs more.</param>
/// <param name="RehearsalSteps">How far the plane along the path looks ahead.</param>
internal sealed record Preset(
    int[] Hidden, Activation Activation, double LearningRate, int BatchSize, int EvaluationCount, int RehearsalSteps)
{
    private static readonly Preset Planar = new([16, 16], new Tanh(), 0.01, 32, 512, 1000);

    /// <summary>The preset of a data set.</summary>
    public static Preset For(Dataset data) => data.InputCount switch
    {
        <= 2 => Planar,
        < 100 => Planar with { Hidden = [32], Activation = new Relu(), LearningRate = 0.003, RehearsalSteps = 600 },
        _ => new Preset([64], new Relu(), 0.001, 64, 256, 300),
    };

    /// <summary>An experiment on the data with these settings.</summary>
    public Experiment CreateExperiment(DatasetSplit data, ulong seed)
    {
        var loss = Experiment.DefaultLoss(data.Train);
        var optimizer = new Adam();
        return new Experiment
        {
            Train = data.Train,
            Test = data.Test,
            Shape = Experiment.ShapeFor(data.Train, loss, Hidden, Activation),
            Loss = loss,
            Optimizer = optimizer,
            Settings = optimizer.Defaults with { LearningRate = LearningRate },
            BatchSize = BatchSize,
            Seed = seed,
            EvaluationCount = EvaluationCount,
        };
    }
}
