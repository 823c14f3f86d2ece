using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>Decodes 8-bit grey, RGB and RGBA PNG without interlacing, checking every CRC.</summary>
internal static class PngReader
{
    /// <returns>[height, width, channels] bytes.</returns>
    public static (int Width, int Height, int Channels, byte[] Pixels) Read(ReadOnlySpan<byte> file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8].ToArray());
        int width = 0, height = 0, channels = 0;
        using var data = new MemoryStream();
        for (var at = 8; ;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            var body = file.Slice(at + 8, length);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]);
            Assert.Equal(Crc(file.Slice(at + 4, length + 4)), crc);
            at += 12 + length;
            if (type.SequenceEqual("IHDR"u8))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(body);
                height = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
                Assert.Equal(8, body[8]);
                channels = body[9] switch { 0 => 1, 2 => 3, 6 => 4, _ => throw new InvalidDataException("colour type") };
                Assert.Equal([0, 0, 0], body[10..].ToArray());
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                Assert.Equal(file.Length, at);
                break;
            }
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var pixels = new byte[width * height * channels];
        for (var y = 0; y < height; y++)
            ReadRow(zlib, pixels, y, width * channels, channels);
        Assert.Equal(-1, zlib.ReadByte());
        return (width, height, channels, pixels);
    }

    private static void ReadRow(Stream zlib, byte[] pixels, int y, int stride, int channels)
    {
        var filter = zlib.ReadByte();
        var row = pixels.AsSpan(y * stride, stride);
        zlib.ReadExactly(row);
        for (var i = 0; i < stride; i++)
        {
            var left = i >= channels ? row[i - channels] : 0;
            var up = y > 0 ? pixels[((y - 1) * stride) + i] : 0;
            var corner = y > 0 && i >= channels ? pixels[((y - 1) * stride) + i - channels] : 0;
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new InvalidDataException("filter"),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int a = Math.Abs(estimate - left), b = Math.Abs(estimate - up), c = Math.Abs(estimate - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
