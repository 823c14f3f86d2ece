namespace NeuroLab.Datasets;

/// <summary>Passes a stream through and computes the CRC-32 of ZIP archives over it, eight bytes at a time.</summary>
internal sealed class Crc32Stream(Stream inner) : Stream
{
    private static readonly uint[] Tables = CreateTables();
    private uint _remainder = uint.MaxValue;

    /// <summary>CRC-32 of everything read so far.</summary>
    public uint Crc => ~_remainder;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _remainder = Append(_remainder, buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static uint Append(uint remainder, ReadOnlySpan<byte> data)
    {
        var tables = Tables;
        for (; data.Length >= 8; data = data[8..])
        {
            var low = remainder ^ (data[0] | (uint)data[1] << 8 | (uint)data[2] << 16 | (uint)data[3] << 24);
            remainder = tables[0x700 + (byte)low] ^ tables[0x600 + (byte)(low >> 8)]
                ^ tables[0x500 + (byte)(low >> 16)] ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + data[4]] ^ tables[0x200 + data[5]] ^ tables[0x100 + data[6]] ^ tables[data[7]];
        }
        foreach (var b in data)
            remainder = tables[(byte)(remainder ^ b)] ^ (remainder >> 8);
        return remainder;
    }

    /// <summary>Table k at 256·k: the remainder of a byte that k zero bytes follow.</summary>
    private static uint[] CreateTables()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var remainder = i;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
            tables[i] = remainder;
        }
        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
