using NeuroLab.Optimizers;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// One optimizer update of θ, shared between threads in parts of fixed size. If the settings say so, the gradient is
/// clipped and L1 added before.
/// </summary>
internal sealed class OptimizerPass(WorkerPool pool, AlignedBuffer parameters, AlignedBuffer gradient) : IParallelWork
{
    // Fixed, so that the norms are summed in the same order for any number of threads.
    private const int PartSize = 1 << 14;

    private readonly UpdateNorms[] _norms = new UpdateNorms[(int)((parameters.Length + PartSize - 1) / PartSize)];
    private Optimizer? _optimizer;
    private float[][] _state = [];
    private StepConstants _constants;
    private GradientChange? _change;
    private bool _onlyMeasures;

    /// <summary>Updates θ and the state; returns the norms of the unclipped gradient and of the step.</summary>
    public UpdateNorms Run(Optimizer optimizer, float[][] state, in StepConstants constants)
    {
        (_optimizer, _state, _constants, _change) = (optimizer, state, constants, null);
        if (!GradientChange.IsOff(constants.Settings))
            _change = GradientChange.Of(constants.Settings, constants.Settings.MaxNorm > 0 ? GradientNorm() : 0);
        return Sum();
    }

    /// <summary>‖gradient‖</summary>
    public double GradientNorm()
    {
        _onlyMeasures = true;
        var sum = Sum();
        _onlyMeasures = false;
        return Math.Sqrt(sum.GradientSquared);
    }

    private UpdateNorms Sum()
    {
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
        Span<float> weights = parameters.Span.Slice(from, count), slopes = gradient.Span.Slice(from, count);
        if (_onlyMeasures)
        {
            _norms[part] = new UpdateNorms(GradientChange.SumOfSquares(slopes), 0);
            return;
        }
        var squares = 0.0;
        if (_change is { } change)
        {
            squares = GradientChange.SumOfSquares(slopes);
            change.Apply(weights, slopes);
        }
        var norms = _optimizer!.Update(
            weights, slopes,
            _state.Length > 0 ? _state[0].AsSpan(from, count) : default,
            _state.Length > 1 ? _state[1].AsSpan(from, count) : default, _constants);
        _norms[part] = _change is null ? norms : norms with { GradientSquared = squares };
    }
}
