using BenchmarkDotNet.Attributes;
using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.Cpu.Kernels;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>The micro-kernels and element-wise functions alone, on operands in the cache.</summary>
[InProcess]
public unsafe class KernelBenchmark
{
    private const int Rows = 48, Depth = 256;

    private readonly AlignedBuffer _a = new(Rows * Depth), _b = new(Depth * PanelMatrix.Width), _c = new(Rows * PanelMatrix.Width);
    private readonly float[] _slopes = new float[Rows * PanelMatrix.Width];

    [Benchmark]
    public void Tiles512() => Multiply(TileKernels.Of512());

    [Benchmark]
    public void Tiles256() => Multiply(TileKernels.Of256());

    [Benchmark]
    public void Tiles128() => Multiply(TileKernels.Of128());

    [Benchmark]
    public void TilesOfScalars() => Multiply(TileKernels.OfScalars());

    [Benchmark]
    [ArgumentsSource(nameof(Activations))]
    public void ValueAndSlope(Activation activation) => activation.Apply(_c.Span, _c.Span, _slopes);

    public static IEnumerable<object> Activations() => Catalog.Activations;

    private void Multiply(TileKernels kernels) => kernels.Multiply(
        new TileFactor(Depth, 1, Depth), _a.Pointer, Rows, _b.Pointer, PanelMatrix.Width, _c.Pointer, PanelMatrix.Width, null);
}
