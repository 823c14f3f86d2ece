using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    [BackendFact]
    public void A_hosts_own_loss_is_the_catalogues_of_the_same_formula() => OnBackend(backend =>
    {
        // Short batches, fused and tiled networks; a sample set that no vector divides.
        foreach (var sizes in (int[][])[[2, 16, 16, 1], [3, 8, 3], [5, 67, 66, 3]])
        {
            var own = new ConformanceCase(sizes, Of.Activation("tanh"), new HostLoss(), Of.Optimizer("adam"), 71, 16);
            var built = own.With(options => options with { Loss = Of.Loss("mse") });
            AssertGradient(backend, own);
            AssertHessianProduct(backend, own, DataPart.Train);
            AssertSteps(backend, own, 12);
            AssertSurface(backend, own, new SurfaceGrid(5, 1));
            AssertClose(
                ConformanceCase.Doubles(ParametersAfter(built, backend, 200, batch: 200)),
                ParametersAfter(own, backend, 200, batch: 200), own.Network.Parameters, 1e-3, own.ToString());
        }
    });

    [BackendFact]
    public void An_experiment_with_a_hosts_own_loss_learns_what_the_catalogues_does() => OnBackend(backend =>
    {
        var losses = new List<double>();
        foreach (var loss in (Losses.Loss[])[new HostLoss(), Catalog.Loss("mse")])
        {
            var data = Catalog.Dataset("moons").Load(new DatasetOptions { Seed = 7 });
            var experiment = new Experiment
            {
                Train = data.Train,
                Test = data.Test,
                Shape = Experiment.ShapeFor(data.Train, loss, [16, 16], Of.Activation("tanh")),
                Loss = loss,
                Optimizer = Of.Optimizer("adam"),
                Settings = Of.Optimizer("adam").Defaults with { LearningRate = 0.01 },
            };
            using var session = backend.CreateSession(experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
            session.Train(400);
            session.Finish();
            var evaluation = session.Evaluate(DataPart.Train);
            Assert.InRange(evaluation.Accuracy, 0.97, 1);
            losses.Add(evaluation.Loss);
        }
        Near(losses[1], losses[0], 1e-3 * losses[1], "loss after 400 steps");
    });
}
