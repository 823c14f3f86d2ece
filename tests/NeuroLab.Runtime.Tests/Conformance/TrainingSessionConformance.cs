using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Runtime.Tests.Unit;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>What every backend's session must do, against plain float64 loops.</summary>
public abstract partial class TrainingSessionConformance : BackendTest
{
    private static readonly Catalogue Of = new();

    [BackendFact]
    public void Loss_and_gradient_are_the_oracles() => OnBackend(backend =>
    {
        foreach (var test in ConformanceDesign.Shapes())
            AssertGradient(backend, test);
    });

    [BackendFact]
    public void Steps_of_large_networks_are_the_oracles() => OnBackend(backend =>
    {
        foreach (var test in ConformanceDesign.LargeNetworks())
            AssertSteps(backend, test, 3);
    });

    [BackendFact]
    public void Steps_of_small_networks_are_the_oracles() => OnBackend(backend =>
    {
        // 12 batches of 7 go around the 71 samples and over the short batch at the end.
        foreach (var test in ConformanceDesign.SmallNetworks())
            AssertSteps(backend, test, 12);
    });

    [BackendFact]
    public void Steps_by_finite_differences_are_the_oracles_but_for_rounding() => OnBackend(backend =>
    {
        foreach (var name in (string[])["sgd", "momentum", "adam"])
            CompareDifferences(backend, Of.Optimizer(name));
    });

    private static void CompareDifferences(IComputeBackend backend, Optimizer optimizer)
    {
        var test = new ConformanceCase([2, 4, 1], Of.Activation("tanh"), Of.Loss("mse"), optimizer, 12, 5);
        using var session = test.Start(backend);
        session.Options = test.Options with
        {
            Settings = test.Options.Settings with { LearningRate = optimizer is Sgd ? 0.1 : 0.01 },
            GradientSource = GradientSource.FiniteDifferences,
        };
        session.Train(4);
        var parameters = Parameters(session);
        var records = Records(session);
        Assert.Equal(4, records.Length);
        using var plain = test.Start(backend);
        plain.Options = session.Options with { GradientSource = GradientSource.Backpropagation };
        plain.Train(4);
        AssertClose([.. Parameters(plain).Select(value => (double)value)], parameters, test.Network.Parameters, 2e-3, test.ToString());
        Near(Records(plain)[3].Loss, records[3].Loss, 1e-3, "loss before the last step");
        Assert.True(session.TryGetStatus(out var status));
        Assert.Equal(4, status.Step);
        Assert.True(status.GradientNorm > 0 && status.StepNorm > 0);
    }

    [BackendFact]
    public void Two_hundred_steps_stay_beside_the_CPUs() => OnBackend(backend =>
    {
        using var cpu = new CpuBackend();
        foreach (var optimizer in ConformanceDesign.Optimizers)
            foreach (var sizes in (int[][])[[2, 16, 16, 1], [20, 67, 65, 3]])
            {
                var test = new ConformanceCase(
                    sizes, Of.Activation("tanh"), Of.Loss(sizes[^1] == 1 ? "mse" : "softmax_cross_entropy"), optimizer,
                    150, 64);
                var expected = LossCurve(test, cpu, 200);
                var actual = LossCurve(test, backend, 200);
                for (var step = 0; step < 200; step++)
                    Near(expected[step], actual[step], 1e-3 * expected[step], $"{test}: loss before step {step}");
            }
    });

