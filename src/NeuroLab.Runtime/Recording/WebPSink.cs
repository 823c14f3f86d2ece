using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NeuroLab.Files;
using NeuroLab.Graphics;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// Combines still WebP images, encoded by a library of the host, into an endlessly looping animation (container: RFC
/// 9649). Only the changed rectangle of each frame is encoded; if most of it did not change either, unchanged pixels
/// are transparent. Times are milliseconds; rounding errors do not accumulate.
/// </summary>
internal sealed class WebPSink : IFrameSink
{
    private const int TicksPerSecond = 1000;
    private const byte Overwrite = 0x02;        // as opposed to blending

    private static readonly uint Opaque = BitConverter.IsLittleEndian ? 0xFF000000 : 0xFF;

    private readonly FrameFormat _format;
    private readonly OutputFile _file;
    private readonly Action<ReadOnlySpan<byte>, int, int, Stream> _encode;
    private readonly MemoryStream _still = new();
    private readonly uint[] _part;
    private uint[] _shown;
    private uint[] _next;

    /// <param name="path">The file.</param>
    /// <param name="format">Size and rate.</param>
    /// <param name="encode">Encodes an image, [height, width, 4] bytes RGBA, each pixel opaque or fully transparent, as
    /// a complete WebP file: pixels, width, height, output. Called on the thread that writes the frames.</param>
    /// <exception cref="UserErrorException">The format is out of range, or the file cannot be written.</exception>
    public WebPSink(string path, FrameFormat format, Action<ReadOnlySpan<byte>, int, int, Stream> encode)
    {
        format.Validate();
        _format = format;
        _encode = encode;
        _shown = new uint[format.Width * format.Height];
        _next = new uint[_shown.Length];
        _part = new uint[_shown.Length];
        _file = OutputFile.Open(path, makesFolder: true, isSpooled: true);
        WriteHeader();
    }

    /// <inheritdoc/>
    public string Path => _file.Path;

    /// <inheritdoc/>
    public int Frames { get; private set; }

    /// <inheritdoc/>
    public long BytesWritten => _file.BytesWritten;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        var pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        for (var i = 0; i < _next.Length; i++)
            _next[i] = pixels[i] | Opaque;

        var part = Frames == 0 ? new PixelRectangle(0, 0, _format.Width, _format.Height) : ChangedPart();
        var hasHoles = CutOut(part);
        _still.SetLength(0);
        _encode(MemoryMarshal.AsBytes(_part.AsSpan(0, part.Width * part.Height)), part.Width, part.Height, _still);
        WriteFrame(part, hasHoles, _still.GetBuffer().AsSpan(0, (int)_still.Length));
        Frames++;
        (_shown, _next) = (_next, _shown);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        FrameSinks.RequireFrames(this);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(_file.BytesWritten - 8));
        _file.Patch(4, size);
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private PixelRectangle ChangedPart()
    {
        var part = PixelRectangle.Difference<uint>(_shown, _next, _format.Width, _format.Height);
        // An unchanged frame is still a frame; and the format stores half the offset, so it must be even.
        return part.IsEmpty
            ? new PixelRectangle(0, 0, 1, 1)
            : new PixelRectangle(part.X & ~1, part.Y & ~1, part.Width + (part.X & 1), part.Height + (part.Y & 1));
    }

    /// <summary>Copies the rectangle; returns true if unchanged pixels in it were made transparent.</summary>
    private bool CutOut(PixelRectangle part)
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

        // Holes degrade the prediction at their edges: they must be worth it.
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
        header[34] = 6;         // background colour; then a loop count of 0, forever
        header[41] = 255;
        _file.Write(header);

        // A chunk that readers skip, at the front so that an interrupted recording has it too.
        Span<byte> mark = stackalloc byte[8 + OwnMark.Text.Length + (OwnMark.Text.Length & 1)];
        mark.Clear();
        "MARK"u8.CopyTo(mark);
        BinaryPrimitives.WriteInt32LittleEndian(mark[4..], OwnMark.Text.Length);
        System.Text.Encoding.ASCII.GetBytes(OwnMark.Text, mark[8..]);
        _file.Write(mark);
    }

    private void WriteFrame(PixelRectangle part, bool hasHoles, ReadOnlySpan<byte> still)
    {
        if (_file.BytesWritten + still.Length > uint.MaxValue - 64)
        {
            throw new UserErrorException($"cannot write '{Path}': after {Frames} frames it has reached the 4 GB "
                + "of a WebP file; record a shorter take");
        }

        var length = 0;
        for (var rest = still; TryTakePicture(ref rest, out var chunk);)
            length += chunk.Length;
        Span<byte> header = stackalloc byte[24];
        "ANMF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], 16 + length);
        WriteUInt24(header[8..], part.X / 2);
        WriteUInt24(header[11..], part.Y / 2);
        WriteUInt24(header[14..], part.Width - 1);
        WriteUInt24(header[17..], part.Height - 1);
        var ticks = _format.StartOf(Frames + 1, TicksPerSecond) - _format.StartOf(Frames, TicksPerSecond);
        WriteUInt24(header[20..], (int)ticks);
        header[23] = hasHoles ? (byte)0 : Overwrite;
        _file.Write(header);
        for (var rest = still; TryTakePicture(ref rest, out var chunk);)
            _file.Write(chunk);
    }

    // The next chunk with pixels or alpha; other chunks of a still file are not allowed in a frame.
    private static bool TryTakePicture(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> chunk)
    {
        if (rest.StartsWith("RIFF"u8))
            rest = rest[12..];
        while (rest.Length >= 8)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            chunk = rest[..(8 + size + (size & 1))];
            rest = rest[chunk.Length..];
            if (chunk.StartsWith("VP8L"u8) || chunk.StartsWith("VP8 "u8) || chunk.StartsWith("ALPH"u8))
                return true;
        }
        chunk = default;
        return false;
    }

    private static void WriteUInt24(Span<byte> target, int value)
    {
        target[0] = (byte)value;
        target[1] = (byte)(value >> 8);
        target[2] = (byte)(value >> 16);
    }
}
