using NeuroLab.Tests.Conformance;

namespace NeuroLab.Tests.Reference;

[RunsOn(typeof(CpuHost))]
public sealed class CpuTrainingReference : TrainingReference;
