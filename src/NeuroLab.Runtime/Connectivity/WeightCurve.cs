using System.Numerics.Tensors;

namespace NeuroLab.Connectivity;

/// <summary>
/// A path between two weight sets: the line (1 − t)·A + t·B, or the quadratic Bézier curve (1 − t)²·A + 2t(1 − t)·θ + t²·B
/// (Garipov et al. 2018). Immutable; the vectors are shared and must not be written to.
/// </summary>
/// <param name="Start">A, [parameters].</param>
/// <param name="End">B, [parameters].</param>
/// <param name="Bend">θ, [parameters]; null for the line.</param>
internal sealed record WeightCurve(float[] Start, float[] End, float[]? Bend = null)
{
    /// <summary>The weights at t in 0 … 1, written to <paramref name="parameters"/>; at the ends exactly A and B.</summary>
    public void PointAt(double t, Span<float> parameters)
    {
        var s = 1 - t;
        if (Bend is null)
        {
            Mix((float)s, (float)t, parameters);
            return;
        }
        Mix((float)(s * s), (float)(t * t), parameters);
        TensorPrimitives.MultiplyAdd(Bend, (float)(2 * s * t), parameters, parameters);
    }

    private void Mix(float a, float b, Span<float> parameters)
    {
        TensorPrimitives.Multiply(Start, a, parameters);
        TensorPrimitives.MultiplyAdd(End, b, parameters, parameters);
    }
}
