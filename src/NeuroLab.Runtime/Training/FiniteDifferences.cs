namespace NeuroLab.Training;

/// <summary>
/// The gradient by central differences: each parameter in turn goes up by h and down by h while all others stand still,
/// two forward passes each, and the difference of the two losses divided by 2h is the slope (the error falls as h² until
/// rounding takes over). Moves θ itself and leaves every parameter exactly as it was.
/// </summary>
/// <example><code>
/// var differences = new FiniteDifferences(parameters, step, gradient);
/// while (differences.MoveNext())
///     differences.Record(LossAt(parameters));
/// </code></example>
internal ref struct FiniteDifferences
{
    private readonly Span<float> _parameters, _gradient;
    private readonly float _step;
    private readonly int _start, _end;
    private int _pass = -1;
    private float _original, _width;
    private double _up, _sum;

    /// <summary>
    /// Computes the derivatives of all parameters, or of <paramref name="count"/> from <paramref name="start"/> on.
    /// </summary>
    /// <param name="parameters">θ, changed during the computation.</param>
    /// <param name="step">h, above 0.</param>
    /// <param name="gradient">Receives the derivatives, [parameters].</param>
    /// <param name="start">The first parameter.</param>
    /// <param name="count">Number of parameters; −1 for all the rest.</param>
    public FiniteDifferences(Span<float> parameters, double step, Span<float> gradient, int start = 0, int count = -1)
    {
        if (!(step > 0))
            throw new ArgumentOutOfRangeException(nameof(step), step, "Finite differences need a step above 0.");
        _parameters = parameters;
        _gradient = gradient;
        _step = (float)step;
        _start = start;
        _end = count < 0 ? parameters.Length : Math.Min(parameters.Length, start + count);
    }

    /// <summary>Forward passes recorded so far: two per parameter.</summary>
    public readonly int Passes => Math.Max(0, _pass);

    /// <summary>The mean of all losses recorded, which is the loss at θ itself up to a term of order h².</summary>
    public readonly double MeanLoss => _sum / _pass;

    /// <summary>Moves the next parameter; false, with θ restored, when all are done.</summary>
    public bool MoveNext()
    {
        _pass++;
        if (_start + _pass / 2 >= _end)
            return false;
        ref var parameter = ref _parameters[_start + _pass / 2];
        if (_pass % 2 == 0)
        {
            _original = parameter;
            parameter = _original + _step;
            _width = parameter;
        }
        else
        {
            parameter = _original - _step;
            // The actual distance after rounding, which is not exactly 2h.
            _width -= parameter;
        }
        return true;
    }

    /// <summary>Records the loss at the current θ.</summary>
    public void Record(double loss)
    {
        _sum += loss;
        if (_pass % 2 == 0)
        {
            _up = loss;
            return;
        }
        var index = _start + _pass / 2;
        _gradient[index] = (float)((_up - loss) / _width);
        _parameters[index] = _original;
    }
}
