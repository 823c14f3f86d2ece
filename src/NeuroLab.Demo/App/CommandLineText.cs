using System.Globalization;
using System.Text;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.App;

/// <summary>An experiment as the command that trains it.</summary>
internal static class CommandLineText
{
    /// <summary>The <c>neurolab train …</c> line of a file, for a POSIX shell.</summary>
    public static string TrainCommand(this ExperimentFile file)
    {
        var line = new StringBuilder("neurolab train");
        Add("data", file.Data.Source);
        if (file.Data.Targets is { } targets)
            Add("target", string.Join(',', targets));
        if (file.Data.TestShare is { } share)
            Add("test-share", Number(share));
        if (file.Network.Weights is { } weights)
            Add("weights", weights);
        else
            Add("layers", file.Network.Hidden is { Length: 0 } ? "none" : string.Join(',', file.Network.Hidden ?? [16, 16]));
        Add("activation", file.Network.Activation);
        if (file.Loss is { } loss)
            Add("loss", loss);
        var training = FormerNames.Today(file.Training);
        Add("optimizer", training.Optimizer);
        foreach (var hyperparameter in Hyperparameter.All)
        {
            if (training[hyperparameter] is { } value)
                Add(hyperparameter.Option[2..], Number(value));
        }
        if (training.Gradient is { } gradient)
            Add("gradient", gradient);
        Add("batch", training.BatchSize == 0 ? "full" : Number(training.BatchSize));
        Add("init", file.Network.Initializer);
        Add("seed", file.Seed.ToString(CultureInfo.InvariantCulture));
        return line.ToString();

        void Add(string option, string value) => line.Append(" --").Append(option).Append(' ').Append(Quote(value));
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string value)
    {
        foreach (var letter in value)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !"-_./,=:+".Contains(letter))
                return $"'{value.Replace("'", "'\\''")}'";
        }
        return value;
    }
}
