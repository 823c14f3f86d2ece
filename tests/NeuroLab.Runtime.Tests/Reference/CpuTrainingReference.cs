using NeuroLab.Runtime.Tests.Conformance;

namespace NeuroLab.Runtime.Tests.Reference;

[RunsOn(typeof(CpuHost))]
public sealed class CpuTrainingReference : TrainingReference;
