using NeuroLab.Backends.Cpu;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

public sealed class CpuHost : BackendHost
{
    public override void Run(Type suite, Action<IComputeBackend> test)
    {
        using var backend = new CpuBackend();
        test(backend);
    }
}
