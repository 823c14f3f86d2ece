using NeuroLab.Optimizers;

namespace NeuroLab.Backends.Cpu;

/// <summary>One optimizer update of θ, shared between threads in parts of fixed size.</summary>
internal sealed class OptimizerPass(WorkerPool pool, AlignedBuffer parameters, AlignedBuffer gradient) : IParallelWork
{
    // Fixed, so that the norms are summed in the same order for any number of threads.
    private const int PartSize = 1 << 14;

    private readonly UpdateNorms[] _norms = new UpdateNorms[(int)((parameters.Length + PartSize - 1) / PartSize)];
    private Optimizer? _optimizer;
    private float[][] _state = [];
    private StepConstants _constants;

    /// <summary>Updates θ and the state; returns the norms of gradient and step.</summary>
    public UpdateNorms Run(Optimizer optimizer, float[][] state, in StepConstants constants)
    {
        (_optimizer, _state, _constants) = (optimizer, state, constants);
        pool.Run(this, _norms.Length);
        var sum = default(UpdateNorms);
        foreach (var norms in _norms)
            sum += norms;
        return sum;
    }

    void IParallelWork.Run(int part)
    {
        var from = part * PartSize;
        var count = (int)Math.Min(PartSize, parameters.Length - from);
        _norms[part] = _optimizer!.Update(
            parameters.Span.Slice(from, count), gradient.Span.Slice(from, count),
            _state.Length > 0 ? _state[0].AsSpan(from, count) : default,
            _state.Length > 1 ? _state[1].AsSpan(from, count) : default, _constants);
    }
}
