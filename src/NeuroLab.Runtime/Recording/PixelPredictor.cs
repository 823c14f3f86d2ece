using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NeuroLab.Recording;

/// <summary>
/// WebP lossless' spatial prediction: every tile of 32×32 pixels takes, of four predictions from the neighbours before,
/// the one that leaves the smallest residuals. All arithmetic is a channel at a time, modulo 256.
/// </summary>
internal sealed class PixelPredictor
{
    public const int TileBits = 5;

    private const int TileSize = 1 << TileBits;
    private const int Kinds = 4;

    // The format's numbers of: left, top, (left + top) / 2, clamp(left + top - topleft).
    private static readonly uint[] Modes = [1, 2, 7, 12];

    private readonly byte[][] _residuals = new byte[Kinds][];     // [TileSize, width, 4] of one band of tiles
    private uint[] _modes = [];

    public static int TilesAlong(int pixels) => (pixels + TileSize - 1) >> TileBits;

    /// <summary>Writes the residuals of [height, width] pixels and returns the tiles' modes as an image.</summary>
    public ReadOnlySpan<uint> Apply(ReadOnlySpan<uint> pixels, int width, int height, Span<uint> residuals)
    {
        var tiles = TilesAlong(width);
        if (_modes.Length < tiles * TilesAlong(height))
            _modes = new uint[tiles * TilesAlong(height)];
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (_residuals[kind] is null || _residuals[kind].Length < TileSize * width * 4)
                _residuals[kind] = new byte[TileSize * width * 4];
        }

        var source = MemoryMarshal.AsBytes(pixels);
        var target = MemoryMarshal.AsBytes(residuals);
        for (var top = 0; top < height; top += TileSize)
        {
            var rows = Math.Min(TileSize, height - top);
            for (var row = 0; row < rows; row++)
                PredictRow(source, top + row, row, width * 4);
            for (var tile = 0; tile < tiles; tile++)
            {
                var start = tile * TileSize * 4;
                var length = Math.Min(TileSize * 4, (width * 4) - start);
                var best = SmallestResiduals(start, length, rows, width * 4);
                for (var row = 0; row < rows; row++)
                {
                    _residuals[best].AsSpan((row * width * 4) + start, length)
                        .CopyTo(target.Slice(((top + row) * width * 4) + start, length));
                }

                _modes[((top >> TileBits) * tiles) + tile] = 0xFF000000 | (Modes[best] << 8);
            }
        }

        return _modes.AsSpan(0, tiles * TilesAlong(height));
    }

    private int SmallestResiduals(int start, int length, int rows, int stride)
    {
        var best = 0;
        var least = long.MaxValue;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var sum = 0L;
            for (var row = 0; row < rows; row++)
                sum += PngEncoder.SumOfMagnitudes(_residuals[kind].AsSpan((row * stride) + start, length));
            if (sum < least)
                (best, least) = (kind, sum);
        }

        return best;
    }

    private void PredictRow(ReadOnlySpan<byte> source, int y, int row, int stride)
    {
        var here = source.Slice(y * stride, stride);
        if (y == 0)
        {
            // The first row is always predicted from the left, its first pixel as opaque black.
            foreach (var kind in _residuals)
            {
                TensorPrimitives.Subtract(here[4..], here[..^4], kind.AsSpan(4, stride - 4));
                TensorPrimitives.Subtract<byte>(here[..4], [0, 0, 0, 255], kind);
            }

            return;
        }

        var above = source.Slice((y - 1) * stride, stride);
        Span<byte> Rest(int kind) => _residuals[kind].AsSpan((row * stride) + 4, stride - 4);
        TensorPrimitives.Subtract(here[4..], here[..^4], Rest(0));
        TensorPrimitives.Subtract(here[4..], above[4..], Rest(1));
        SubtractAverage(here[4..], here[..^4], above[4..], Rest(2));
        SubtractGradient(here[4..], here[..^4], above[4..], above[..^4], Rest(3));

        // The first column is always predicted from above.
        foreach (var kind in _residuals)
            TensorPrimitives.Subtract(here[..4], above[..4], kind.AsSpan(row * stride, 4));
    }

    private static void SubtractAverage(
        ReadOnlySpan<byte> value, ReadOnlySpan<byte> left, ReadOnlySpan<byte> top, Span<byte> result)
    {
        var i = 0;
        for (; i <= value.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var l = new Vector<byte>(left[i..]);
            var t = new Vector<byte>(top[i..]);
            // Rounded down without a ninth bit.
            (new Vector<byte>(value[i..]) - (l & t) - ((l ^ t) >>> 1)).CopyTo(result[i..]);
        }

        for (; i < value.Length; i++)
            result[i] = (byte)(value[i] - ((left[i] + top[i]) >> 1));
    }

    private static void SubtractGradient(
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> left,
        ReadOnlySpan<byte> top,
        ReadOnlySpan<byte> corner,
        Span<byte> result)
    {
        var i = 0;
        for (; i <= value.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(left[i..]), out var leftLow, out var leftHigh);
            Vector.Widen(new Vector<byte>(top[i..]), out var topLow, out var topHigh);
            Vector.Widen(new Vector<byte>(corner[i..]), out var cornerLow, out var cornerHigh);
            var prediction = Vector.Narrow(
                Gradient(leftLow, topLow, cornerLow), Gradient(leftHigh, topHigh, cornerHigh));
            (new Vector<byte>(value[i..]) - prediction).CopyTo(result[i..]);
        }

        for (; i < value.Length; i++)
            result[i] = (byte)(value[i] - Math.Clamp(left[i] + top[i] - corner[i], 0, 255));
    }

    private static Vector<ushort> Gradient(Vector<ushort> left, Vector<ushort> top, Vector<ushort> corner)
    {
        var sum = Vector.AsVectorInt16(left + top - corner);
        return Vector.AsVectorUInt16(Vector.Min(Vector.Max(sum, Vector<short>.Zero), new Vector<short>(255)));
    }
}
