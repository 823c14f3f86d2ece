using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public sealed class FiniteDifferencesTests
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
            Optimizer = new Sgd(),
            Settings = new OptimizerSettings(2),
            GradientSource = Catalog.Find(Catalog.GradientSources, "finite-differences", "gradient source"),
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

    [Theory, InlineData("sgd"), InlineData("momentum"), InlineData("adam")]
    public void Any_optimizer_follows_backpropagation_closely(string name)
    {
        var data = new Moons().Load(new DatasetOptions { Seed = 2, Count = 64 }).Train;
        var loss = Experiment.DefaultLoss(data);
        var optimizer = Catalog.Optimizer(name);
        Experiment With(GradientSource source) => new()
        {
            Train = data,
            Shape = Experiment.ShapeFor(data, loss, [5], new Tanh()),
            Loss = loss,
            Optimizer = optimizer,
            Settings = optimizer.Defaults with { LearningRate = name == "sgd" ? 0.2 : 0.02, Epsilon = 1e-3 },
            GradientSource = source,
            BatchSize = 16,
            Seed = 2,
        };
        using var backend = new CpuBackend();
        var naive = With(GradientSource.FiniteDifferences).RecordTrajectory(backend, 40, 1)[^1];
        var plain = With(GradientSource.Backpropagation).RecordTrajectory(backend, 40, 1)[^1];
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
        var differences = new FiniteDifferences(theta, 0.25, gradient);
        while (differences.MoveNext())
        {
            passes++;
            differences.Record(theta[0] * theta[0] + 3.0 * theta[1] + theta[3] * theta[3] * theta[3]);
        }
        Assert.Equal(8, passes);
        Assert.Equal(8, differences.Passes);
        Assert.Equal(before, theta);
        Assert.Equal(3, gradient[0], 1e-6f);
        Assert.Equal(3, gradient[1], 1e-6f);
        Assert.Equal(0, gradient[2]);
        Assert.Equal(3 * 49 + 0.25f * 0.25f, gradient[3], 1e-4f);
    }

    [Theory, InlineData(20_000, null), InlineData(407_050, "814,100 forward passes")]
    public void A_large_network_is_warned_of(int parameters, string? expected)
    {
        var warning = GradientSource.FiniteDifferences.Warning(parameters);
        if (expected is null)
            Assert.Null(warning);
        else
            Assert.Contains(expected, warning, StringComparison.Ordinal);
        Assert.Null(GradientSource.Backpropagation.Warning(parameters));
    }
}
