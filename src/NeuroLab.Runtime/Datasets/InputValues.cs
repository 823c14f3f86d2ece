using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Datasets;

/// <summary>
/// The inputs of all samples, one after the other: floats, or grey levels stored as bytes, which take a quarter of the
/// memory and are converted to float when read. Immutable: the array passed in is shared and must not be written to.
/// </summary>
[CollectionBuilder(typeof(InputValues), nameof(Create))]
public sealed class InputValues : IReadOnlyList<float>
{
    private readonly float[]? _floats;
    private readonly byte[]? _levels;
    private readonly float _white = 1;

    /// <summary>Stores floats.</summary>
    public InputValues(float[] values)
    {
        _floats = values;
        Count = values.Length;
    }

    /// <summary>
    /// Stores grey levels; each is read as level / <paramref name="white"/>, rounded like a float division.
    /// </summary>
    public InputValues(byte[] levels, float white)
    {
        _levels = levels;
        _white = white;
        Count = levels.Length;
    }

    /// <summary>Number of values: samples × inputs.</summary>
    public int Count { get; }

    /// <summary>Memory used by the values.</summary>
    public long Bytes => _levels is null ? (long)Count * sizeof(float) : Count;

    /// <summary>The floats themselves; empty if the values are stored as bytes.</summary>
    public ReadOnlySpan<float> Floats => _floats;

    /// <inheritdoc/>
    public float this[int index] => _levels is null ? _floats![index] : _levels[index] / _white;

    /// <summary>Wraps the array without copying it.</summary>
    public static implicit operator InputValues(float[] values) => new(values);

    /// <summary>Copies the floats; called by collection expressions.</summary>
    public static InputValues Create(ReadOnlySpan<float> values) => new(values.ToArray());

    /// <summary>
    /// Copies values from <paramref name="start"/> on as floats; the destination's length gives the count.
    /// </summary>
    public void CopyTo(int start, Span<float> destination)
    {
        if (_levels is null)
            _floats.AsSpan(start, destination.Length).CopyTo(destination);
        else
            Convert(_levels.AsSpan(start, destination.Length), _white, destination);
    }

    /// <summary>
    /// A range of the values: the floats themselves, or else levels converted into <paramref name="room"/>, which grows
    /// if it is too short.
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

    /// <summary>A copy of a range of the values, stored as these are.</summary>
    internal InputValues Part(int start, int count) => _levels is null
        ? new(_floats!.AsSpan(start, count).ToArray()) : new(_levels.AsSpan(start, count).ToArray(), _white);

    /// <summary>All values as floats, in a new array.</summary>
    public float[] ToArray()
    {
        var values = GC.AllocateUninitializedArray<float>(Count);
        CopyTo(0, values);
        return values;
    }

    /// <summary>
    /// The rows of <paramref name="width"/> values whose mark equals <paramref name="wanted"/>, in the same storage
    /// format.
    /// </summary>
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

    // A division, not a product with 1 / white: training must be bit-identical for both storage formats.
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
