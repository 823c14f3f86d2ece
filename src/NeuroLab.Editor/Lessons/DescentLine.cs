using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Lessons;

/// <summary>
/// The loss along the line θ − s·g. The first layer's sums are linear in s, X·W(s) = X·W − s·X·G, so its product is
/// computed once for all s.
/// </summary>
internal sealed class DescentLine
{
    private readonly NetworkTrace _trace;
    private readonly double[] _slope, _parameters; // X·G + g_b, [rows, units]; θ − s·g
    private readonly double[][] _sums, _values;

    public DescentLine(NetworkTrace trace)
    {
        _trace = trace;
        _slope = new double[trace.Rows * trace.Shape.Sizes[1]];
        _parameters = new double[trace.Shape.ParameterCount];
        _sums = [.. trace.Shape.Sizes.Select(units => new double[trace.Rows * units])];
        _values = [.. trace.Shape.Sizes.Select(units => new double[trace.Rows * units])];
    }

    public NetworkTrace Trace => _trace;

    public void Aim(LessonSubject subject)
    {
        var first = _trace.Shape.Layers[0];
        NetworkTrace.Multiply(first, subject.Gradient, _trace.Inputs(first), _slope, _trace.Rows);
    }

    public double LossAt(double step, LessonSubject subject)
    {
        var layers = _trace.Shape.Layers;
        TensorPrimitives.MultiplyAdd<double>(subject.Gradient, -step, subject.Parameters, _parameters);
        TensorPrimitives.MultiplyAdd(_slope, -step, _trace.Sums(layers[0]), _sums[1]);
        NetworkTrace.Activate(layers[0], _sums[1], _values[0], _values[1]);
        for (var l = 1; l < layers.Length; l++)
        {
            NetworkTrace.Multiply(layers[l], _parameters, _values[l], _sums[l + 1], _trace.Rows);
            NetworkTrace.Activate(layers[l], _sums[l + 1], _values[l], _values[l + 1]);
        }
        return subject.Loss.Evaluate(
            _values[^1], subject.Samples.Targets, _trace.Shape.OutputCount, default(Span<double>));
    }
}
