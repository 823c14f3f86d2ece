using System.Globalization;
using System.Text;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// The initial settings of a runner, as one line of text: name, optimizer, six hyperparameters and by name any others
/// that differ from their defaults, samples per step, and the gradient source if it is not backpropagation.
/// </summary>
internal sealed record RunnerSpec(string Name, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize)
{
    // The first six of the table are written without names.
    private const int Unnamed = 6;

    private const string ScheduleMark = "schedule=";

    /// <summary>How the gradient of a step is computed.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>How the learning rate changes from step to step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>What its settings are compared with: the defaults of optimizer and schedule.</summary>
    public OptimizerSettings Defaults => Schedule.DefaultsOn(Optimizer.Defaults);

    /// <summary>The settings of an experiment's runner.</summary>
    public static RunnerSpec Of(string name, Experiment experiment) =>
        new(name, experiment.Optimizer, experiment.Settings, experiment.BatchSize)
        {
            GradientSource = experiment.GradientSource,
            Schedule = experiment.Schedule,
        };

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Name}; {Optimizer.Name};");
        foreach (var hyperparameter in Hyperparameter.All)
        {
            var value = Settings[hyperparameter];
            if (hyperparameter.Index < Unnamed)
                text.Append(CultureInfo.InvariantCulture, $" {value:R}");
            else if (!value.Equals(Defaults[hyperparameter]))
                text.Append(CultureInfo.InvariantCulture, $" {hyperparameter.Name}={value:R}");
        }
        text.Append(CultureInfo.InvariantCulture, $"; {BatchSize}");
        if (GradientSource != GradientSource.Backpropagation)
            text.Append($"; {GradientSource.Name}");
        if (Schedule != Schedule.Constant)
            text.Append($"; {ScheduleMark}{Schedule.Name}");
        return text.ToString();
    }

    /// <summary>Parses the result of <see cref="ToString"/>, also of earlier versions.</summary>
    /// <exception cref="UserErrorException">The text is not valid.</exception>
    public static RunnerSpec Parse(string text)
    {
        if (text.Split("; ") is [var name, var optimizer, var numbers, var batch, .. var rest]
            && rest.Count(IsSchedule) < 2 && rest.Count(each => !IsSchedule(each)) < 2
            && int.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Values(numbers) is { } values)
        {
            var section = new TrainingSection(
                optimizer, values[Hyperparameter.LearningRate], size, Gradient: rest.FirstOrDefault(each => !IsSchedule(each)))
            {
                Schedule = rest.FirstOrDefault(IsSchedule)?[ScheduleMark.Length..],
            };
            values.Remove(Hyperparameter.LearningRate);
            return (section with { Others = values }).ToSpec(name);
        }
        throw new UserErrorException($"'{text}' describes no runner; give its name, optimizer, six numbers and batch size");
    }

    private static bool IsSchedule(string part) => part.StartsWith(ScheduleMark, StringComparison.Ordinal);

    private static Dictionary<Hyperparameter, double>? Values(string text)
    {
        var values = new Dictionary<Hyperparameter, double>();
        foreach (var part in text.Split(' '))
        {
            var equals = part.IndexOf('=');
            var hyperparameter = equals < 0
                ? Hyperparameter.All[Math.Min(values.Count, Unnamed - 1)]
                : Hyperparameter.All.FirstOrDefault(each => part.AsSpan(0, equals).SequenceEqual(each.Name));
            if (hyperparameter is null || equals >= 0 != hyperparameter.Index >= Unnamed
                || !double.TryParse(part.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !values.TryAdd(hyperparameter, value))
            {
                return null;
            }
        }
        return values.Count >= Unnamed ? values : null;
    }
}
