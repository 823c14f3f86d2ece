using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Datasets;

/// <summary>
/// The inputs of samples, one sample after the other: floats, or grey levels that stay bytes, a quarter of the memory,
/// and become floats as they are read. Immutable: the array it is made of is shared and must not be written to.
/// </summary>
[CollectionBuilder(typeof(InputValues), nameof(Create))]
public sealed class InputValues : IReadOnlyList<float>
{
    private readonly float[]? _floats;
    private readonly byte[]? _levels;
    private readonly float _white = 1;

    /// <summary>Keeps the floats as they are.</summary>
    public InputValues(float[] values)
    {
        _floats = values;
        Count = values.Length;
    }

    /// <summary>Keeps levels; each is read as level / <paramref name="white"/>, rounded as a float division is.</summary>
    public InputValues(byte[] levels, float white)
    {
        _levels = levels;
        _white = white;
        Count = levels.Length;
    }

    /// <summary>Number of values: samples times inputs.</summary>
    public int Count { get; }

    /// <summary>Memory that the values take.</summary>
    public long Bytes => _levels is null ? (long)Count * sizeof(float) : Count;

    /// <summary>The floats themselves; empty where the values are stored as bytes.</summary>
    public ReadOnlySpan<float> Floats => _floats;

    /// <inheritdoc/>
    public float this[int index] => _levels is null ? _floats![index] : _levels[index] / _white;

    /// <summary>Wraps the values; they are not copied.</summary>
    public static implicit operator InputValues(float[] values) => new(values);

    /// <summary>Makes a copy of the floats; what a collection expression calls.</summary>
    public static InputValues Create(ReadOnlySpan<float> values) => new(values.ToArray());

    /// <summary>Values <paramref name="start"/> … as floats; the destination's length says how many.</summary>
    public void CopyTo(int start, Span<float> destination)
    {
        if (_levels is null)
            _floats.AsSpan(start, destination.Length).CopyTo(destination);
        else
            Convert(_levels.AsSpan(start, destination.Length), _white, destination);
    }

    /// <summary>
    /// Some of the values: the floats themselves, or else levels converted into <paramref name="room"/>, which grows
    /// where it is too short.
    /// </summary>
    public ReadOnlySpan<float> Read(int start, int count, scoped ref float[] room)
    {
        if (_levels is null)
            return _floats.AsSpan(start, count);
        if (room.Length < count)
            room = new float[count];
        CopyTo(start, room.AsSpan(0, count));
        return room.AsSpan(0, count);
    }

    /// <summary>All values as floats, in an array of the caller's own.</summary>
    public float[] ToArray()
    {
        var values = GC.AllocateUninitializedArray<float>(Count);
        CopyTo(0, values);
        return values;
    }

    /// <summary>The rows of <paramref name="width"/> values that are marked so, stored in the same form.</summary>
    public InputValues Pick(ReadOnlySpan<bool> marks, bool wanted, int width) => _levels is null
        ? new InputValues(Pick(_floats, marks, wanted, width))
        : new InputValues(Pick(_levels, marks, wanted, width), _white);

    /// <inheritdoc/>
    public IEnumerator<float> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static T[] Pick<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> marks, bool wanted, int width)
    {
        var picked = new T[marks.Count(wanted) * width];
        var row = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] == wanted)
                values.Slice(i * width, width).CopyTo(picked.AsSpan(row++ * width));
        }
        return picked;
    }

    // Division, not a product with 1 / white: training must not depend on how the data are stored, to the last bit.
    private static void Convert(ReadOnlySpan<byte> levels, float white, Span<float> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(levels);
        ref var target = ref MemoryMarshal.GetReference(destination[..levels.Length]);
        var whites = Vector256.Create(white);
        var i = 0;
        for (; i <= levels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (var low, var high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
            (Convert(low) / whites).StoreUnsafe(ref target, (nuint)i);
            (Convert(high) / whites).StoreUnsafe(ref target, (nuint)(i + Vector256<float>.Count));
        }
        for (; i < levels.Length; i++)
            destination[i] = levels[i] / white;
    }

    private static Vector256<float> Convert(Vector128<ushort> levels)
    {
        (var low, var high) = Vector128.Widen(levels);
        return Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
    }
}
