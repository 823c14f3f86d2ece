using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>A network, or a run, with everything that is needed to show it.</summary>
/// <param name="File">The experiment as a file.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Note">What is said of it when it is shown; null for nothing.</param>
internal sealed record OpenedNetwork(ExperimentFile File, Experiment Experiment, string? Note);
