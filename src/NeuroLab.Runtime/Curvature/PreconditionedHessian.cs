using System.Numerics.Tensors;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Curvature;

/// <summary>
/// P^-½·H·P^-½: the curvature seen by an adaptive optimizer, which divides each weight's step by its own P (Cohen et
/// al., Adaptive Gradient Methods at the Edge of Stability, 2022). The edge of stability refers to the eigenvalues of
/// this matrix.
/// </summary>
/// <param name="hessian">H.</param>
/// <param name="scale">P^-½, [parameters].</param>
internal sealed class PreconditionedHessian(ISymmetricOperator hessian, float[] scale) : ISymmetricOperator
{
    private readonly float[] _scaled = new float[hessian.Size];

    /// <inheritdoc/>
    public int Size => hessian.Size;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> vector, Span<float> product)
    {
        TensorPrimitives.Multiply(vector, scale, _scaled);
        hessian.Multiply(_scaled, product);
        TensorPrimitives.Multiply(product, scale, product);
    }

    /// <summary>
    /// Computes P^-½ of a captured state, bias corrections included; false if the optimizer is not adaptive, or has
    /// taken no step yet.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="settings">The current settings.</param>
    /// <param name="scale">Receives P^-½, [parameters].</param>
    public static bool TryScale(
        SessionState state, Optimizer optimizer, in OptimizerSettings settings, Span<float> scale)
    {
        if (!optimizer.IsAdaptive || state.OptimizerStep == 0 || state.OptimizerState.Length != optimizer.StateSlots)
            return false;
        var constants = new StepConstants(settings, state.OptimizerStep);
        var s0 = state.OptimizerState[0];
        var s1 = state.OptimizerState[^1];
        for (var i = 0; i < scale.Length; i++)
            scale[i] = (float)(1 / Math.Sqrt(optimizer.Preconditioner(s0[i], s1[i], constants)));
        return true;
    }
}
