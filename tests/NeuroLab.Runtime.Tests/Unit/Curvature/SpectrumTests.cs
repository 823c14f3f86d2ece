using NeuroLab.Curvature;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

public sealed class SpectrumTests
{
    private static readonly double[] Values =
        [8, .. Enumerable.Range(0, 118).Select(i => Math.Cos(i) * 0.3), -1];

    [Fact]
    public void The_trace_is_within_its_standard_error()
    {
        var (trace, error) = HutchinsonTrace.Estimate(new DenseMatrix(Values), probes: 100, seed: 1);
        Assert.InRange(error, 1e-3, 2);
        Assert.InRange(trace, Values.Sum() - 4 * error, Values.Sum() + 4 * error);
    }

    [Fact]
    public void Its_probes_are_those_of_the_seed()
    {
        double Estimate(ulong seed) => HutchinsonTrace.Estimate(new DenseMatrix(Values), probes: 20, seed).Trace;
        Assert.Equal(Estimate(1), Estimate(1));
        Assert.NotEqual(Estimate(1), Estimate(2));
    }

    [Fact]
    public void The_trace_of_a_small_matrix_is_exact()
    {
        var (trace, error) = HutchinsonTrace.Estimate(new DenseMatrix(Values), probes: Values.Length, seed: 1);
        Assert.Equal(Values.Sum(), trace, 1e-4);
        Assert.Equal(0, error);
    }

    [Fact]
    public void The_density_holds_one_and_shows_the_outliers()
    {
        var density = SpectralDensity.Estimate(new DenseMatrix(Values), probes: 60, steps: 30, seed: 1);
        Assert.Equal(1, Share(density, -2, 9), 1e-3);
        // One eigenvalue of 120 each, as far as sixty probes tell; nothing between.
        Assert.Equal(1.0 / Values.Length, Share(density, 7, 9), 5e-3);
        Assert.Equal(1.0 / Values.Length, Share(density, -2, -0.7), 5e-3);
        Assert.InRange(Share(density, 1, 7), 0, 1e-3);
        Assert.Equal(1, density.Ritz.Sum(node => node.Weight), 1e-6);
    }

    [Fact]
    public void Its_progress_counts_every_product_once()
    {
        var seen = new List<int>();
        SpectralDensity.Estimate(new DenseMatrix(Values), probes: 3, steps: 7, seed: 1, seen.Add);
        Assert.Equal(Enumerable.Range(1, 21), seen);
    }

    private static double Share(SpectralDensity density, double from, double to)
    {
        var sum = 0.0;
        for (var i = 1; i < density.Values.Length; i++)
            if (density.Values[i] > from && density.Values[i] <= to)
                sum += density.Densities[i] * (density.Values[i] - density.Values[i - 1]);
        return sum;
    }
}
