using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuroLab.Runtime.Tests.Golden;

/// <summary>As much PNG as golden images need: eight bits a channel, RGB, no interlacing; top row first.</summary>
public static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes RGB bytes [height, width, 3].</summary>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var file = File.Create(path);
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = 2;
        WriteChunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[width * 3 + 1];
            line[0] = 2; // "Up": what differs from the row above.
            for (var row = 0; row < height; row++)
            {
                var pixels = rgb.Slice(row * width * 3, width * 3);
                for (var i = 0; i < pixels.Length; i++)
                    line[i + 1] = (byte)(pixels[i] - (row == 0 ? 0 : rgb[(row - 1) * width * 3 + i]));
                zlib.Write(line);
            }
        }
        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
    }

    /// <summary>Reads what <see cref="Write"/> writes.</summary>
    public static byte[] Read(string path, out int width, out int height)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (!file.StartsWith(Signature)) throw new InvalidDataException($"{path} is no PNG");
        (width, height) = (0, 0);
        using var packed = new MemoryStream();
        for (var at = Signature.Length; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4), data = file.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }
            at += length + 12;
        }
        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var rgb = new byte[width * height * 3];
        for (var row = 0; row < height; row++)
        {
            if (zlib.ReadByte() != 2) throw new InvalidDataException($"{path}: only rows with the filter Up are read");
            var pixels = rgb.AsSpan(row * width * 3, width * 3);
            zlib.ReadExactly(pixels);
            for (var i = 0; row > 0 && i < pixels.Length; i++) pixels[i] += rgb[(row - 1) * width * 3 + i];
        }
        return rgb;
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(0xFFFFFFFF, type), data) ^ 0xFFFFFFFF);
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return crc;
    }
}
