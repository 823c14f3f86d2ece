namespace NeuroLab.Optimizers;

/// <summary>
/// The naive way to a gradient: each parameter in turn goes up by ε and down by ε while all others stand still, two
/// forward passes each, and the difference of the two losses divided by 2ε is the slope (central differences; the error
/// falls as ε² until rounding takes over). Moves θ itself and leaves every parameter exactly as it was.
/// </summary>
/// <example><code>
/// var measurement = new PerturbationGradient(parameters, epsilon, gradient);
/// while (measurement.MoveNext())
///     measurement.Record(LossAt(parameters));
/// </code></example>
public ref struct PerturbationGradient
{
    private readonly Span<float> _parameters, _gradient;
    private readonly float _epsilon;
    private readonly int _start, _end;
    private int _pass = -1;
    private float _original, _width;
    private double _up, _sum;

    /// <summary>Measures the slopes of all parameters, or of <paramref name="count"/> from <paramref name="start"/> on.</summary>
    /// <param name="parameters">θ, moved during the measurement.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="gradient">Receives the slopes, [parameters].</param>
    /// <param name="start">The first parameter to measure.</param>
    /// <param name="count">How many; −1 for all that follow.</param>
    public PerturbationGradient(Span<float> parameters, double epsilon, Span<float> gradient, int start = 0, int count = -1)
    {
        if (!(epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "A perturbation needs an ε above 0.");
        _parameters = parameters;
        _gradient = gradient;
        _epsilon = (float)epsilon;
        _start = start;
        _end = count < 0 ? parameters.Length : Math.Min(parameters.Length, start + count);
    }

    /// <summary>Forward passes recorded so far: two for each parameter measured.</summary>
    public readonly int Passes => Math.Max(0, _pass);

    /// <summary>The mean of all losses recorded, which is the loss at θ itself up to a share of ε².</summary>
    public readonly double MeanLoss => _sum / _pass;

    /// <summary>Moves the next parameter; false, with θ as it was, when all are measured.</summary>
    public bool MoveNext()
    {
        _pass++;
        if (_start + _pass / 2 >= _end)
            return false;
        ref var parameter = ref _parameters[_start + _pass / 2];
        if (_pass % 2 == 0)
        {
            _original = parameter;
            parameter = _original + _epsilon;
            _width = parameter;
        }
        else
        {
            parameter = _original - _epsilon;
            // The distance as it is after rounding, which is not quite 2ε.
            _width -= parameter;
        }
        return true;
    }

    /// <summary>Takes the loss at θ as it stands.</summary>
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
