using System.Buffers.Binary;

namespace NeuroLab.Recording;

/// <summary>The CRC of PNG chunks (ISO 3309, reflected polynomial EDB88320), eight bytes a step.</summary>
internal static class Crc32
{
    // Table[k * 256 + b]: the remainder of byte b followed by k zero bytes.
    private static readonly uint[] Table = BuildTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[1792 + (low & 255)] ^ table[1536 + ((low >> 8) & 255)]
                ^ table[1280 + ((low >> 16) & 255)] ^ table[1024 + (low >> 24)]
                ^ table[768 + (high & 255)] ^ table[512 + ((high >> 8) & 255)]
                ^ table[256 + ((high >> 16) & 255)] ^ table[high >> 24];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
            crc = table[(crc ^ value) & 255] ^ (crc >> 8);

        return ~crc;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 255];

        return table;
    }
}
