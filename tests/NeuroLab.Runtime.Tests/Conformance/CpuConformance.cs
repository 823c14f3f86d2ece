namespace NeuroLab.Tests.Conformance;

[RunsOn(typeof(CpuHost))]
public sealed class CpuConformance : TrainingSessionConformance;
