namespace NeuroLab.Curvature;

/// <summary>A symmetric matrix that is only available through products with vectors.</summary>
internal interface ISymmetricOperator
{
    /// <summary>Number of rows and columns.</summary>
    int Size { get; }

    /// <summary>The product with a vector. Blocks.</summary>
    /// <param name="vector">[Size].</param>
    /// <param name="product">Receives the product, [Size]; must not overlap the vector.</param>
    void Multiply(ReadOnlySpan<float> vector, Span<float> product);
}
