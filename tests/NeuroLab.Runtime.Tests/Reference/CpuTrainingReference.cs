using NeuroLab.Backends.Cpu;
using NeuroLab.Training;

namespace NeuroLab.Tests.Reference;

public sealed class CpuTrainingReference : TrainingReference
{
    protected override IComputeBackend CreateBackend() => new CpuBackend();
}
