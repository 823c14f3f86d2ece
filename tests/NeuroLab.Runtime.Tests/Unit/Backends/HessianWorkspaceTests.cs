using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

public sealed unsafe class HessianWorkspaceTests
{
    // Three blocks of samples, the last one ragged.
    private const int Samples = 1_100;

    private static readonly NetworkShape Shape = new([5, 19, 34, 3], new Tanh());
    private static readonly SampleSet Set = DenseProductChecks.RandomSet(Samples, 5, 3, seed: 4);
    private static readonly Loss Loss = new MeanSquaredError();
    private static readonly float[] Theta = Network.Create(Shape, new PyTorchDefault(), 1).Parameters;
    private static readonly float[] OtherTheta = Network.Create(Shape, new PyTorchDefault(), 2).Parameters;
    private static readonly float[][] Directions =
        [.. Enumerable.Range(3, 3).Select(seed => Network.Create(Shape, new PyTorchDefault(), (ulong)seed).Parameters)];

    [Fact]
    public void What_all_products_at_one_point_share_is_worked_out_once()
    {
        using var pool = new WorkerPool(2);
        using var workspace = new HessianWorkspace(Shape, DenseWorkspace.MaxSamples, pool, TileKernels.Widest);
        foreach (var direction in Directions)
            Multiply(workspace, Theta, direction);
        Assert.Equal(3, workspace.Linearizations);

        Multiply(workspace, OtherTheta, Directions[0]);
        Multiply(workspace, OtherTheta, Directions[1]);
        Assert.Equal(6, workspace.Linearizations);

        Multiply(workspace, OtherTheta, Directions[0], DenseProductChecks.RandomSet(10, 5, 3, seed: 5));
        Assert.Equal(7, workspace.Linearizations);
    }

    [Fact]
    public void A_point_that_moved_by_one_bit_or_back_has_its_own_products()
    {
        using var pool = new WorkerPool(1);
        using var workspace = new HessianWorkspace(Shape, DenseWorkspace.MaxSamples, pool, TileKernels.Widest);
        var moved = (float[])Theta.Clone();
        moved[^1] = MathF.BitIncrement(moved[^1]);
        var first = Multiply(workspace, Theta, Directions[0]);
        Multiply(workspace, moved, Directions[0]);
        Assert.Equal(6, workspace.Linearizations);
        Assert.Equal(first, Multiply(workspace, Theta, Directions[0]));
        AssertNear(NaiveProduct(OtherTheta, Directions[1]), Multiply(workspace, OtherTheta, Directions[1]));
    }

    [Theory]
    [InlineData(0)]         // nothing but one block
    [InlineData(400_000)]   // some of them
    public void Products_are_the_same_bits_however_much_is_kept(long keptBytes)
    {
        using var pool = new WorkerPool(2);
        using var all = new HessianWorkspace(Shape, DenseWorkspace.MaxSamples, pool, TileKernels.Widest);
        using var some = new HessianWorkspace(Shape, DenseWorkspace.MaxSamples, pool, TileKernels.Widest, keptBytes);
        foreach (var direction in Directions)
        {
            var product = Multiply(all, Theta, direction);
            Assert.Equal(product, Multiply(some, Theta, direction));
            AssertNear(NaiveProduct(Theta, direction), product);
        }
        Assert.True(some.Linearizations > all.Linearizations, $"{some.Linearizations}");
    }

    private static float[] Multiply(HessianWorkspace workspace, float[] theta, float[] direction, SampleSet? set = null)
    {
        var product = new float[theta.Length];
        fixed (float* parameters = theta, v = direction, result = product)
            workspace.Multiply(parameters, v, set ?? Set, Loss, result);
        return product;
    }

    private static double[] NaiveProduct(float[] theta, float[] direction) => NaiveHessian.Multiply(
        Shape, Array.ConvertAll(theta, value => (double)value), Array.ConvertAll(direction, value => (double)value), Set, Loss);

    private static void AssertNear(double[] expected, float[] actual)
    {
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4 * largest);
    }
}
