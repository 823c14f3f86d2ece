using System.Numerics.Tensors;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Element counts and conversion to single precision for arrays from binary files.</summary>
internal static class ArrayConversion
{
    /// <summary>
    /// Product of the extents, or −1 if one is negative or the product exceeds the maximum length of an array.
    /// </summary>
    public static long Elements(ReadOnlySpan<int> shape)
    {
        long elements = 1;
        foreach (var extent in shape)
        {
            if (extent < 0) return -1;
            elements *= extent;
            if (elements > Array.MaxLength) return -1;
        }
        return elements;
    }

    /// <summary>Returns a float[] unchanged, anything else as a converted copy.</summary>
    public static float[] ToFloats(Array data) => ElementType(data) switch
    {
        TypeCode.Single => (float[])data,
        TypeCode.Double => Array.ConvertAll((double[])data, value => (float)value),
        TypeCode.Int64 => Array.ConvertAll((long[])data, value => (float)value),
        TypeCode.UInt64 => Array.ConvertAll((ulong[])data, value => (float)value),
        TypeCode.Int32 => Array.ConvertAll((int[])data, value => (float)value),
        TypeCode.UInt32 => Array.ConvertAll((uint[])data, value => (float)value),
        TypeCode.Int16 => Array.ConvertAll((short[])data, value => (float)value),
        TypeCode.UInt16 => Array.ConvertAll((ushort[])data, value => (float)value),
        TypeCode.SByte => Array.ConvertAll((sbyte[])data, value => (float)value),
        TypeCode.Byte => Array.ConvertAll((byte[])data, value => (float)value),
        TypeCode.Boolean => Array.ConvertAll((bool[])data, value => value ? 1f : 0f),
        _ => Array.ConvertAll((Half[])data, value => (float)value),
    };

    /// <summary>
    /// The element type; <c>is</c> would not do, since the runtime treats a uint[] as an int[]. Half is an Object here.
    /// </summary>
    public static TypeCode ElementType(Array data) => Type.GetTypeCode(data.GetType().GetElementType());

    public static bool IsInteger(Array data) => ElementType(data) is not (TypeCode.Single or TypeCode.Double or TypeCode.Object);

    /// <summary>Throws at the first NaN or infinity, giving its index as numpy would.</summary>
    public static void RequireFinite(string path, string name, ReadOnlySpan<float> data, ReadOnlySpan<int> shape)
    {
        var bad = FirstNonFinite(data);
        if (bad >= 0)
            throw new UserErrorException($"{path}: {name}[{Index(bad, shape)}] is {Describe(data[bad])}; replace it or remove the sample");
    }

    /// <summary>Index of the first NaN or infinity, or −1.</summary>
    public static int FirstNonFinite(ReadOnlySpan<float> data)
    {
        if (TensorPrimitives.IsFiniteAll(data)) return -1;
        for (var i = 0; i < data.Length; i++)
        {
            if (!float.IsFinite(data[i])) return i;
        }
        return -1;
    }

    public static string Describe(float value) => float.IsNaN(value) ? "NaN" : "infinite or too large for a 32-bit number";

    /// <summary>A flat index as indices along each axis, "12, 3".</summary>
    public static string Index(int flat, ReadOnlySpan<int> shape)
    {
        var text = "";
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            text = $"{flat % shape[axis]}{(text.Length > 0 ? ", " : "")}{text}";
            flat /= shape[axis];
        }
        return text;
    }
}
