using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

/// <summary>An experiment that takes microseconds a step.</summary>
internal static class SmallExperiment
{
    public static Experiment Create(Optimizer? optimizer = null, double learningRate = 0.01, int batchSize = 16, Activation? activation = null)
    {
        var data = new Spirals().Load(new DatasetOptions { Seed = 3, Count = 64 });
        var loss = Experiment.DefaultLoss(data.Train);
        optimizer ??= new Adam();
        return new Experiment
        {
            Train = data.Train,
            Test = data.Test,
            Shape = Experiment.ShapeFor(data.Train, loss, [8, 8], activation ?? new Tanh()),
            Loss = loss,
            Optimizer = optimizer,
            Settings = optimizer.Defaults with { LearningRate = learningRate },
            BatchSize = batchSize,
            Seed = 3,
        };
    }

    public static ITrainingSession Open(Experiment experiment) => new CpuBackend().CreateSession(
        experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());

    public static ITrainingSession Open() => Open(Create());

    public static float[] Parameters(this ITrainingSession session)
    {
        var parameters = new float[session.Shape.ParameterCount];
        session.ReadParameters(parameters);
        return parameters;
    }

    /// <summary>Every step so far.</summary>
    public static StepRecord[] Records(this ITrainingSession session)
    {
        session.Finish();
        var records = new StepRecord[session.History.Count];
        var from = 0L;
        session.History.CopyTo(ref from, records);
        return records;
    }
}
