using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>What arrays from binary files have in common: element counts and conversion to single precision.</summary>
internal static class ArrayConversion
{
    /// <summary>Product of the extents, or −1 where one is negative or the product exceeds what an array can hold.</summary>
    public static long Elements(ReadOnlySpan<int> shape)
    {
        long elements = 1;
        foreach (int extent in shape)
        {
            if (extent < 0) return -1;
            elements *= extent;
            if (elements > Array.MaxLength) return -1;
        }
        return elements;
    }

    /// <summary>A float[] comes back itself, everything else as a converted copy.</summary>
    public static float[] ToFloats(Array data) => data switch
    {
        float[] floats => floats,
        double[] doubles => Array.ConvertAll(doubles, value => (float)value),
        Half[] halves => Array.ConvertAll(halves, value => (float)value),
        long[] longs => Array.ConvertAll(longs, value => (float)value),
        ulong[] ulongs => Array.ConvertAll(ulongs, value => (float)value),
        int[] ints => Array.ConvertAll(ints, value => (float)value),
        uint[] uints => Array.ConvertAll(uints, value => (float)value),
        short[] shorts => Array.ConvertAll(shorts, value => (float)value),
        ushort[] ushorts => Array.ConvertAll(ushorts, value => (float)value),
        sbyte[] sbytes => Array.ConvertAll(sbytes, value => (float)value),
        byte[] bytes => Array.ConvertAll(bytes, value => (float)value),
        bool[] bools => Array.ConvertAll(bools, value => value ? 1f : 0f),
        _ => throw new ArgumentException($"No numbers in {data.GetType()}.", nameof(data)),
    };

    public static bool IsInteger(Array data) => data is not (float[] or double[] or Half[]);

    /// <summary>Throws for the first NaN or infinity, naming its place as numpy would index it.</summary>
    public static void RequireFinite(string path, string name, ReadOnlySpan<float> data, ReadOnlySpan<int> shape)
    {
        int bad = FirstNonFinite(data);
        if (bad >= 0)
            throw new UserErrorException($"{path}: {name}[{Index(bad, shape)}] is {Describe(data[bad])}; replace it or remove the sample");
    }

    /// <summary>Index of the first NaN or infinity, or −1.</summary>
    public static int FirstNonFinite(ReadOnlySpan<float> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            if (!float.IsFinite(data[i])) return i;
        }
        return -1;
    }

    public static string Describe(float value) => float.IsNaN(value) ? "NaN" : "infinite or too large for a 32-bit number";

    /// <summary>The flat position as indices along each axis, "12, 3".</summary>
    public static string Index(int flat, ReadOnlySpan<int> shape)
    {
        string text = "";
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            text = $"{flat % shape[axis]}{(text.Length > 0 ? ", " : "")}{text}";
            flat /= shape[axis];
        }
        return text;
    }
}
