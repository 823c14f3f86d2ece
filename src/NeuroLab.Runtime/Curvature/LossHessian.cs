using NeuroLab.Training;

namespace NeuroLab.Curvature;

/// <summary>The Hessian of a session's mean loss at its current θ. On the session's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="part">The samples of the mean.</param>
internal sealed class LossHessian(ITrainingSession session, DataPart part = DataPart.Evaluation) : ISymmetricOperator
{
    /// <inheritdoc/>
    public int Size => session.Shape.ParameterCount;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> vector, Span<float> product) =>
        session.HessianVectorProduct(vector, part, product);
}
