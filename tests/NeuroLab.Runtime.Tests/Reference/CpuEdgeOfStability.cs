using NeuroLab.Runtime.Tests.Conformance;

namespace NeuroLab.Runtime.Tests.Reference;

[RunsOn(typeof(CpuHost))]
public sealed class CpuEdgeOfStability : EdgeOfStabilityReference
{
    [BackendFact]
    public void The_sharpness_stays_at_the_edge() => OnBackend(AssertStaysAtTheEdge);

    [BackendFact]
    public void Rounding_the_weights_alone_leaves_the_published_descent() => OnBackend(AssertRoundedWeightsLeaveTheDescent);
}
