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

    [BackendFact]
    public void Products_beside_training_are_of_one_point_and_leave_the_steps_alone() => OnBackend(backend =>
    {
        var test = new ConformanceCase([2, 5, 3], Of.Activation("tanh"), Of.Loss("softmax_cross_entropy"), new Adam(), 40, 8);
        using var plain = test.Start(backend);
        plain.Train(30);
        using var session = test.Start(backend);
        var request = new HessianRequest(session.Shape.ParameterCount, 2) { Part = DataPart.Train, Count = 0 };
        session.Train(10);
        session.Multiply(request);
        session.Finish();
        Assert.True(request is { IsPending: false, IsDone: true });
        var point = request.Point!;
        Assert.Equal((10L, 10L, 2), (point.Step, point.OptimizerStep, point.OptimizerState.Length));
        Assert.IsType<Adam>(request.Options!.Optimizer);
        Assert.Equal(Parameters(session), point.Parameters);
        var direction = Array.ConvertAll(point.Parameters, value => value + 0.3f);
        float[] expected = new float[direction.Length], other = new float[direction.Length];
        session.HessianVectorProduct(direction, DataPart.Train, expected);
        session.HessianVectorProduct(point.Parameters, DataPart.Train, other);
        // Ten steps later the products are still those of the point.
        direction.CopyTo(request.Directions[0], 0);
        point.Parameters.CopyTo(request.Directions[1], 0);
        request.Count = 2;
        session.Train(20);
        session.Multiply(request);
        for (var i = 0; i < 2000 && request.IsPending; i++)
        {
            session.Pump(TimeSpan.FromMilliseconds(5));
            Thread.Sleep(1);
        }
        Assert.True(request.IsDone);
        Assert.Equal(expected, request.Products[0]);
        Assert.Equal(other, request.Products[1]);
        Assert.Equal(Parameters(plain), Parameters(session));
    });

    [BackendFact]
    public void Products_of_a_session_that_ends_are_dropped() => OnBackend(backend =>
    {
        var test = new ConformanceCase([2, 5, 3], Of.Activation("tanh"), Of.Loss("softmax_cross_entropy"), new Sgd(), 40, 8);
        var session = test.Start(backend);
        var request = new HessianRequest(session.Shape.ParameterCount, 1);
        session.Train(100_000);
        session.Multiply(request);
        // Pending behind so many steps: it cannot be handed over twice.
        Assert.Throws<InvalidOperationException>(() => session.Multiply(request));
        session.Dispose();
        Assert.False(request.IsPending);
    });
}
