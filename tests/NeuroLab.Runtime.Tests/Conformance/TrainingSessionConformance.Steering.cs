using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    /// <summary>A case with all that comes between a gradient and an optimizer: each alone, and everything at once.</summary>
    public static IEnumerable<ConformanceCase> Steered(ConformanceCase test)
    {
        // Gradients of these cases are about as long: some are clipped.
        var clipped = test.Oracle(test.Data.Train).Gradient is var gradient ? 0.8 * Math.Sqrt(gradient.Sum(g => g * g)) : 0;
        ConformanceCase With(double maxNorm, double l1, bool looksAhead) => test.With(options => options with
        {
            Settings = options.Settings with { MaxNorm = maxNorm, L1 = l1 },
            GradientSource = looksAhead ? GradientSource.SharpnessAware : GradientSource.Backpropagation,
        });
        yield return With(clipped, 0, false);
        yield return With(0, 0.003, false);
        yield return With(0, 0, true);
        yield return With(clipped, 0.003, true);
    }

    [BackendFact]
    public void Clipped_pulled_and_sharpness_aware_steps_are_the_oracles() => OnBackend(backend =>
    {
        foreach (var test in Steered(new ConformanceCase(
            [3, 67, 61, 2], Of.Activation("tanh"), Of.Loss("softmax_cross_entropy"), Of.Optimizer("sgd"), 50, 7)))
            AssertSteps(backend, test, 6);
        var number = 0;
        foreach (var optimizer in ConformanceDesign.Optimizers)
            AssertSteps(backend, Steered(new ConformanceCase(
                [3, 67, 61, 2], Of.Activation("tanh"), Of.Loss("mse"), optimizer, 50, number++ % 2 == 0 ? 0 : 7)).Last(), 6);
        foreach (var optimizer in (string[])["sgd", "adam"])
            AssertSteps(backend, Steered(new ConformanceCase(
                [2, 5, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer(optimizer), 50, 7)).Last(), 6);
    });

    [BackendFact]
    public void What_a_step_reports_is_the_gradient_at_the_weights_before_it_is_clipped() => OnBackend(backend =>
    {
        foreach (var test in Steered(new ConformanceCase(
            [2, 5, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("sgd"), 50, 0)))
        {
            using var session = test.Start(backend);
            session.Train(1);
            session.Finish();
            var (loss, gradient) = test.Oracle(test.Data.Train);
            var norm = Math.Sqrt(gradient.Sum(g => g * g));
            Near(loss, Records(session)[0].Loss, 1e-4 * loss, $"{test}: loss");
            Near(norm, Records(session)[0].GradientNorm, 1e-4 * norm, $"{test}: ‖g‖");
        }
    });

    // Uphill by a little, the gradient has grown by ρ·H·g/‖g‖: a product of its own tells.
    [BackendFact]
    public void A_sharpness_aware_step_follows_the_curvature_along_the_gradient() => OnBackend(backend =>
    {
        const double Rho = 1e-3, Rate = 1;
        var test = new ConformanceCase([2, 5, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("sgd"), 30, 0)
            .With(options => options with
            {
                Settings = new OptimizerSettings(Rate).With(Hyperparameter.Rho, Rho),
                GradientSource = GradientSource.SharpnessAware,
            });
        using var session = test.Start(backend);
        session.Train(1);
        var moved = Parameters(session).Zip(test.Network.Parameters, (after, before) => ((double)before - after) / Rate).ToArray();
        var (_, gradient) = test.Oracle(test.Data.Train);
        var norm = Math.Sqrt(gradient.Sum(g => g * g));
        var product = test.OracleProduct(test.Data.Train, [.. gradient.Select(g => (float)(g / norm))]);
        var largest = product.Max(Math.Abs);
        for (var i = 0; i < moved.Length; i++)
            Near(product[i], (moved[i] - gradient[i]) / Rho, 5e-3 * largest, $"curvature {i}");
    });

    [BackendFact]
    public void Steering_that_is_switched_on_between_two_steps_holds_from_the_next_one_on() => OnBackend(backend =>
    {
        var test = new ConformanceCase([2, 5, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer("momentum"), 50, 16);
        var steered = Steered(test).Last();
        using var session = test.Start(backend);
        session.Train(3);
        session.Options = steered.Options;
        session.Train(3);
        session.Options = test.Options;
        session.Train(3);
        var expected = Parameters(session);

        using var other = test.Start(backend);
        for (var step = 0; step < 9; step++)
        {
            other.Options = step / 3 == 1 ? steered.Options : test.Options;
            other.Train(1);
            other.Finish();
        }
        Assert.Equal(expected, Parameters(other));
        Assert.NotEqual(expected, ParametersAfter(test, backend, 9, batch: 9));
    });

    [BackendFact]
    public void A_gradient_that_is_no_number_is_shown_by_every_weight_where_it_is_clipped() => OnBackend(backend =>
    {
        var test = Steered(new ConformanceCase([2, 5, 2], Of.Activation("relu"), Of.Loss("mse"), Of.Optimizer("sgd"), 20, 0)).First();
        var poisoned = (float[])test.Network.Parameters.Clone();
        poisoned[^1] = float.NaN;
        using var session = test.Start(backend);
        session.WriteParameters(poisoned);
        session.Train(1);
        Assert.All(Parameters(session), value => Assert.True(float.IsNaN(value)));
    });
}
