using NeuroLab.Landscapes;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    [BackendFact]
    public void Networks_with_skips_and_an_activation_for_each_layer_are_the_oracles() => OnBackend(backend =>
    {
        foreach (var test in ConformanceDesign.ResidualNetworks())
        {
            AssertGradient(backend, test);
            AssertSteps(backend, test, 4);
            AssertHessianProduct(backend, test, DataPart.Train);
            AssertPredictions(backend, test);
            AssertSurface(backend, test, new SurfaceGrid(5, 0.5));
        }
    });
}
