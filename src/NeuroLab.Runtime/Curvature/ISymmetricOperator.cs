namespace NeuroLab.Curvature;

/// <summary>A symmetric matrix that is known by its products with vectors only.</summary>
internal interface ISymmetricOperator
{
    /// <summary>Rows, and columns.</summary>
    int Size { get; }

    /// <summary>The product with a vector. Blocks.</summary>
    /// <param name="vector">[Size].</param>
    /// <param name="product">Receives the product, [Size]; not the same memory as the vector.</param>
    void Multiply(ReadOnlySpan<float> vector, Span<float> product);
}
