using NeuroLab.Runtime.Tests.Conformance;

namespace NeuroLab.Runtime.Tests.Reference;

[RunsOn(typeof(CpuHost))]
public sealed class CpuEdgeOfStability : EdgeOfStabilityReference
{
    [BackendFact]
    public void The_sharpness_stays_at_the_edge() => OnBackend(AssertStaysAtTheEdge);
}
