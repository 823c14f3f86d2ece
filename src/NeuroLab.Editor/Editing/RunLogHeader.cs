using System.Text.Json.Serialization;
using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>The first line of a run log.</summary>
/// <param name="Version">Format version.</param>
/// <param name="Program">Version of the program that wrote it.</param>
/// <param name="Backend">The device's name; for a GPU its driver's.</param>
/// <param name="Experiment">The experiment at step 0.</param>
/// <param name="Device">The kind of device; null in older logs.</param>
internal sealed record RunLogHeader(
    int Version, string Program, string Backend, ExperimentFile Experiment, BackendKind? Device = null)
{
    // Older logs use this name for the CPU, and the driver's name for a GPU.
    private const string ProcessorName = "CPU";

    /// <summary>The kind of device it ran on.</summary>
    [JsonIgnore]
    public BackendKind Kind => Device ?? (Backend == ProcessorName ? BackendKind.Cpu : BackendKind.Gpu);
}
