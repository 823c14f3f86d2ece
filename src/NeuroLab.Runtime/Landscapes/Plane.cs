using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Landscapes;

/// <summary>
/// A plane through parameter space: θ(α, β) = θ* + α·d₁ + β·d₂. Immutable; the vectors are shared and must not be
/// written to. The directions need not be orthogonal, nor of equal length.
/// </summary>
public sealed class Plane
{
    private readonly double _g11, _g12, _g22, _determinant;

    /// <param name="origin">θ*, [parameters].</param>
    /// <param name="first">d₁, [parameters].</param>
    /// <param name="second">d₂, [parameters].</param>
    /// <param name="description">What spans the plane, for captions, such as <c>random plane</c>.</param>
    public Plane(float[] origin, float[] first, float[] second, string description = "plane")
    {
        if (first.Length != origin.Length || second.Length != origin.Length)
            throw new ArgumentException("The origin and both directions need one length.");
        Origin = origin;
        First = first;
        Second = second;
        Description = description;
        _g11 = Dot(first, first);
        _g12 = Dot(first, second);
        _g22 = Dot(second, second);
        _determinant = _g11 * _g22 - _g12 * _g12;
    }

    /// <summary>θ*</summary>
    public float[] Origin { get; }

    /// <summary>d₁</summary>
    public float[] First { get; }

    /// <summary>d₂</summary>
    public float[] Second { get; }

    /// <summary>What spans the plane.</summary>
    public string Description { get; }

    /// <summary>
    /// Coordinates of the path that the plane was fitted to, oldest point first; empty if there is none.
    /// </summary>
    public IReadOnlyList<(double Alpha, double Beta)> Path { get; init; } = [];

    /// <summary>Points of the plane to mark, such as minima that it goes through.</summary>
    internal IReadOnlyList<(string Title, double Alpha, double Beta)> Marks { get; init; } = [];

    /// <summary>The names of its axes.</summary>
    internal (string First, string Second) AxisNames { get; init; } = ("α", "β");

    /// <summary>
    /// Whether coordinates are values with a meaning of their own: then the origin is not moved along the directions.
    /// </summary>
    internal bool HasOwnUnits { get; init; }

    /// <summary>How far it is shown to each side for an extent of 1, in units of the directions.</summary>
    internal double Reach { get; init; } = 1;

    /// <summary>The same directions through other weights.</summary>
    internal Plane MovedTo(float[] weights)
    {
        if (HasOwnUnits)
        {
            var (alpha, beta, _) = Project(weights);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = (float)(weights[i] - alpha * First[i] - beta * Second[i]);
        }
        return new Plane(weights, First, Second, Description) { AxisNames = AxisNames, HasOwnUnits = HasOwnUnits, Reach = Reach };
    }

    /// <summary>θ(α, β), written to <paramref name="parameters"/>.</summary>
    public void PointAt(double alpha, double beta, Span<float> parameters)
    {
        float a = (float)alpha, b = (float)beta;
        TensorPrimitives.MultiplyAdd(First, a, Origin, parameters);
        TensorPrimitives.MultiplyAdd(Second, b, parameters, parameters);
    }

    /// <summary>
    /// Projects θ onto the plane by least squares: [α β]ᵀ = G⁻¹[Δ·d₁, Δ·d₂]ᵀ with G_ij = d_i·d_j and Δ = θ − θ*. If the
    /// directions are parallel, β is 0.
    /// </summary>
    public Projection Project(ReadOnlySpan<float> parameters)
    {
        var (p1, p2, squared) = Offset(parameters, 0, 0);
        double alpha, beta;
        if (_determinant > 1e-12 * _g11 * _g22)
        {
            alpha = (_g22 * p1 - _g12 * p2) / _determinant;
            beta = (_g11 * p2 - _g12 * p1) / _determinant;
        }
        else
        {
            alpha = _g11 > 0 ? p1 / _g11 : 0;
            beta = _g11 > 0 || _g22 == 0 ? 0 : p2 / _g22;
        }
        // ‖Δ − αd₁ − βd₂‖ directly: by Pythagoras it would be lost in rounding error if the point lies in the plane.
        var (_, _, off) = Offset(parameters, alpha, beta);
        // NaN propagates through Math.Sqrt and the division.
        var residual = squared == 0 ? 0 : Math.Sqrt(off / squared);
        return new Projection(alpha, beta, residual);
    }

    // d₁·Δ, d₂·Δ and Δ·Δ of Δ = θ − θ* − αd₁ − βd₂, in double precision.
    private (double AlongFirst, double AlongSecond, double Squared) Offset(ReadOnlySpan<float> parameters, double alpha, double beta)
    {
        Vector256<double> along1 = default, along2 = default, squares = default;
        var i = 0;
        for (; i <= parameters.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            Vector256<double> d1 = Widened(First, i), d2 = Widened(Second, i);
            var delta = Widened(parameters, i) - Widened(Origin, i) - d1 * alpha - d2 * beta;
            along1 += delta * d1;
            along2 += delta * d2;
            squares += delta * delta;
        }
        double sum1 = Vector256.Sum(along1), sum2 = Vector256.Sum(along2), squared = Vector256.Sum(squares);
        for (; i < parameters.Length; i++)
        {
            var delta = (double)parameters[i] - Origin[i] - alpha * First[i] - beta * Second[i];
            sum1 += delta * First[i];
            sum2 += delta * Second[i];
            squared += delta * delta;
        }
        return (sum1, sum2, squared);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widened(ReadOnlySpan<float> values, int start) =>
        Vector256.WidenLower(Vector128.Create(values[start..]).ToVector256Unsafe());

    private static double Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
