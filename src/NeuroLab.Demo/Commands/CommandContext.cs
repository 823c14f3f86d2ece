using NeuroLab.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>The output of a command, and its cancellation.</summary>
/// <param name="Output">Results only.</param>
/// <param name="Error">Errors, notes and progress.</param>
/// <param name="IsInteractive">Whether <paramref name="Error"/> is a terminal, so that progress can be
/// animated.</param>
/// <param name="Interruption">Cancelled by Ctrl+C, SIGTERM and SIGHUP.</param>
internal sealed record CommandContext(
    TextWriter Output, TextWriter Error, bool IsInteractive = false, CancellationToken Interruption = default)
{
    /// <summary>Shows a warning before an experiment starts, if there is one.</summary>
    public void WarnOf(Experiment experiment)
    {
        if (experiment.GradientSource.Warning(experiment.Shape.ParameterCount) is { } warning)
            Say(warning);
    }

    /// <summary>Shows how the user's files were interpreted, unless that is part of the JSON output.</summary>
    public void ReportReading(DataReading? data, WeightsReading? weights, bool isJson)
    {
        if (isJson)
            return;
        if (data is not null)
            Say(data.Line());
        if (weights is { IsDecided: true })
            Say($"layers in this order: {weights}");
    }

    /// <summary>Writes one line for the user, to <see cref="Error"/>.</summary>
    public void Say(string message) => Error.WriteLine($"neurolab: {message.ReplaceLineEndings(" ")}");
}
