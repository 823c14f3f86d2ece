using System.Buffers.Binary;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>Decodes a lossless animated WebP into whole pictures.</summary>
internal sealed class WebPReader
{
    public WebPReader(byte[] file)
    {
        Assert.Equal("RIFF"u8.ToArray(), file[..4]);
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal("WEBPVP8X"u8.ToArray(), file[8..16]);
        Assert.Equal(2, file[20] & 2);
        Width = UInt24(file, 24) + 1;
        Height = UInt24(file, 27) + 1;
        Assert.Equal("ANIM"u8.ToArray(), file[30..34]);
        LoopCount = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(42));

        var canvas = new byte[Width * Height * 4];
        for (var at = 44; at < file.Length;)
        {
            Assert.Equal("ANMF"u8.ToArray(), file[at..(at + 4)]);
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            ReadFrame(file, at + 8, canvas);
            at += 8 + size + (size & 1);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int LoopCount { get; }

    public List<Frame> Frames { get; } = [];

    private void ReadFrame(byte[] file, int at, byte[] canvas)
    {
        int x0 = 2 * UInt24(file, at), y0 = 2 * UInt24(file, at + 3);
        int width = UInt24(file, at + 6) + 1, height = UInt24(file, at + 9) + 1;
        var blend = (file[at + 15] & 2) == 0;
        Assert.Equal("VP8L"u8.ToArray(), file[(at + 16)..(at + 20)]);
        var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 20));
        var payload = file[(at + 24)..(at + 24 + size)];
        var (codedWidth, codedHeight, argb) = LosslessWebPReader.Read(payload);
        Assert.Equal((width, height), (codedWidth, codedHeight));
        for (var i = 0; i < argb.Length; i++)
        {
            var alpha = argb[i] >> 24;
            Assert.True(alpha is 0 or 255, "alpha is neither clear nor opaque");
            Assert.True(blend || alpha == 255, "a clear pixel would punch a hole");
            if (alpha == 0)
                continue;
            var to = 4 * (((y0 + (i / width)) * Width) + x0 + (i % width));
            (canvas[to], canvas[to + 1], canvas[to + 2], canvas[to + 3]) =
                ((byte)(argb[i] >> 16), (byte)(argb[i] >> 8), (byte)argb[i], 255);
        }

        Frames.Add(new Frame(x0, y0, width, height, UInt24(file, at + 12), blend, payload, (byte[])canvas.Clone()));
    }

    private static int UInt24(byte[] file, int at) => file[at] | (file[at + 1] << 8) | (file[at + 2] << 16);

    internal sealed record Frame(
        int X, int Y, int Width, int Height, int Milliseconds, bool Blend, byte[] Payload, byte[] Picture);
}
