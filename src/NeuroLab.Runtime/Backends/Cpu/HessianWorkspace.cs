using System.Runtime.InteropServices;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Exact products of the loss' Hessian with directions: alongside each value of the forward and the backward pass,
/// computes its rate of change as θ moves along the direction (Pearlmutter, Fast Exact Multiplication by the Hessian,
/// 1994). Values that do not depend on the direction are kept for the next product at the same θ, as far as memory
/// allows. Works in blocks of samples, which are allocated once; one caller at a time.
/// </summary>
internal sealed unsafe class HessianWorkspace : IDisposable
{
    /// <summary>Maximum bytes kept between products; everything beyond is recomputed by each product.</summary>
    public const long DefaultKeptBytes = 256L << 20;

    private readonly NetworkShape _shape;
    private readonly WorkerPool _pool;
    private readonly TileKernels _kernels;
    private readonly DensePass _pass;
    private readonly HessianRates _rates;
    private readonly List<HessianBlock> _blocks = [];
    private readonly AlignedBuffer _parameters; // θ of the blocks
    private readonly int _maxBlocks;
    private SampleSet? _set;
    private Loss? _loss;

    /// <summary>Allocates for blocks of at most <paramref name="samples"/> samples.</summary>
    public HessianWorkspace(
        NetworkShape shape, int samples, WorkerPool pool, TileKernels kernels, long keptBytes = DefaultKeptBytes)
    {
        (_shape, _pool, _kernels) = (shape, pool, kernels);
        samples = Math.Min(samples, DenseWorkspace.MaxSamples);
        _pass = new DensePass(samples) { IsBackward = true };
        _rates = new HessianRates(shape, samples);
        _parameters = new AlignedBuffer(shape.ParameterCount);
        _blocks.Add(NewBlock());
        _maxBlocks = (int)Math.Clamp(keptBytes / _blocks[0].Bytes, 1, int.MaxValue);
    }

    /// <summary>
    /// Number of block computations that do not depend on a direction: one per block and θ if all are kept.
    /// </summary>
    public int Linearizations { get; private set; }

    /// <summary>
    /// H·v of the mean loss over a set at θ = <paramref name="parameters"/>; v is <paramref name="direction"/>. All three
    /// are [parameters].
    /// </summary>
    public void Multiply(float* parameters, float* direction, SampleSet set, Loss loss, float* product)
    {
        Remember(parameters, set, loss);
        _pass.Parameters = parameters;
        _pass.Direction = direction;
        _pass.Set = set;
        _pass.Loss = loss;
        _pass.Share = 1f / set.Count;
        for (int at = 0, number = 0; at < set.Count; at += _pass.Order.Length, number++)
        {
            _pass.Samples = Math.Min(_pass.Order.Length, set.Count - at);
            var block = Block(number);
            if (block.Number != number)
                Linearize(block, number, at);
            block.Multiply(product, adds: at > 0);
        }
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Dispose();
        _rates.Dispose();
        _parameters.Dispose();
    }

    // Kept values are valid for one θ, compared bit by bit.
    private void Remember(float* parameters, SampleSet set, Loss loss)
    {
        var theta = new ReadOnlySpan<float>(parameters, _shape.ParameterCount);
        if (ReferenceEquals(set, _set) && loss == _loss
            && MemoryMarshal.Cast<float, int>(theta).SequenceEqual(MemoryMarshal.Cast<float, int>(_parameters.Span)))
            return;
        (_set, _loss) = (set, loss);
        theta.CopyTo(_parameters.Span);
        foreach (var block in _blocks)
            block.Number = -1;
    }

    // Blocks beyond the memory limit share the last one.
    private HessianBlock Block(int number)
    {
        number = Math.Min(number, _maxBlocks - 1);
        if (number == _blocks.Count)
            _blocks.Add(NewBlock());
        return _blocks[number];
    }

    private void Linearize(HessianBlock block, int number, int at)
    {
        for (var i = 0; i < _pass.Samples; i++)
            _pass.Order[i] = at + i;
        block.Linearize();
        block.Number = number;
        Linearizations++;
    }

    private HessianBlock NewBlock() => new(_shape, _pass, _rates, _pass.Order.Length, _pool, _kernels);
}
