using System.Buffers.Binary;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// Writes an endlessly looping, lossless animated WebP. Of each frame only the rectangle that changed is stored; where
/// most of that did not change either, what stayed is left transparent. Times are milliseconds, the rounding carried
/// on.
/// </summary>
internal sealed class WebPSink : IFrameSink
{
    private const int TicksPerSecond = 1000;
    private const byte Overwrite = 0x02;        // as opposed to: blend with what is shown

    private readonly FrameFormat _format;
    private readonly OutputFile _file;
    private readonly LosslessWebP _encoder = new();
    private uint[] _shown;
    private uint[] _next;
    private readonly uint[] _part;

    public WebPSink(string path, FrameFormat format)
    {
        format.Validate();
        _format = format;
        _shown = new uint[format.Width * format.Height];
        _next = new uint[_shown.Length];
        _part = new uint[_shown.Length];
        _file = OutputFile.Open(path, makesFolder: true, isSpooled: true);
        WriteHeader();
    }

    public string Path => _file.Path;

    public int Frames { get; private set; }

    public long BytesWritten => _file.BytesWritten;

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        for (var i = 0; i < _next.Length; i++)
        {
            var pixel = rgba.Slice(4 * i, 4);
            _next[i] = 0xFF000000 | ((uint)pixel[0] << 16) | ((uint)pixel[1] << 8) | pixel[2];
        }

        var part = Frames == 0 ? new PixelRect(0, 0, _format.Width, _format.Height) : ChangedPart();
        var holes = CutOut(part);
        var pixels = _part.AsSpan(0, part.Width * part.Height);
        WriteFrame(part, holes, _encoder.Encode(pixels, part.Width, part.Height, holes));
        Frames++;
        (_shown, _next) = (_next, _shown);
    }

    public void Complete()
    {
        FrameSinks.RequireFrames(this);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(_file.BytesWritten - 8));
        _file.Patch(4, size);
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private PixelRect ChangedPart()
    {
        var part = PixelRect.Difference<uint>(_shown, _next, _format.Width, _format.Height);
        // A frame in which nothing moved still is one; and the format stores half the offset, so it has to be even.
        return part.IsEmpty
            ? new PixelRect(0, 0, 1, 1)
            : new PixelRect(part.X & ~1, part.Y & ~1, part.Width + (part.X & 1), part.Height + (part.Y & 1));
    }

    /// <summary>Copies the rectangle out; returns true if what stayed in it was left transparent.</summary>
    private bool CutOut(PixelRect part)
    {
        var same = 0;
        for (var y = 0; y < part.Height; y++)
        {
            var start = ((part.Y + y) * _format.Width) + part.X;
            var now = _next.AsSpan(start, part.Width);
            var old = _shown.AsSpan(start, part.Width);
            now.CopyTo(_part.AsSpan(y * part.Width));
            for (var x = 0; x < now.Length; x++)
                same += now[x] == old[x] ? 1 : 0;
        }

        // Holes spoil the prediction along their edges: they have to be worth it.
        if (Frames == 0 || same * 2 <= part.Width * part.Height)
            return false;

        for (var y = 0; y < part.Height; y++)
        {
            var row = _part.AsSpan(y * part.Width, part.Width);
            var old = _shown.AsSpan(((part.Y + y) * _format.Width) + part.X, part.Width);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] == old[x])
                    row[x] = 0;
            }
        }

        return true;
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[44];
        header.Clear();
        "RIFF"u8.CopyTo(header);
        "WEBPVP8X"u8.CopyTo(header[8..]);
        header[16] = 10;
        header[20] = 0x12;      // animated, may have transparent pixels
        WriteUInt24(header[24..], _format.Width - 1);
        WriteUInt24(header[27..], _format.Height - 1);
        "ANIM"u8.CopyTo(header[30..]);
        header[34] = 6;         // background colour; then a loop count of 0, for ever
        header[41] = 255;
        _file.Write(header);
    }

    private void WriteFrame(PixelRect part, bool holes, ReadOnlySpan<byte> data)
    {
        var padding = data.Length & 1;
        if (_file.BytesWritten + data.Length > uint.MaxValue - 64)
        {
            throw new UserErrorException($"cannot write '{Path}': after {Frames} frames it has reached the 4 GB "
                + "of a WebP file; record a shorter take");
        }

        Span<byte> header = stackalloc byte[32];
        "ANMF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], 24 + data.Length + padding);
        WriteUInt24(header[8..], part.X / 2);
        WriteUInt24(header[11..], part.Y / 2);
        WriteUInt24(header[14..], part.Width - 1);
        WriteUInt24(header[17..], part.Height - 1);
        var ticks = _format.StartOf(Frames + 1, TicksPerSecond) - _format.StartOf(Frames, TicksPerSecond);
        WriteUInt24(header[20..], (int)ticks);
        header[23] = holes ? (byte)0 : Overwrite;
        "VP8L"u8.CopyTo(header[24..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], data.Length);
        _file.Write(header);
        _file.Write(data);
        _file.Write(stackalloc byte[padding]);
    }

    private static void WriteUInt24(Span<byte> target, int value)
    {
        target[0] = (byte)value;
        target[1] = (byte)(value >> 8);
        target[2] = (byte)(value >> 16);
    }
}
