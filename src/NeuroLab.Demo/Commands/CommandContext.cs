using NeuroLab.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>Where a command writes, and what may stop it.</summary>
/// <param name="Output">Results only.</param>
/// <param name="Error">Errors, notes and progress.</param>
/// <param name="IsInteractive">Whether a person watches <paramref name="Error"/>, so that progress may be animated there.</param>
/// <param name="Interruption">Cancelled by Ctrl+C, SIGTERM and SIGHUP.</param>
internal sealed record CommandContext(
    TextWriter Output, TextWriter Error, bool IsInteractive = false, CancellationToken Interruption = default)
{
    /// <summary>Says what should be known before an experiment starts, if there is anything.</summary>
    public void WarnOf(Experiment experiment)
    {
        if (experiment.GradientSource.Warning(experiment.Shape.ParameterCount) is { } warning)
            Say(warning);
    }

    /// <summary>Says what was understood of the person's files, where JSON does not.</summary>
    public void SayReading(DataReading? data, WeightsReading? weights, bool isJson)
    {
        if (isJson)
            return;
        if (data is not null)
            Say(data.Line());
        if (weights is { IsDecided: true })
            Say($"layers in this order: {weights}");
    }

    /// <summary>One line to the person, on <see cref="Error"/>.</summary>
    public void Say(string message) => Error.WriteLine($"neurolab: {message.ReplaceLineEndings(" ")}");
}
