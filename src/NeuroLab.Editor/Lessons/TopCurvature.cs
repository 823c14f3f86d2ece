using System.Diagnostics;
using System.Numerics.Tensors;
using NeuroLab.Numerics;

namespace NeuroLab.Lessons;

/// <summary>
/// The largest eigenvalue λ of the loss' Hessian by power iteration on exact products H·v. It continues from frame to
/// frame: while the weights change little, so does the eigenvector, and a few products suffice.
/// </summary>
internal sealed class TopCurvature
{
    private const double Tolerance = 1e-3;

    private double[] _vector = [], _product = [];
    private double _shift;
    private int _version = -1;

    /// <summary>λ; NaN before the first product.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>‖Hv − λv‖ / |λ|: the relative residual.</summary>
    public double Residual { get; private set; } = double.NaN;

    /// <summary>Whether the value may be shown: positive, and its residual below a twentieth.</summary>
    public bool IsKnown => Value > 0 && Residual < 0.05;

    /// <summary>2/λ: full-batch gradient descent with a larger step is unstable along the eigenvector; NaN while unknown.</summary>
    public double StabilityLimit => IsKnown ? 2 / Value : double.NaN;

    /// <summary>Takes products until the residual is below a thousandth or the time budget is used, at least one.</summary>
    public void Refine(LessonSubject subject, TimeSpan budget)
    {
        var isNew = _vector.Length != subject.Shape.ParameterCount;
        if (isNew)
            Begin(subject.Shape.ParameterCount);
        if (!isNew && _version == subject.Version && Residual < Tolerance)
            return;
        _version = subject.Version;
        var start = Stopwatch.GetTimestamp();
        do
            Iterate(subject);
        while (!(Residual < Tolerance) && Stopwatch.GetElapsedTime(start) < budget);
    }

    private void Iterate(LessonSubject subject)
    {
        subject.Trace.MultiplyByHessian(subject.Parameters, _vector, subject.Loss, _product);
        Value = TensorPrimitives.Dot<double>(_vector, _product);
        var squared = 0.0;
        for (var i = 0; i < _vector.Length; i++)
        {
            var rest = _product[i] - Value * _vector[i];
            squared += rest * rest;
        }
        Residual = Math.Sqrt(squared) / Math.Abs(Value);
        // Where the most negative eigenvalue dominates, shifting the spectrum by it makes the largest dominant.
        if (Value + _shift < 0 || (Value < 0 && Residual < 0.1))
            _shift = Math.Max(_shift, 1.5 * Math.Abs(Value));
        TensorPrimitives.MultiplyAdd(_vector, _shift, _product, _product);
        var norm = TensorPrimitives.Norm<double>(_product);
        if (norm > 0 && double.IsFinite(norm))
            TensorPrimitives.Divide(_product, norm, _vector);
        else
            Begin(_vector.Length);
    }

    private void Begin(int count)
    {
        _vector = new double[count];
        _product = new double[count];
        _shift = 0;
        (Value, Residual) = (double.NaN, double.NaN);
        var random = new SeededRandom(1, stream: 5);
        for (var i = 0; i < count; i++)
            _vector[i] = random.NextGaussian();
        TensorPrimitives.Divide(_vector, TensorPrimitives.Norm<double>(_vector), _vector);
    }
}
