using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// Hidden units whose output is 0 for every sample: no gradient reaches their weights. Allocates only for a new shape or
/// another number of samples.
/// </summary>
internal sealed class DeadUnits
{
    private const int BlockRows = 64;
    private const long MaxProducts = 3_000_000;

    private readonly NetworkShape _shape;
    private readonly double[] _exact;
    private readonly bool[][] _isAlive;
    private readonly int[] _counts;
    private NetworkTrace? _trace;
    private float[] _inputs = [], _room = [];

    /// <param name="shape">The network's shape.</param>
    public DeadUnits(NetworkShape shape)
    {
        _shape = shape;
        _exact = new double[shape.ParameterCount];
        _isAlive = [.. shape.Layers.Select(layer => new bool[layer.Outputs])];
        _counts = new int[shape.Layers.Length];
    }

    /// <summary>The number of dead units of each layer, as of the last count.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Whether units of an activation can be dead over a whole range of inputs.</summary>
    public static bool CanDie(NetworkShape shape) => shape.Layers.Length > 1 && shape.Activations.Any(activation => activation.Value(-1) == 0 && activation.Value(-2) == 0);

    /// <summary>Counts them over all samples of a set; not counted, all 0, where that would take long.</summary>
    /// <param name="parameters">θ, [parameters].</param>
    /// <param name="set">The samples.</param>
    public void Count(ReadOnlySpan<float> parameters, SampleSet set)
    {
        Array.Clear(_counts);
        if ((long)set.Count * _shape.ParameterCount <= MaxProducts)
            Look(parameters, set, set.Count, stopsEarly: false);
    }

    /// <summary>
    /// The index of a layer without a living unit; null if there is none. Stops at the first samples if they show life
    /// everywhere.
    /// </summary>
    /// <param name="parameters">θ, [parameters].</param>
    /// <param name="set">The samples; of a large network only the first ones.</param>
    public int? FindDeadLayer(ReadOnlySpan<float> parameters, SampleSet set)
    {
        Look(parameters, set, (int)Math.Clamp(MaxProducts / _shape.ParameterCount, Math.Min(BlockRows, set.Count), set.Count), stopsEarly: true);
        for (var l = 0; l < _counts.Length - 1; l++)
        {
            if (_counts[l] == _shape.Layers[l].Outputs)
                return l;
        }
        return null;
    }

    private void Look(ReadOnlySpan<float> parameters, SampleSet set, int count, bool stopsEarly)
    {
        var rows = Math.Min(BlockRows, set.Count);
        if (_trace?.Rows != rows || _inputs.Length != rows * set.InputCount)
            (_trace, _inputs) = (new NetworkTrace(_shape, rows), new float[rows * set.InputCount]);
        for (var i = 0; i < _exact.Length; i++)
            _exact[i] = parameters[i];
        foreach (var alive in _isAlive)
            Array.Clear(alive);
        for (var row = 0; row < count; row += rows)
        {
            set.ReadInputs(Math.Min(row, set.Count - rows), rows, ref _room).CopyTo(_inputs);
            _trace.Forward(_exact, _inputs);
            for (var l = 0; l < _isAlive.Length - 1; l++)
            {
                var values = _trace.Values(_shape.Layers[l]);
                for (var i = 0; i < values.Length; i++)
                    _isAlive[l][i % _isAlive[l].Length] |= values[i] != 0;
            }
            if (stopsEarly && HasLifeEverywhere())
                break;
        }
        for (var l = 0; l < _counts.Length - 1; l++)
            _counts[l] = _isAlive[l].AsSpan().Count(false);
    }

    private bool HasLifeEverywhere()
    {
        for (var l = 0; l < _isAlive.Length - 1; l++)
        {
            if (!_isAlive[l].AsSpan().Contains(true))
                return false;
        }
        return true;
    }
}
