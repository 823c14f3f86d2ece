using NeuroLab.Curvature;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Training;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

public sealed class LiveSpectrumTests
{
    [Fact]
    public void Cleared_it_knows_nothing_and_then_what_is_true_of_another_session()
    {
        var spectrum = new LiveSpectrum(isPreconditioned: false) { Count = 2 };
        using (var first = SmallExperiment.Open())
            spectrum.Settle(first);
        Assert.True(spectrum.Known(0) > spectrum.Known(1));
        var known = spectrum.Known(0);
        spectrum.Clear();
        Assert.Equal((0, 0, false), (spectrum.Values.Length, spectrum.Residuals.Length, spectrum.IsResting));
        Assert.True(double.IsNaN(spectrum.Known(0)) && double.IsNaN(spectrum.Edge) && double.IsNaN(spectrum.RateInForce));
        using var second = SmallExperiment.Open(SmallExperiment.Create(learningRate: 0.1));
        second.Train(200);
        spectrum.Settle(second);
        Assert.Equal(200, spectrum.Step);
        var pairs = NumberedEigenpairs.Find([1, 2], new LossHessian(second));
        Assert.Equal(pairs[0].Value, spectrum.Known(0), 1e-2 * pairs[0].Value);
        Assert.NotEqual(known, spectrum.Known(0));
    }

    [Fact]
    public void Another_count_or_optimizer_is_another_search()
    {
        using var session = SmallExperiment.Open();
        session.Train(40);
        var plain = new LiveSpectrum(isPreconditioned: false);
        var scaled = new LiveSpectrum(isPreconditioned: true);
        plain.Settle(session);
        scaled.Settle(session);
        Assert.True(double.IsFinite(scaled.Known(0)) && scaled.Known(0) != plain.Known(0), $"{scaled.Known(0)}");
        session.Options = session.Options with { Optimizer = new Sgd(), Settings = new Sgd().Defaults };
        scaled.Settle(session);
        Assert.Equal(plain.Known(0), scaled.Known(0), 1e-3 * plain.Known(0));
        scaled.Count = 3;
        scaled.Settle(session);
        Assert.Equal(3, scaled.Values.Length);
    }

    [Fact]
    public void Eigenvectors_point_to_where_their_largest_entry_is_positive()
    {
        var matrix = new DenseMatrix([9, 8, 7, 6, 5, 4, .. Enumerable.Repeat(0.5, 20), -3]);
        var pairs = NumberedEigenpairs.Find([1, 2, 3, 4, 5, 6, -1], matrix);
        Assert.Equal([9.0, 8, 7, 6, 5, 4, -3], pairs.Select(pair => Math.Round(pair.Value, 2)));
        Assert.All(pairs, pair => Assert.Equal(pair.Vector.Max(MathF.Abs), pair.Vector.Max()));
    }

    [Fact]
    public void More_eigenvectors_than_there_are_parameters_are_refused()
    {
        Assert.Equal(4, NumberedEigenpairs.Find([1, 2, 3, -1], new DenseMatrix(4, 3, 2, 1)).Length);
        foreach (var numbers in (int[][])[[5], [4, -1]])
            Assert.Contains("4 parameters", Assert.Throws<UserErrorException>(() => NumberedEigenpairs.Find(numbers, new DenseMatrix(4, 3, 2, 1))).Message, StringComparison.Ordinal);
    }
}
