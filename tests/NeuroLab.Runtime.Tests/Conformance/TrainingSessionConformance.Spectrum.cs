using NeuroLab.Curvature;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    [BackendFact]
    public void A_live_spectrum_follows_training_and_rests_at_what_Lanczos_finds() => OnBackend(backend =>
    {
        using var session = Curved(new Sgd()).Start(backend);
        var spectrum = new LiveSpectrum(isPreconditioned: true) { Count = 3 };
        var steps = new HashSet<long>();
        for (var frame = 0; frame < 2000 && steps.Count < 4; frame++)
        {
            session.Train(4);
            Frame(session, spectrum);
            if (spectrum.Known(0) > 0)
                steps.Add(spectrum.Step);
        }
        Assert.True(steps.Count >= 4, $"known at {steps.Count} steps");
        Rest(session, spectrum);
        var (pairs, _) = new Lanczos { Largest = 3 }.Find(new LossHessian(session));
        for (var k = 0; k < 3; k++)
            Near(pairs[k].Value, spectrum.Known(k), 1e-3 * pairs[k].Value, $"λ{k + 1}");
        Assert.Equal(2 / session.Options.Settings.LearningRate, spectrum.Edge);
        // Weights that a hand has moved are other weights at the same step.
        var moved = Array.ConvertAll(Parameters(session), value => 0.5f * value);
        session.WriteParameters(moved);
        while (spectrum.IsResting)
            Frame(session, spectrum);
        Rest(session, spectrum);
        (pairs, _) = new Lanczos { Largest = 1 }.Find(new LossHessian(session));
        Near(pairs[0].Value, spectrum.Known(0), 1e-3 * pairs[0].Value, "λ₁ of the moved weights");
    });

    [BackendFact]
    public void A_live_spectrum_waits_for_no_step() => OnBackend(backend =>
    {
        using var session = Curved(new Sgd()).Start(backend);
        session.Train(200_000);
        var spectrum = new LiveSpectrum(isPreconditioned: false) { Count = 2 };
        for (var frame = 0; frame < 20; frame++)
            spectrum.Advance(session);
        Assert.True(session.PendingSteps > 0);
    });

    [BackendFact]
    public void The_spectrum_of_an_adaptive_optimizer_is_that_of_the_preconditioned_Hessian() => OnBackend(backend =>
    {
        foreach (var optimizer in new Optimizer[] { new RmsProp(), new Adagrad(), new Adam(), new AdamW() })
        {
            var test = Curved(optimizer);
            using var session = test.Start(backend);
            var spectrum = new LiveSpectrum(isPreconditioned: true) { Count = 2 };
            Frame(session, spectrum);
            // Before the first step there is nothing to divide by.
            Rest(session, spectrum);
            Assert.True(double.IsNaN(spectrum.Known(0)), optimizer.Name);
            session.Train(12);
            session.Finish();
            while (spectrum.IsResting)
                Frame(session, spectrum);
            Rest(session, spectrum);
            var state = session.Capture();
            var expected = Preconditioned(test, state, session.Options.Settings);
            for (var k = 0; k < 2; k++)
                Near(expected[k], spectrum.Known(k), 1e-3 * expected[k], $"{optimizer}: λ{k + 1}");
            var settings = session.Options.Settings;
            var scale = new float[state.Parameters.Length];
            Assert.True(PreconditionedHessian.TryScale(state, optimizer, settings, scale));
            var (pairs, _) = new Lanczos { Largest = 1 }.Find(new PreconditionedHessian(new LossHessian(session), scale));
            Near(expected[0], pairs[0].Value, 1e-3 * expected[0], $"{optimizer}: λ₁ by Lanczos");
            Near(optimizer is Adam or AdamW ? 38 / settings.LearningRate : 2 / settings.LearningRate,
                spectrum.Edge, 1e-9 / settings.LearningRate, $"{optimizer}: edge");
        }
    });

    private static ConformanceCase Curved(Optimizer optimizer) =>
        new([2, 6, 5, 3], Of.Activation("tanh"), Of.Loss("softmax_cross_entropy"), optimizer, 60, 20);

    private static void Frame(ITrainingSession session, LiveSpectrum spectrum)
    {
        session.Pump(TimeSpan.FromMilliseconds(5));
        spectrum.Advance(session);
        Thread.Sleep(1);
    }

    private static void Rest(ITrainingSession session, LiveSpectrum spectrum)
    {
        for (var frame = 0; frame < 5000 && !spectrum.IsResting; frame++)
            Frame(session, spectrum);
        Assert.True(spectrum.IsResting);
    }

    // In double precision, entry by entry: P from the formulas of the papers, H whole.
    private static double[] Preconditioned(ConformanceCase test, SessionState state, OptimizerSettings settings)
    {
        var n = state.Parameters.Length;
        var theta = Array.ConvertAll(state.Parameters, value => (double)value);
        var matrix = NaiveHessian.Dense(test.Network.Shape, theta, test.Data.Evaluation, test.Options.Loss);
        var scale = new double[n];
        for (var i = 0; i < n; i++)
        {
            double v = state.OptimizerState[^1][i], t = state.OptimizerStep;
            var divisor = test.Options.Optimizer.Name.StartsWith("adam", StringComparison.Ordinal)
                ? (1 - Math.Pow(0.9, t)) * (Math.Sqrt(v / (1 - Math.Pow(0.99, t))) + settings.Epsilon)
                : Math.Sqrt(v) + settings.Epsilon;
            scale[i] = 1 / Math.Sqrt(divisor);
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                matrix[i * n + j] *= scale[i] * scale[j];
        }
        return SymmetricEigen.Decompose(matrix, n).Values;
    }
}
