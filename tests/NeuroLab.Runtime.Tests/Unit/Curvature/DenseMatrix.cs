using System.Numerics.Tensors;
using NeuroLab.Curvature;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

/// <summary>Q·D·Q with given eigenvalues D and a random reflection Q = I − 2·u·uᵀ; it counts its products.</summary>
internal sealed class DenseMatrix : ISymmetricOperator
{
    private readonly double[] _values, _normal;

    public DenseMatrix(params double[] values)
    {
        _values = values;
        _normal = new double[values.Length];
        var random = new SeededRandom(3);
        foreach (ref var value in _normal.AsSpan())
            value = random.NextGaussian();
        TensorPrimitives.Divide(_normal, TensorPrimitives.Norm<double>(_normal), _normal);
    }

    public int Size => _values.Length;

    public int Products { get; private set; }

    public double Entry(int row, int column)
    {
        var unit = new float[Size];
        unit[column] = 1;
        var product = new float[Size];
        Multiply(unit, product);
        return product[row];
    }

    public void Multiply(ReadOnlySpan<float> vector, Span<float> product)
    {
        Products++;
        var x = new double[Size];
        TensorPrimitives.ConvertTruncating(vector, x);
        Reflect(x);
        TensorPrimitives.Multiply(x, _values, x);
        Reflect(x);
        TensorPrimitives.ConvertTruncating<double, float>(x, product);
    }

    private void Reflect(double[] x) =>
        TensorPrimitives.MultiplyAdd(_normal, -2 * TensorPrimitives.Dot<double>(_normal, x), x, x);
}
