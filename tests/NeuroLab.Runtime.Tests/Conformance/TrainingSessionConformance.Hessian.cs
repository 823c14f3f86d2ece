using NeuroLab.Optimizers;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    [BackendFact]
    public void Products_with_the_Hessian_are_the_oracles() => OnBackend(backend =>
    {
        foreach (var test in ConformanceDesign.Shapes())
            AssertHessianProduct(backend, test, DataPart.Train);
        // More samples than are worked on at once: the mean does not depend on how they are cut.
        var large = new ConformanceCase([2, 5, 3], Of.Activation("tanh"), Of.Loss("softmax_cross_entropy"), new Sgd(), 20_011, 0);
        AssertHessianProduct(backend, large, DataPart.Train);
        AssertHessianProduct(backend, large, DataPart.Evaluation);
    });
}
