using System.Globalization;
using System.Runtime.InteropServices;
using NeuroLab.Components;

namespace NeuroLab.Editing;

/// <summary>A checksum of weights: FNV-1a, 64 bits (Fowler, Noll, Vo), over their bytes.</summary>
public static class ParameterHash
{
    private const ulong Offset = 0xCBF29CE484222325, Prime = 0x100000001B3;

    /// <summary>Continues a checksum with more weights; one bit more or less in any of them changes it.</summary>
    public static ulong Add(ReadOnlySpan<float> parameters, ulong hash = Offset)
    {
        foreach (var value in MemoryMarshal.AsBytes(parameters))
            hash = (hash ^ value) * Prime;
        return hash;
    }

    /// <summary>As a run log writes it.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The checksum of all runners of a race, one after the other. Blocks.</summary>
    internal static ulong Of(Race race, ref float[] buffer)
    {
        var hash = Offset;
        for (var i = 0; i < race.Runners.Count; i++)
        {
            var session = race.Runners[i].Trainer.Session;
            var count = session.Shape.ParameterCount;
            if (buffer.Length < count)
                buffer = new float[count];
            session.ReadParameters(buffer.AsSpan(0, count));
            hash = Add(buffer.AsSpan(0, count), hash);
        }
        return hash;
    }
}