    [BackendFact]
    public void The_same_seed_gives_the_same_bits_after_a_thousand_steps() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [2, 16, 16, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("adam"), 150, 64);
        Assert.Equal(ParametersAfter(test, backend, 1000, batch: 1000), ParametersAfter(test, backend, 1000, batch: 37));
        var large = new ConformanceCase(
            [5, 67, 66, 3], Of.Activation("relu"), Of.Loss("mse"), Of.Optimizer("momentum"), 40, 16);
        Assert.Equal(ParametersAfter(large, backend, 1000, batch: 1000), ParametersAfter(large, backend, 1000, batch: 90));
    });

    [BackendFact]
    public void A_restored_state_goes_on_as_if_nothing_had_happened() => OnBackend(backend =>
    {
        foreach (var optimizer in ConformanceDesign.Optimizers)
        {
            var test = new ConformanceCase([2, 9, 1], Of.Activation("silu"), Of.Loss("mse"), optimizer, 50, 16);
            using var session = test.Start(backend);
            session.Train(10);
            var state = session.Capture();
            Assert.Equal((10, 10), (state.Step, state.OptimizerStep));
            Assert.Equal(optimizer.StateSlots, state.OptimizerState.Length);
            session.Train(10);
            var expected = Parameters(session);

            using var other = test.Start(backend);
            other.Restore(state);
            other.Train(10);
            Assert.Equal(expected, Parameters(other));
            session.Restore(state);
            session.Train(10);
            Assert.Equal(expected, Parameters(session));
        }
    });

    [BackendFact]
    public void A_state_is_carried_over_to_the_CPU_and_back() => OnBackend(backend =>
    {
        using var cpu = new CpuBackend();
        var test = new ConformanceCase(
            [3, 12, 2], Of.Activation("gelu"), Of.Loss("mse"), Of.Optimizer("adam"), 50, 16);
        using var here = test.Start(backend);
        using var there = test.Start(cpu);
        using var straight = test.Start(cpu);
        here.Train(10);
        there.Restore(here.Capture());
        there.Train(10);
        here.Restore(there.Capture());
        here.Train(10);
        straight.Train(30);
        AssertClose(
            ConformanceCase.Doubles(Parameters(straight)), Parameters(here), test.Network.Parameters, 1e-4,
            "carried over");
    });

    [BackendFact]
    public void Another_evaluation_set_is_evaluated_and_sampled_on_and_training_does_not_notice() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [2, 9, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("adam"), 50, 16);
        using var session = test.Start(backend);
        using var straight = test.Start(backend);
        session.Train(5);
        session.UseEvaluation(session.Data.Train);
        session.Train(5);
        straight.Train(10);
        Assert.Equal(Parameters(straight), Parameters(session));
        Assert.Equal(session.Data.Train.Count, session.Evaluate(DataPart.Evaluation).Samples);
        Assert.Equal(session.Evaluate(DataPart.Train).Loss, session.Evaluate(DataPart.Evaluation).Loss);

        var seven = test.Data.Train with
        {
            Count = 7,
            Inputs = test.Data.Train.Inputs.ToArray()[..14],
            Targets = test.Data.Train.Targets[..7],
        };
        session.UseEvaluation(seven);
        var theta = Parameters(session);
        var expected = Oracle.NaiveNetwork.Evaluate(
            test.Network.Shape, ConformanceCase.Doubles(theta), seven, Of.Loss("mse"), default);
        Assert.Equal(7, session.Evaluate(DataPart.Evaluation).Samples);
        Assert.Equal(expected, session.Evaluate(DataPart.Evaluation).Loss, 1e-5);
        using var surface = session.Sample(new Landscapes.Plane(theta, theta, test.Network.Parameters), new(3, 1));
        while (!surface.IsFinished)
            session.Pump(TimeSpan.FromMilliseconds(20));
        Assert.Equal(expected, surface.Finish().Losses.ToArray()[4], 1e-5);
    });

    [BackendFact]
    public void Options_change_between_two_steps_and_a_new_optimizer_starts_empty() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [2, 9, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("momentum"), 50, 0);
        using var session = test.Start(backend);
        session.Train(5);
        session.Options = test.Options with { Optimizer = Of.Optimizer("sgd"), Settings = new(0.5), BatchSize = 7 };
        session.Train(2);
        session.Options = session.Options with { Optimizer = Of.Optimizer("momentum"), Settings = new(0.25) };
        session.Train(3);
        var state = session.Capture();
        Assert.Equal((10, 3), (state.Step, state.OptimizerStep));
        Assert.Equal(
            [.. Enumerable.Repeat(0.01f, 5), 0.5f, 0.5f, 0.25f, 0.25f, 0.25f],
            Records(session).Select(r => r.LearningRate));
        Assert.Equal(new BatchPosition(5, 35), state.Position);
        Assert.Throws<ArgumentException>(
            () => session.Options = session.Options with { Loss = Of.Loss("binary_cross_entropy") });
    });

    [BackendFact]
    public void Written_parameters_are_read_back_and_trained_from() => OnBackend(backend =>
    {
        var test = new ConformanceCase([3, 7, 2], Of.Activation("relu"), Of.Loss("mse"), Of.Optimizer("sgd"), 20, 0);
        using var session = test.Start(backend);
        session.Train(4);
        session.WriteParameters(test.Network.Parameters);
        Assert.Equal(test.Network.Parameters, Parameters(session));
        session.Train(1);
        session.Finish();
        Assert.Equal(Records(session)[0].Loss, Records(session)[4].Loss);
        Assert.Throws<ArgumentException>(() => session.WriteParameters(new float[3]));
    });

    [BackendFact]
    public void A_status_tells_where_training_stands() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [4, 13, 5, 3], Of.Activation("elu"), Of.Loss("softmax_cross_entropy"), Of.Optimizer("adam"), 90, 32);
        var plane = RandomPlane(test.Network);
        using var session = test.Start(backend);
        session.Observation = new Observation(true, plane);
        session.Train(20);
        session.Finish();
        Assert.Equal(0, session.PendingSteps);
        Assert.True(session.TryGetStatus(out var status));
        Assert.False(session.TryGetStatus(out _));

        var parameters = Parameters(session);
        var expected = plane.Project(parameters);
        var records = Records(session);
        Assert.Equal((20, 6), (status.Step, status.Epoch));
        Assert.Same(plane, status.Plane);
        Near(records[^1].Loss, status.BatchLoss, 1e-6, "batch loss");
        Near(records[^1].GradientNorm, status.GradientNorm, 1e-6 * status.GradientNorm, "gradient norm");
        Near(expected.Alpha, status.Alpha, 1e-5, "α");
        Near(expected.Beta, status.Beta, 1e-5, "β");
        Near(expected.Residual, status.Residual, 1e-5, "residual");
        Near(OracleLoss(test, parameters), status.Loss, 1e-5 * status.Loss, "loss");
        var onPlane = new float[parameters.Length];
        plane.PointAt(expected.Alpha, expected.Beta, onPlane);
        Near(OracleLoss(test, onPlane), status.PlaneLoss, 1e-4 * status.PlaneLoss, "loss on the plane");
        var evaluation = session.Evaluate(DataPart.Evaluation);
        Assert.Equal((evaluation.Loss, evaluation.Accuracy), (status.Loss, status.Accuracy));
    });

    [BackendFact]
    public void The_step_norm_is_the_length_of_the_last_update() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [3, 11, 2], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("nesterov"), 30, 8);
        using var session = test.Start(backend);
        session.Train(6);
        var before = Parameters(session);
        session.Train(1);
        var after = Parameters(session);
        Assert.True(session.TryGetStatus(out var status));
        Near(Distance(before, after), status.StepNorm, 1e-3 * status.StepNorm, "step norm");
        Assert.True(double.IsNaN(status.Loss) && double.IsNaN(status.Alpha) && status.Plane is null);
    });

    [BackendFact]
    public void Zero_steps_only_ask_for_a_status() => OnBackend(backend =>
    {
        var test = new ConformanceCase([3, 4, 2], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("sgd"), 20, 0);
        using var session = test.Start(backend);
        session.Observation = new Observation(true, null);
        session.Train(0);
        session.Finish();
        Assert.True(session.TryGetStatus(out var status));
        Assert.Equal(0, status.Step);
        Near(OracleLoss(test, test.Network.Parameters), status.Loss, 1e-5 * status.Loss, "loss");
        Assert.Empty(Records(session));
    });

    [BackendFact]
    public void Accuracy_counts_as_the_loss_does() => OnBackend(backend =>
    {
        foreach (var loss in Catalog.Losses)
            foreach (var outputs in (int[])[1, 4])
            {
                var test = new ConformanceCase(
                    [3, 10, outputs], Of.Activation("leaky_relu"), loss, Of.Optimizer("sgd"), 131, 0);
                var z = NaiveNetwork.Forward(
                    test.Network.Shape, ConformanceCase.Doubles(test.Network.Parameters), test.Data.Train.Inputs.ToArray());
                var correct = loss.CountCorrect(
                    Array.ConvertAll(z, v => (float)v), test.Data.Train.Targets, test.Network.Shape.OutputCount);
                using var session = test.Start(backend);
                Assert.Equal(correct / 131.0, session.Evaluate(DataPart.Train).Accuracy, 1e-6);
            }
    });

    [BackendFact]
    public void Predictions_are_the_oracles_outputs_at_the_present_weights_and_at_others() => OnBackend(backend =>
    {
        foreach (var sizes in (int[][])[[3, 2], [2, 16, 16, 1], [7, 67, 30, 5]])
            AssertPredictions(backend, new ConformanceCase(
                sizes, Of.Activation("tanh"), Of.Loss(sizes[^1] == 1 ? "mse" : "softmax_cross_entropy"), Of.Optimizer("sgd"), 131, 16));
    });

    [BackendFact]
    public void A_surface_is_the_oracles_at_every_point() => OnBackend(backend =>
    {
        foreach (var sizes in (int[][])[[3, 2], [2, 16, 16, 1], [7, 67, 30, 4]])
        {
            var test = new ConformanceCase(
                sizes, Of.Activation("tanh"), Of.Loss(sizes[^1] == 1 ? "mse" : "softmax_cross_entropy"),
                Of.Optimizer("sgd"), 131, 0);
            AssertSurface(backend, test, new SurfaceGrid(11, 1.5));
        }
    });

    [BackendFact]
    public void A_surface_shows_while_training_goes_on_and_does_not_disturb_it() => OnBackend(backend =>
    {
        var test = new ConformanceCase(
            [2, 16, 16, 1], Of.Activation("relu"), Of.Loss("mse"), Of.Optimizer("adam"), 100, 32);
        var expected = ParametersAfter(test, backend, 300, batch: 300);
        using var session = test.Start(backend);
        using var request = session.Sample(RandomPlane(test.Network), new SurfaceGrid(33, 1));
        // Large enough not to be ready when it is dropped.
        using var dropped = session.Sample(RandomPlane(test.Network), new SurfaceGrid(401, 2));
        session.Train(300);
        dropped.Dispose();
        while (!request.IsFinished || session.PendingSteps > 0)
            session.Pump(TimeSpan.FromMilliseconds(5));
        Assert.Equal(expected, Parameters(session));
        Assert.DoesNotContain(request.Finish().Losses.ToArray(), float.IsNaN);
        Assert.Throws<OperationCanceledException>(dropped.Finish);
    });

    [BackendFact]
    public void What_is_not_a_number_is_shown() => OnBackend(backend =>
    {
        foreach (var activation in Catalog.Activations)
        {
            var test = new ConformanceCase([2, 8, 2], activation, Of.Loss("mse"), Of.Optimizer("sgd"), 20, 0);
            var poisoned = (float[])test.Network.Parameters.Clone();
            poisoned[0] = float.NaN;
            using var session = test.Start(backend);
            session.WriteParameters(poisoned);
            Assert.True(double.IsNaN(session.Evaluate(DataPart.Train).Loss), $"{activation} hides NaN");
            session.Train(1);
            session.Finish();
            Assert.True(float.IsNaN(Records(session)[0].Loss), $"{activation} hides NaN from a step");
        }
    });

    private sealed class Catalogue
    {
        public Activation Activation(string name) => Catalog.Activation(name);

        public Loss Loss(string name) => Catalog.Loss(name);

        public Optimizer Optimizer(string name) => Catalog.Optimizer(name);
    }
}
