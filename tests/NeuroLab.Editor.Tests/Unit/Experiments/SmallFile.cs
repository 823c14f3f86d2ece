using NeuroLab.Experiments;

namespace NeuroLab.Editor.Tests.Unit.Experiments;

/// <summary>The file of an experiment that takes microseconds a step.</summary>
internal static class SmallFile
{
    public static ExperimentFile Value { get; } = new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new("spirals", Count: 96),
        Network = new([8], EvaluationSamples: 48),
        Training = new(Optimizer: "adam", LearningRate: 0.01, BatchSize: 16),
        Plane = new("random", Resolution: 9),
        Seed = 5,
    };
}
