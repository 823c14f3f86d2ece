namespace NeuroLab.Runtime.Tests.Conformance;

[RunsOn(typeof(CpuHost))]
public sealed class CpuConformance : TrainingSessionConformance;
