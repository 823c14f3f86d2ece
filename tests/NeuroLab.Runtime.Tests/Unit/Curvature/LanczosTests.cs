using NeuroLab.Curvature;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

public sealed class LanczosTests
{
    // Two outliers above a bulk and two below.
    private static readonly double[] Outliers =
        [9, 5, .. Enumerable.Range(0, 296).Select(i => Math.Sin(i) * 0.5), -2, -3];

    [Fact]
    public void Both_ends_of_the_spectrum_are_found_with_few_products()
    {
        var matrix = new DenseMatrix(Outliers);
        var (top, bottom) = new Lanczos { Largest = 2, Smallest = 2 }.Find(matrix);
        Close([9, 5], top);
        Close([-3, -2], bottom);
        Assert.InRange(matrix.Products, 5, 40);
    }

    [Fact]
    public void A_search_that_outgrows_its_memory_goes_on_from_its_Ritz_vectors()
    {
        // The third gap is a two-thousandth of the range: more steps than vectors are kept.
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => 1 - i * 0.0005), 4, 3];
        var matrix = new DenseMatrix(values);
        var (top, _) = new Lanczos { Largest = 4, Tolerance = 1e-5 }.Find(matrix);
        Close([4, 3, 1, 0.9995], top);
        Assert.True(matrix.Products > 160);
    }

    [Fact]
    public void A_repeated_eigenvalue_is_found_as_often_as_it_is_there()
    {
        var (top, bottom) = new Lanczos { Largest = 3, Smallest = 3 }.Find(new DenseMatrix(2, 2, 2, 1, -1, -1));
        Close([2, 2, 2], top);
        Close([-1, -1, 1], bottom);
    }

    [Fact]
    public void More_than_there_are_is_all_there_are()
    {
        var (top, bottom) = new Lanczos { Largest = 5, Smallest = 3 }.Find(new DenseMatrix(3, 1, -2));
        Close([3, 1, -2], top);
        Close([-2, 1, 3], bottom);
    }

    [Fact]
    public void A_start_near_the_eigenvectors_saves_products()
    {
        var matrix = new DenseMatrix(Outliers);
        var (pairs, _) = new Lanczos { Largest = 2 }.Find(matrix);
        var cold = matrix.Products;
        var start = new float[matrix.Size];
        foreach (var pair in pairs)
            for (var i = 0; i < start.Length; i++)
                start[i] += pair.Vector[i];
        new Lanczos { Largest = 2, Start = start }.Find(matrix);
        Assert.True(matrix.Products - cold < cold, $"{matrix.Products - cold} after {cold}");
    }

    [Fact]
    public void It_ends_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var matrix = new DenseMatrix(Outliers);
        var search = new Lanczos { Largest = 2, Progress = (_, _) => source.Cancel() };
        Assert.Throws<OperationCanceledException>(() => search.Find(matrix, source.Token));
    }

    [Fact]
    public void A_product_that_is_not_finite_is_no_eigenvalue() =>
        Assert.Throws<ArithmeticException>(() => new Lanczos().Find(new DenseMatrix(double.NaN, 1, 2)));

    [Fact]
    public void A_block_on_the_diagonal_has_its_own_eigenvalues()
    {
        var matrix = new DenseMatrix(4, 3, -1, 0.5);
        var (top, bottom) = new Lanczos { Largest = 1, Smallest = 1 }.Find(new DiagonalBlock(matrix, 1, 2));
        double a = matrix.Entry(1, 1), b = matrix.Entry(1, 2), d = matrix.Entry(2, 2);
        var root = Math.Sqrt((a - d) * (a - d) / 4 + b * b);
        Assert.Equal((a + d) / 2 + root, top[0].Value, 1e-5);
        Assert.Equal((a + d) / 2 - root, bottom[0].Value, 1e-5);
    }

    [Fact]
    public void The_gradients_share_is_that_of_its_projection()
    {
        Eigenpair[] pairs = [new(2, [1, 0, 0], 0), new(1, [0, 0.6f, 0.8f], 0)];
        Assert.Equal(0.5, Eigenpair.GradientShare([pairs[0]], [1, 1, 0]), 1e-9);
        Assert.Equal((1 + 0.36) / 2, Eigenpair.GradientShare(pairs, [1, 1, 0]), 1e-7);
        Assert.True(double.IsNaN(Eigenpair.GradientShare(pairs, [0, 0, 0])));
    }

    private static void Close(double[] expected, Eigenpair[] pairs)
    {
        Assert.Equal(expected.Length, pairs.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], pairs[i].Value, 1e-5 * Math.Abs(expected[i]));
            Assert.InRange(pairs[i].Residual, 0, 2e-4);
        }
    }
}
