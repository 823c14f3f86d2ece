using NeuroLab.Backends.Cpu.Kernels;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

public sealed class DenseProductTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(1)]
    public void EveryWidthAndBatchGivesTheNaiveGradient(int lanes) => DenseProductChecks.AllSizes(KernelsOf(lanes));

    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(1)]
    public void LongColumnsOfWeightsGiveTheNaiveGradient(int lanes) => DenseProductChecks.LongColumns(KernelsOf(lanes));

    private static TileKernels KernelsOf(int lanes)
    {
        var kernels = lanes switch
        {
            16 => TileKernels.Of512(),
            8 => TileKernels.Of256(),
            4 => TileKernels.Of128(),
            _ => TileKernels.OfScalars(),
        };
        Assert.Equal(lanes, kernels.Lanes);
        return kernels;
    }
}
