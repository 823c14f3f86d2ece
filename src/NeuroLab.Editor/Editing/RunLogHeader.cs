using NeuroLab.Experiments;
namespace NeuroLab.Editing;

/// <summary>What a run log begins with.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Program">Version of the program that wrote it.</param>
/// <param name="Backend">What it ran on; for a GPU with the name its driver gives it.</param>
/// <param name="Experiment">What ran.</param>
public sealed record RunLogHeader(int Version, string Program, string Backend, ExperimentFile Experiment);
