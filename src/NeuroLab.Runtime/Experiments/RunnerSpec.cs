using System.Globalization;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>How a runner starts, as one line of text: name, optimizer, its numbers, and samples per step.</summary>
public sealed record RunnerSpec(string Name, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize)
{
    /// <summary>How the runner of an experiment starts.</summary>
    public static RunnerSpec Of(string name, Experiment experiment) =>
        new(name, experiment.Optimizer, experiment.Settings, experiment.BatchSize);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}; {Optimizer.Name}; {Settings.LearningRate:R} {Settings.Momentum:R} {Settings.Beta1:R} {Settings.Beta2:R} {Settings.Epsilon:R} {Settings.WeightDecay:R}; {BatchSize}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="UserErrorException">The text is none.</exception>
    public static RunnerSpec Parse(string text)
    {
        if (text.Split("; ") is [var name, var optimizer, var numbers, var batch]
            && int.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Numbers(numbers) is [var rate, var momentum, var beta1, var beta2, var epsilon, var decay])
        {
            return new RunnerSpec(name, Catalog.Find(Catalog.Optimizers, optimizer, "optimizer"),
                new OptimizerSettings(rate, momentum, beta1, beta2, epsilon, decay), size);
        }
        throw new UserErrorException($"'{text}' describes no runner; give its name, optimizer, six numbers and batch size");
    }

    private static double[] Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (var part in text.Split(' '))
        {
            if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        }
        return [.. numbers];
    }
}
