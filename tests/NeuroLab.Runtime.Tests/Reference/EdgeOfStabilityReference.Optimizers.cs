using NeuroLab.Curvature;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Reference;

public abstract partial class EdgeOfStabilityReference
{
    // Once λ₁ has come to the edge it stays about there: the mean of the looks after that.
    private const int Settled = 650, Looks = 8, LookEvery = 50;

    // Polyak (2 + 2β)/η, Nesterov (2 + 2β)/(η(1 + 2β)) (Cohen et al. 2021).
    [BackendFact]
    public void Momentum_settles_at_its_own_edge() => OnBackend(backend =>
    {
        AssertSettles(backend, new Momentum(), 0.19, _ => 3.8 / 0.19);
        AssertSettles(backend, new Nesterov(), 0.07, _ => 3.8 / (2.8 * 0.07));
    });

    // Of P^-½·H·P^-½: RMSprop 2/η, Adam 38/η at β₁ = 0.9 (Cohen et al. 2022).
    [BackendFact]
    public void An_adaptive_optimizer_settles_at_its_edge_of_the_preconditioned_Hessian() => OnBackend(backend =>
    {
        AssertSettles(backend, new RmsProp(), 0.001, _ => 2 / 0.001);
        AssertSettles(backend, new Adam(), 0.003, _ => 38 / 0.003);
    });

    // ‖g‖/2ρ·(√(1 + 8ρ/(η‖g‖)) − 1) (Long and Bartlett 2024): far below the 2/η of plain descent.
    [BackendFact]
    public void Sharpness_aware_minimization_settles_at_its_own_edge() => OnBackend(backend =>
    {
        const double Rate = 0.05, Rho = 0.05;
        AssertSettles(
            backend, new Sgd(), Rate, norm => norm / (2 * Rho) * (Math.Sqrt(1 + 8 * Rho / (Rate * norm)) - 1),
            GradientSource.SharpnessAware, mostOfPlain: 0.6);
    });

    private static void AssertSettles(
        IComputeBackend backend, Optimizer optimizer, double rate, Func<double, double> edge,
        GradientSource? source = null, double mostOfPlain = double.PositiveInfinity)
    {
        using var session = Start(backend);
        session.Options = session.Options with
        {
            Optimizer = optimizer,
            Settings = optimizer.Defaults with { LearningRate = rate },
            GradientSource = source ?? GradientSource.Backpropagation,
        };
        var (step, shares) = (0, new List<double>());
        float[]? start = null;
        var gradient = new float[session.Shape.ParameterCount];
        for (var look = 0; look < Looks; look++)
        {
            Go(session, ref step, Settled + look * LookEvery);
            session.Evaluate(DataPart.Train, gradient);
            var expected = edge(Direction.Norm(gradient));
            Near(expected, session.Options.EdgeAt(rate, Direction.Norm(gradient)), 1e-9 * expected, $"{optimizer}: edge");
            var (pairs, _) = new Lanczos { Largest = 1, Start = start, Tolerance = 1e-3 }.Find(Matrix(session));
            start = pairs[0].Vector;
            shares.Add(pairs[0].Value / expected);
            // The rate whose edge this eigenvalue is, is as far from the rate as the eigenvalue is from the edge, and on the same side.
            Assert.Equal(pairs[0].Value > expected, session.Options.RateAtEdge(pairs[0].Value, Direction.Norm(gradient)) < rate);
            Assert.InRange(pairs[0].Value, 0, mostOfPlain * 2 / rate);
        }
        var what = $"{optimizer}, {session.Options.GradientSource}: {string.Join(' ', shares.Select(share => share.ToString("0.000")))}";
        Assert.True(Math.Abs(shares.Average() - 1) < 0.06, what);
        Assert.True(shares.TrueForAll(share => Math.Abs(share - 1) < 0.15), what);
    }

    private static ISymmetricOperator Matrix(ITrainingSession session)
    {
        var hessian = new LossHessian(session);
        var scale = new float[hessian.Size];
        return PreconditionedHessian.TryScale(session.Capture(), session.Options.Optimizer, session.Options.Settings, scale)
            ? new PreconditionedHessian(hessian, scale) : hessian;
    }
}
