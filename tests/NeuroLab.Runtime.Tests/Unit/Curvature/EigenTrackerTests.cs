using NeuroLab.Curvature;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

public sealed class EigenTrackerTests
{
    private static readonly double[] Outliers =
        [9, 5, 3, .. Enumerable.Range(0, 296).Select(i => Math.Sin(i) * 0.5), -4];

    [Fact]
    public void It_finds_what_Lanczos_finds()
    {
        var matrix = new DenseMatrix(Outliers);
        var tracker = new EigenTracker(matrix.Size, 3);
        Work(tracker, matrix, 1e-4);
        var (pairs, _) = new Lanczos { Largest = 3 }.Find(matrix);
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(pairs[k].Value, tracker.Values[k], 1e-5 * pairs[k].Value);
            Assert.InRange(tracker.Residuals[k], 0, 1e-4);
        }
    }

    [Fact]
    public void A_search_that_outgrows_its_memory_goes_on()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => 1 - i * 0.0025), 4, 3];
        var tracker = new EigenTracker(values.Length, 4);
        Work(tracker, new DenseMatrix(values), 1e-4);
        foreach (var (expected, actual) in new[] { 4, 3, 1, 0.9975 }.Zip(tracker.Values))
            Assert.Equal(expected, actual, 1e-5);
    }

    [Fact]
    public void In_a_matrix_that_has_changed_a_little_it_begins_where_it_was()
    {
        var tracker = new EigenTracker(Outliers.Length, 3);
        var before = new DenseMatrix(Outliers);
        Work(tracker, before, 1e-3);
        double[] changed = [9.2, 5.1, .. Outliers[2..]];
        var after = new DenseMatrix(changed);
        tracker.Renew();
        Work(tracker, after, 1e-3);
        Assert.Equal(9.2, tracker.Values[0], 1e-3);
        Assert.Equal(5.1, tracker.Values[1], 1e-3);
        Assert.InRange(after.Products, 4, before.Products / 3);
    }

    [Fact]
    public void An_eigenvalue_that_rises_beside_the_known_ones_is_found()
    {
        var tracker = new EigenTracker(Outliers.Length, 1);
        Work(tracker, new DenseMatrix(Outliers), 1e-3);
        double[] changed = [.. Outliers];
        changed[100] = 20;
        var matrix = new DenseMatrix(changed);
        for (var i = 0; i < 4; i++)
        {
            tracker.Renew();
            // The old vector is still an eigenvector; what it leaves out shows only beyond it.
            Work(tracker, matrix, 0, rounds: 3);
        }
        Assert.Equal(20, tracker.Values[0], 0.02);
    }

    [Theory, InlineData(1, 1), InlineData(2, 5), InlineData(5, 5), InlineData(6, 2)]
    public void Small_matrices_are_worked_out_whole(int size, int count)
    {
        double[] values = [.. Enumerable.Range(0, size).Select(i => 3.0 - i)];
        var tracker = new EigenTracker(size, count);
        Work(tracker, new DenseMatrix(values), 1e-5);
        Assert.Equal(Math.Min(size, count), tracker.Values.Length);
        for (var k = 0; k < tracker.Values.Length; k++)
            Assert.Equal(values[k], tracker.Values[k], 1e-5);
    }

    [Fact]
    public void A_product_that_is_not_finite_makes_it_start_anew()
    {
        var matrix = new DenseMatrix(Outliers);
        var tracker = new EigenTracker(matrix.Size, 3);
        Work(tracker, matrix, 1e-3);
        tracker.Renew();
        var broken = new float[matrix.Size];
        broken[7] = float.NaN;
        Assert.False(tracker.Take(broken));
        Assert.All(tracker.Values, value => Assert.True(double.IsNaN(value)));
        Work(tracker, matrix, 1e-4);
        Assert.Equal(9, tracker.Values[0], 1e-4);
    }

    private static void Work(EigenTracker tracker, DenseMatrix matrix, double tolerance, int rounds = 200)
    {
        var product = new float[matrix.Size];
        do
        {
            while (tracker.Pending.Length > 0)
            {
                matrix.Multiply(tracker.Pending[0], product);
                Assert.True(tracker.Take(product));
            }
        }
        while (!tracker.Solve(tolerance) && --rounds > 0);
    }
}
