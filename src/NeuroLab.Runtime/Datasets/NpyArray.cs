namespace NeuroLab.Datasets;

/// <summary>An array as numpy stores it: a shape and its elements in row-major order.</summary>
internal sealed class NpyArray
{
    /// <param name="data">One-dimensional, of float, double, Half, bool or an integer type.</param>
    public NpyArray(Array data, params int[] shape)
    {
        if (ArrayConversion.Elements(shape) != data.Length)
            throw new ArgumentException($"{data.Length} elements do not fill [{string.Join(", ", shape)}].", nameof(shape));
        Data = data;
        Shape = shape;
    }

    /// <summary>Empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>All elements in row-major order, with the element type of the file.</summary>
    public Array Data { get; }

    public bool IsInteger => ArrayConversion.IsInteger(Data);

    /// <summary>The elements in single precision; the array itself if it is a float[].</summary>
    public float[] ToFloats() => ArrayConversion.ToFloats(Data);
}
