using System.Globalization;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Commands;

/// <summary>Which optimizers read a hyperparameter, and with which defaults, for the help.</summary>
internal static class HyperparameterText
{
    /// <summary>The optimizers that read it, if not all do.</summary>
    public static string ReadersOf(Hyperparameter hyperparameter)
    {
        string[] readers =
        [
            .. Catalog.Optimizers.Where(optimizer => optimizer.Hyperparameters.Contains(hyperparameter)).Select(optimizer => optimizer.Name),
            .. Catalog.GradientSources.Where(source => source.Hyperparameters.Contains(hyperparameter)).Select(source => source.Name),
            .. Catalog.Schedules.Where(schedule => schedule.Hyperparameters.Contains(hyperparameter)).Select(schedule => schedule.Name),
        ];
        return readers.Length > 0 && readers.Length < Catalog.Optimizers.Count ? $" ({string.Join(", ", readers)})" : "";
    }

    /// <summary>Its own default, and by name the optimizers with another one.</summary>
    public static string DefaultsOf(Hyperparameter hyperparameter) => string.Join("; ", Catalog.Optimizers
        .Where(optimizer => optimizer.Hyperparameters.Contains(hyperparameter))
        .GroupBy(optimizer => optimizer.Defaults[hyperparameter])
        .Where(group => group.Key != hyperparameter.Default)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{string.Join(" ", group)} {group.Key:g}"))
        .Concat(Catalog.Schedules
            .Where(schedule => schedule.Hyperparameters.Contains(hyperparameter) && schedule.DefaultOf(hyperparameter) != hyperparameter.Default)
            .Select(schedule => string.Create(CultureInfo.InvariantCulture, $"{schedule} {Short(schedule.DefaultOf(hyperparameter))}")))
        .Prepend(Short(hyperparameter.Default)));

    private static string Short(double value) => value.ToString(Math.Abs(value) is > 0 and < 1e-4 ? "0.##e0" : "g", CultureInfo.InvariantCulture);
}
