using System.Text.Json.Serialization;
using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>What a run log begins with.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Program">Version of the program that wrote it.</param>
/// <param name="Backend">What it ran on; for a GPU with the name its driver gives it.</param>
/// <param name="Experiment">What ran.</param>
/// <param name="Device">What kind of device that is; null in logs from before it was written down.</param>
public sealed record RunLogHeader(
    int Version, string Program, string Backend, ExperimentFile Experiment, BackendKind? Device = null)
{
    // Logs from before name the processor so, and a GPU by its driver.
    private const string ProcessorName = "CPU";

    /// <summary>The kind of device it ran on.</summary>
    [JsonIgnore]
    public BackendKind Kind => Device ?? (Backend == ProcessorName ? BackendKind.Cpu : BackendKind.Gpu);
}
