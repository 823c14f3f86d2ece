using System.Buffers.Binary;

namespace NeuroLab.Recording;

/// <summary>Packs bit fields into bytes, the least significant bit first.</summary>
internal sealed class BitWriter
{
    private byte[] _bytes = new byte[1 << 16];
    private int _length;
    private ulong _bits;
    private int _count;

    public void Clear()
    {
        _length = 0;
        _bits = 0;
        _count = 0;
    }

    /// <param name="count">0 to 32; <paramref name="value"/> has no bits above them.</param>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        if (_count < 32)
            return;

        if (_length + 8 > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_length), (uint)_bits);
        _length += 4;
        _bits >>= 32;
        _count -= 32;
    }

    /// <summary>Fills up the last byte and returns all of them; valid until the next call.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var tail = (_count + 7) / 8;
        Write(0, 32);
        _length -= 4 - tail;
        return _bytes.AsSpan(0, _length);
    }
}
