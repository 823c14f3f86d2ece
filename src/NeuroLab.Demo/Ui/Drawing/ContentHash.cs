using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>A fast 64-bit hash to detect changes of drawn content.</summary>
internal static class ContentHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<byte> data, ulong seed)
    {
        var hash = seed ^ (ulong)data.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
            hash = Mix(hash, word);
        foreach (var rest in data[(words.Length * sizeof(ulong))..])
            hash = Mix(hash, rest);
        return hash;
    }

    public static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft((hash ^ value) * Multiplier, 29) + 1;
}
