namespace NeuroLab.Curvature;

/// <summary>A block on the diagonal of a matrix, for example one layer's part of a Hessian.</summary>
/// <param name="whole">The matrix.</param>
/// <param name="offset">The block's first row.</param>
/// <param name="size">Its number of rows.</param>
internal sealed class DiagonalBlock(ISymmetricOperator whole, int offset, int size) : ISymmetricOperator
{
    private readonly float[] _vector = new float[whole.Size], _product = new float[whole.Size];

    /// <inheritdoc/>
    public int Size => size;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> vector, Span<float> product)
    {
        vector.CopyTo(_vector.AsSpan(offset, size));
        whole.Multiply(_vector, _product);
        _product.AsSpan(offset, size).CopyTo(product);
    }
}
