using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Optimizers;

public sealed class NaivePerturbationTests
{
    [Fact]
    public void It_trains_xor_to_below_a_twentieth()
    {
        var data = new ExclusiveOr().Load(new DatasetOptions { Seed = 2, Count = 128 }).Train;
        var loss = Experiment.DefaultLoss(data);
        var experiment = new Experiment
        {
            Train = data,
            Shape = Experiment.ShapeFor(data, loss, [4], new Tanh()),
            Loss = loss,
            Optimizer = Catalog.Find(Catalog.Optimizers, "naive_perturbation", "optimizer"),
            Settings = new NaivePerturbation().Defaults with { LearningRate = 2 },
            BatchSize = 0,
            Seed = 2,
        };
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(
            experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
        Assert.Equal("2-4-1 tanh", session.Shape.ToString());
        session.Train(1500);
        Assert.InRange(session.Evaluate(DataPart.Train).Loss, 0, 0.05);
    }

    [Fact]
    public void It_follows_plain_descent_closely()
    {
        var data = new Moons().Load(new DatasetOptions { Seed = 2, Count = 64 }).Train;
        var loss = Experiment.DefaultLoss(data);
        Experiment With(Optimizer optimizer) => new()
        {
            Train = data,
            Shape = Experiment.ShapeFor(data, loss, [5], new Tanh()),
            Loss = loss,
            Optimizer = optimizer,
            Settings = optimizer.Defaults with { LearningRate = 0.2 },
            BatchSize = 16,
            Seed = 2,
        };
        using var backend = new CpuBackend();
        var naive = With(new NaivePerturbation()).RecordTrajectory(backend, 40, 1)[^1];
        var plain = With(new Sgd()).RecordTrajectory(backend, 40, 1)[^1];
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], naive[i], 2e-3);
    }

    [Fact]
    public void A_gradient_takes_exactly_two_passes_a_parameter_and_leaves_them_as_they_were()
    {
        float[] theta = [1.5f, -0.3f, 1e-20f, 7];
        var before = (float[])theta.Clone();
        var gradient = new float[4];
        var passes = 0;
        var measurement = new PerturbationGradient(theta, 0.25, gradient);
        while (measurement.MoveNext())
        {
            passes++;
            measurement.Record(theta[0] * theta[0] + 3.0 * theta[1] + theta[3] * theta[3] * theta[3]);
        }
        Assert.Equal(8, passes);
        Assert.Equal(8, measurement.Passes);
        Assert.Equal(before, theta);
        Assert.Equal(3, gradient[0], 1e-6f);
        Assert.Equal(3, gradient[1], 1e-6f);
        Assert.Equal(0, gradient[2]);
        Assert.Equal(3 * 49 + 0.25f * 0.25f, gradient[3], 1e-4f);
    }

    [Theory, InlineData(20_000, null), InlineData(407_050, "814,100 forward passes")]
    public void A_large_network_is_warned_of(int parameters, string? expected)
    {
        var warning = new NaivePerturbation().Warning(parameters);
        if (expected is null)
            Assert.Null(warning);
        else
            Assert.Contains(expected, warning, StringComparison.Ordinal);
        Assert.Null(new Sgd().Warning(parameters));
    }
}
