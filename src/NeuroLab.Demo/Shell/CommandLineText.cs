using System.Globalization;
using System.Text;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Shell;

/// <summary>Converts an experiment to the command that trains it.</summary>
internal static class CommandLineText
{
    /// <summary>The <c>neurolab train …</c> line of a file, for a POSIX shell.</summary>
    public static string TrainCommand(this ExperimentFile file)
    {
        var line = new StringBuilder("neurolab train");
        Add("data", file.Data.Source);
        if (file.Data.Targets is { } targets)
            Add("target", string.Join(',', targets));
        foreach (var (name, value) in Reading(file.Data))
            Add(name, value);
        if (file.Data.TestShare is { } share)
            Add("test-share", Number(share));
        if (file.Network.Weights is { } weights)
        {
            Add("weights", weights);
            if (file.Network.Prefix is { } prefix)
                Add("prefix", prefix);
        }
        else
            Add("layers", file.Network.Hidden is { Length: 0 } ? "none" : string.Join(',', file.Network.Hidden ?? [16, 16]));
        Add("activation", file.Network.Activation);
        if (file.Network.Skip)
            Add("skip", null);
        if (file.Loss is { } loss)
            Add("loss", loss);
        var training = LegacyNames.ToCurrent(file.Training);
        Add("optimizer", training.Optimizer);
        foreach (var hyperparameter in Hyperparameter.All)
        {
            if (training[hyperparameter] is { } value)
                Add(hyperparameter.Option[2..], Number(value));
        }
        if (training.Gradient is { } gradient)
            Add("gradient", gradient);
        if (training.Schedule is { } schedule)
            Add("schedule", schedule);
        Add("batch", training.BatchSize == 0 ? "full" : Number(training.BatchSize));
        Add("init", file.Network.Initializer);
        Add("seed", file.Seed.ToString(CultureInfo.InvariantCulture));
        return line.ToString();

        void Add(string option, string? value)
        {
            line.Append(" --").Append(option);
            if (value is not null)
                line.Append(' ').Append(Quote(value));
        }
    }

    /// <summary>How a file is read, in the words of the command line; empty where everything is detected.</summary>
    public static string ReadingText(this ExperimentFile.DataSection data)
    {
        var options = Reading(data);
        if (data.Targets is { } targets)
            options = options.Prepend(("target", string.Join(',', targets)));
        return string.Join(' ', options.Select(option => option.Value is null ? $"--{option.Name}" : $"--{option.Name} {Quote(option.Value)}"));
    }

    // The options for reading the data, each with its value; a flag has none.
    private static IEnumerable<(string Name, string? Value)> Reading(ExperimentFile.DataSection data)
    {
        var options = data.Reading ?? new DatasetFileOptions();
        if (options.Inputs is { } inputs) yield return ("columns", string.Join(',', inputs));
        if (options.Ignored is { } ignored) yield return ("ignore", string.Join(',', ignored));
        if (options.Header is { } header) yield return ("header", header ? "yes" : "no");
        if (options.Delimiter is { } delimiter) yield return ("delimiter", delimiter == '\t' ? "tab" : delimiter.ToString());
        if (options.Decimal is { } mark) yield return ("decimal", mark == ',' ? "comma" : "point");
        if (options.Missing is { } missing) yield return ("missing", missing.ToString().ToLowerInvariant());
        if (options.Categories is { } categories) yield return ("categories", categories == TextColumns.OneHot ? "one-hot" : "refuse");
        if (options.Task is { } task) yield return (task == DatasetTask.Classification ? "classes" : "regression", null);
        if (options.Scale is { } scale)
            yield return ("scale", scale == 1 ? "none" : Number(scale));
        else if (ExperimentFile.IsPath(data.Source) && options.Standardize == true != DatasetFile.IsTable(data.Source))
            yield return ("scale", options.Standardize == true ? "standard" : "none");
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string value)
    {
        if (value.Length == 0)
            return "''";
        foreach (var letter in value)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !"-_./,=:+".Contains(letter))
                return $"'{value.Replace("'", "'\\''")}'";
        }
        return value;
    }
}
