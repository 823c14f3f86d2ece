namespace NeuroLab.Recording;

/// <summary>GIF's variable-width LZW for 8-bit indices, split into sub-blocks of up to 255 bytes.</summary>
internal sealed class GifLzw
{
    private const int RootBits = 8;
    private const int ClearCode = 1 << RootBits;
    private const int EndCode = ClearCode + 1;
    private const int MaxCodes = 1 << 12;
    private const int HashBits = 13;

    // Open addressing; an entry is (prefix code << 8 | next index) + 1, so that 0 is empty.
    private readonly int[] _keys = new int[1 << HashBits];
    private readonly ushort[] _codes = new ushort[1 << HashBits];
    private byte[] _output = [];
    private int _length;
    private int _blockStart;
    private uint _bits;
    private int _bitCount;

    /// <summary>Compresses a rectangle of [height, stride] indices; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> indices, int stride, int width, int height)
    {
        // At most 12 bits per index, a clear code every 3838, and a length byte every 255.
        var worst = (width * height * 25 / 16) + 64;
        if (_output.Length < worst)
            _output = new byte[worst];

        _output[0] = RootBits;
        _blockStart = 1;
        _length = 2;
        _bits = 0;
        _bitCount = 0;

        var codeBits = RootBits + 1;
        var next = EndCode + 1;
        Array.Clear(_keys);
        Put(ClearCode, codeBits);
        int prefix = indices[0];
        for (var y = 0; y < height; y++)
        {
            var row = indices.Slice(y * stride, width);
            for (var x = y == 0 ? 1 : 0; x < row.Length; x++)
            {
                int index = row[x];
                var key = ((prefix << 8) | index) + 1;
                var slot = Find(key);
                if (_keys[slot] == key)
                {
                    prefix = _codes[slot];
                    continue;
                }

                Put(prefix, codeBits);
                prefix = index;
                if (next == MaxCodes)
                {
                    Put(ClearCode, codeBits);
                    Array.Clear(_keys);
                    next = EndCode + 1;
                    codeBits = RootBits + 1;
                    continue;
                }

                // The decoder adds each code one step later, so codes widen when `next` itself needs more bits.
                if (next == 1 << codeBits)
                    codeBits++;
                _keys[slot] = key;
                _codes[slot] = (ushort)next++;
            }
        }

        Put(prefix, codeBits);
        // That last code made the decoder add one more, which may have widened its codes.
        Put(EndCode, next == 1 << codeBits && codeBits < 12 ? codeBits + 1 : codeBits);
        Finish();
        return _output.AsSpan(0, _length);
    }

    private int Find(int key)
    {
        var slot = (int)((uint)(key * 0x9E3779B1) >> (32 - HashBits));
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & ((1 << HashBits) - 1);
        return slot;
    }

    private void Put(int code, int bits)
    {
        _bits |= (uint)code << _bitCount;
        _bitCount += bits;
        while (_bitCount >= 8)
        {
            PutByte((byte)_bits);
            _bits >>= 8;
            _bitCount -= 8;
        }
    }

    private void PutByte(byte value)
    {
        if (_length - _blockStart > 255)
        {
            _output[_blockStart] = 255;
            _blockStart = _length++;
        }

        _output[_length++] = value;
    }

    private void Finish()
    {
        if (_bitCount > 0)
            PutByte((byte)_bits);

        _output[_blockStart] = (byte)(_length - _blockStart - 1);
        _output[_length++] = 0;
    }
}
