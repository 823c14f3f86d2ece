using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text;
using NeuroLab.Files;

namespace NeuroLab.Recording;

/// <summary>
/// Encodes 8-bit RGB or RGBA images of one size as PNG. Each row uses the filter, Sub or Up, with the smaller sum of
/// residuals: both are plain vector subtractions. Deterministic. Not thread-safe: buffers are reused.
/// </summary>
internal sealed class PngEncoder
{
    private const byte SubFilter = 1;
    private const byte UpFilter = 2;

    // Keyword, NUL, text.
    private static readonly byte[] Comment = Encoding.ASCII.GetBytes("Comment\0" + OwnMark.Text);

    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;
    private readonly ZLibCompressionOptions _compression;
    private readonly MemoryStream _output = new();
    private byte[] _row;      // preceded by one black pixel
    private byte[] _above;
    private readonly byte[] _sub;      // filter byte, then [width, channels]
    private readonly byte[] _up;

    /// <param name="alpha">Whether to keep the alpha channel; otherwise the image is opaque.</param>
    /// <param name="compressionLevel">zlib's 1 (fast) to 9 (small).</param>
    public PngEncoder(int width, int height, bool alpha = false, int compressionLevel = 2)
    {
        _width = width;
        _height = height;
        _channels = alpha ? 4 : 3;
        _compression = new ZLibCompressionOptions { CompressionLevel = compressionLevel };
        _row = new byte[(width + 1) * _channels];
        _above = new byte[(width + 1) * _channels];
        _sub = new byte[(width * _channels) + 1];
        _up = new byte[(width * _channels) + 1];
        _sub[0] = SubFilter;
        _up[0] = UpFilter;
    }

    /// <summary>Pixels per inch, which the file tells programs that print it; 0 to leave that open.</summary>
    public int Dpi { get; init; }

    /// <param name="rgba">[height, width, 4], top row first.</param>
    /// <returns>The whole file; valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> rgba)
    {
        if (rgba.Length != _width * _height * 4)
            throw new ArgumentException($"expected {_width * _height * 4} bytes, got {rgba.Length}", nameof(rgba));

        _output.SetLength(0);
        _output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        var header = BeginChunk("IHDR"u8);
        Span<byte> fields = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(fields, _width);
        BinaryPrimitives.WriteInt32BigEndian(fields[4..], _height);
        fields[8] = 8;                                  // bits per channel
        fields[9] = (byte)(_channels == 4 ? 6 : 2);     // colour type; compression, filter, interlace stay 0
        _output.Write(fields);
        EndChunk(header);

        if (Dpi > 0)
            WriteResolution();
        var comment = BeginChunk("tEXt"u8);
        _output.Write(Comment);
        EndChunk(comment);

        var data = BeginChunk("IDAT"u8);
        WriteRows(rgba);
        EndChunk(data);

        EndChunk(BeginChunk("IEND"u8));
        return _output.GetBuffer().AsSpan(0, (int)_output.Length);
    }

    // In pixels per metre, the only unit there is.
    private void WriteResolution()
    {
        var resolution = BeginChunk("pHYs"u8);
        Span<byte> fields = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(fields, (int)Math.Round(Dpi / 0.0254));
        BinaryPrimitives.WriteInt32BigEndian(fields[4..], (int)Math.Round(Dpi / 0.0254));
        fields[8] = 1;
        _output.Write(fields);
        EndChunk(resolution);
    }

    private void WriteRows(ReadOnlySpan<byte> rgba)
    {
        var length = _width * _channels;
        Array.Clear(_above);
        using var zlib = new ZLibStream(_output, _compression, leaveOpen: true);
        for (var y = 0; y < _height; y++)
        {
            var row = _row.AsSpan(_channels, length);
            CopyRow(rgba.Slice(y * _width * 4, _width * 4), row);
            TensorPrimitives.Subtract<byte>(row, _row.AsSpan(0, length), _sub.AsSpan(1));
            TensorPrimitives.Subtract<byte>(row, _above.AsSpan(_channels, length), _up.AsSpan(1));
            zlib.Write(SumOfMagnitudes(_sub.AsSpan(1)) < SumOfMagnitudes(_up.AsSpan(1)) ? _sub : _up);
            (_row, _above) = (_above, _row);
        }
    }

    private void CopyRow(ReadOnlySpan<byte> rgba, Span<byte> row)
    {
        if (_channels == 4)
        {
            rgba.CopyTo(row);
            return;
        }

        for (int from = 0, to = 0; to < row.Length; from += 4, to += 3)
        {
            row[to] = rgba[from];
            row[to + 1] = rgba[from + 1];
            row[to + 2] = rgba[from + 2];
        }
    }

    /// <summary>Σ |v| with each byte read as a signed residual.</summary>
    internal static long SumOfMagnitudes(ReadOnlySpan<byte> residuals)
    {
        var sum = 0L;
        var i = 0;
        while (residuals.Length - i >= Vector<byte>.Count)
        {
            // 16-bit lanes add at most 2·128 per step, so 255 steps cannot overflow.
            var lanes = Vector<ushort>.Zero;
            var end = Math.Min(residuals.Length - Vector<byte>.Count, i + (254 * Vector<byte>.Count));
            for (; i <= end; i += Vector<byte>.Count)
            {
                var v = new Vector<byte>(residuals[i..]);
                Vector.Widen(Vector.Min(v, Vector<byte>.Zero - v), out var low, out var high);
                lanes += low + high;
            }

            Vector.Widen(lanes, out var a, out var b);
            sum += Vector.Sum(a + b);
        }

        for (; i < residuals.Length; i++)
            sum += Math.Min(residuals[i], 256 - residuals[i]);

        return sum;
    }

    private long BeginChunk(ReadOnlySpan<byte> type)
    {
        var start = _output.Position;
        _output.Write(stackalloc byte[4]);
        _output.Write(type);
        return start;
    }

    private void EndChunk(long start)
    {
        var body = _output.GetBuffer().AsSpan((int)start, (int)(_output.Length - start));
        BinaryPrimitives.WriteInt32BigEndian(body, body.Length - 8);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(body[4..]));
        _output.Write(crc);
    }
}
