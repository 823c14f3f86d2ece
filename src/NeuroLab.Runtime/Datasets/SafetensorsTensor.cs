using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>A named array of a safetensors file, row-major.</summary>
/// <param name="DataType">As in the file: F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8 or BOOL; others are not
/// supported.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Data"> double[] for F64, float[] for the shorter floating types, long[] for integers and booleans;
/// byte[] for unsupported types. </param>
internal sealed record SafetensorsTensor(string Name, string DataType, int[] Shape, Array Data)
{
    /// <summary>An F32 tensor.</summary>
    public SafetensorsTensor(string name, float[] data, params int[] shape) : this(name, "F32", shape, data)
    {
    }

    /// <summary>The tensor as a numpy array.</summary>
    /// <exception cref="UserErrorException">Its type is not supported.</exception>
    internal NpyArray ToArray(string path)
    {
        RequireSupported(path);
        return new NpyArray(Data, Shape);
    }

    /// <exception cref="UserErrorException">The type is not supported.</exception>
    internal void RequireSupported(string path)
    {
        if (Data is byte[])
            throw new UserErrorException($"{path}: tensor {Name} is of type {DataType}; convert it to F32");
    }

    /// <summary>The elements in single precision; the array itself if it is a float[].</summary>
    public float[] ToFloats() => ArrayConversion.ToFloats(Data);
}
