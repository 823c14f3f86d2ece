using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuroLab.Recording;

/// <summary>
/// Encodes pictures as WebP lossless (VP8L, RFC 9649): green subtracted from red and blue, spatial prediction, a colour
/// cache, LZ77 with one candidate a hash, one group of Huffman codes. Buffers are reused; one thread at a time.
/// </summary>
internal sealed class LosslessWebP
{
    private const int CacheBits = 8;
    private const int LengthCodes = 24;
    private const int FirstCacheCode = 256 + LengthCodes;
    private const int MaxLength = 4096;
    private const int MinLength = 3;
    private const int MaxDistance = (1 << 20) - 120;
    private const int HashBits = 15;
    private const uint HashFactor = 0x1E35A7BD;     // the format's, for the colour cache

    private readonly BitWriter _output = new();
    private readonly PixelPredictor _predictor = new();
    private readonly PrefixCode _green = new(FirstCacheCode + (1 << CacheBits));
    private readonly PrefixCode _red = new(256);
    private readonly PrefixCode _blue = new(256);
    private readonly PrefixCode _alpha = new(256);
    private readonly PrefixCode _distance = new(40);
    private readonly uint[] _cache = new uint[1 << CacheBits];
    private readonly int[] _lastSeen = new int[1 << HashBits];     // position + 1
    private uint[] _pixels = [];
    private uint[] _residuals = [];

    // Length 0 is a literal pixel, -1 a cache index, else a copy of so many pixels, value being the distance code.
    private (int Length, uint Value)[] _tokens = [];
    private int _tokenCount;

    /// <param name="argb">[height, width] as 0xAARRGGBB.</param>
    /// <param name="hasAlpha">Whether any pixel is not opaque.</param>
    /// <returns>The payload of a VP8L chunk; valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<uint> argb, int width, int height, bool hasAlpha)
    {
        if (_pixels.Length < argb.Length)
        {
            _pixels = new uint[argb.Length];
            _residuals = new uint[argb.Length];
            _tokens = new (int, uint)[argb.Length];
        }

        var pixels = _pixels.AsSpan(0, argb.Length);
        var residuals = _residuals.AsSpan(0, argb.Length);
        SubtractGreen(argb, pixels);
        var modes = _predictor.Apply(pixels, width, height, residuals);

        _output.Clear();
        _output.Write(0x2F, 8);
        _output.Write((uint)(width - 1), 14);
        _output.Write((uint)(height - 1), 14);
        _output.Write(hasAlpha ? 1u : 0, 1);
        _output.Write(0, 3);                                // version
        _output.Write(1 | (2 << 1), 3);                     // a transform: subtract green
        _output.Write(1 | (0 << 1), 3);                     // a transform: prediction, with its tiles
        _output.Write(PixelPredictor.TileBits - 2, 3);
        WriteImage(modes, PixelPredictor.TilesAlong(width), isMain: false);
        _output.Write(0, 1);                                // no more transforms
        WriteImage(residuals, width, isMain: true);
        return _output.Finish();
    }

    private static void SubtractGreen(ReadOnlySpan<uint> argb, Span<uint> result)
    {
        for (var i = 0; i < argb.Length; i++)
        {
            var pixel = argb[i];
            var green = (pixel >> 8) & 255;
            // Adding 0x01000100 keeps the borrow of blue out of green and that of red out of alpha.
            var redBlue = ((pixel & 0x00FF00FF) | 0x01000100) - ((green << 16) | green);
            result[i] = (pixel & 0xFF00FF00) | (redBlue & 0x00FF00FF);
        }
    }

    private void WriteImage(ReadOnlySpan<uint> pixels, int width, bool isMain)
    {
        FindTokens(pixels, width);
        CountSymbols();

        _output.Write(1, 1);
        _output.Write(CacheBits, 4);
        if (isMain)
            _output.Write(0, 1);                            // one group of codes for the whole image

        BuildAndDescribe(_green);
        BuildAndDescribe(_red);
        BuildAndDescribe(_blue);
        BuildAndDescribe(_alpha);
        BuildAndDescribe(_distance);
        WriteTokens();
    }

    private void BuildAndDescribe(PrefixCode code)
    {
        code.Build();
        code.WriteDescription(_output);
    }

    private void FindTokens(ReadOnlySpan<uint> pixels, int width)
    {
        Array.Clear(_cache);
        Array.Clear(_lastSeen);
        _tokenCount = 0;
        for (var at = 0; at < pixels.Length;)
        {
            var (length, distance) = FindCopy(pixels, at, width);
            if (length < MinLength)
            {
                var pixel = pixels[at++];
                ref var cached = ref _cache[CacheIndexOf(pixel)];
                _tokens[_tokenCount++] = cached == pixel ? (-1, CacheIndexOf(pixel)) : (0, pixel);
                cached = pixel;
                continue;
            }

            // Codes 1 and 2 are the pixels above and left; the plain distances follow the 120 short ones.
            var code = distance == width ? 1 : distance == 1 ? 2 : distance + 120;
            _tokens[_tokenCount++] = (length, (uint)code);
            foreach (var pixel in pixels.Slice(at, length))
                _cache[CacheIndexOf(pixel)] = pixel;
            at += length;
        }
    }

    private (int Length, int Distance) FindCopy(ReadOnlySpan<uint> pixels, int at, int width)
    {
        if (at + MinLength > pixels.Length)
            return default;

        // At least two equal pixels are asked for before a candidate is measured.
        var pair = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(pixels[at..]));
        ref var lastSeen = ref _lastSeen[(int)((pair * 0x9E3779B97F4A7C15) >> (64 - HashBits))];
        var candidate = at - lastSeen + 1;
        var known = lastSeen > 0;
        lastSeen = at + 1;

        var best = (Length: 0, Distance: 0);
        Try(pixels, at, 1, pair, ref best);
        Try(pixels, at, width, pair, ref best);
        if (known && best.Length < 64)
            Try(pixels, at, candidate, pair, ref best);
        return best;
    }

    private static void Try(
        ReadOnlySpan<uint> pixels, int at, int distance, ulong pair, ref (int Length, int Distance) best)
    {
        if (distance > Math.Min(at, MaxDistance)
            || MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(pixels[(at - distance)..])) != pair)
            return;

        var ahead = pixels.Slice(at, Math.Min(MaxLength, pixels.Length - at));
        var length = ahead.CommonPrefixLength(pixels[(at - distance)..]);
        if (length > best.Length)
            best = (length, distance);
    }

    private void CountSymbols()
    {
        Array.Clear(_green.Counts);
        Array.Clear(_red.Counts);
        Array.Clear(_blue.Counts);
        Array.Clear(_alpha.Counts);
        Array.Clear(_distance.Counts);
        foreach (var (length, value) in _tokens.AsSpan(0, _tokenCount))
        {
            if (length == 0)
            {
                _green.Counts[(value >> 8) & 255]++;
                _red.Counts[(value >> 16) & 255]++;
                _blue.Counts[value & 255]++;
                _alpha.Counts[value >> 24]++;
            }
            else if (length < 0)
            {
                _green.Counts[FirstCacheCode + value]++;
            }
            else
            {
                _green.Counts[256 + Prefix.Of((uint)length).Code]++;
                _distance.Counts[Prefix.Of(value).Code]++;
            }
        }
    }

    private void WriteTokens()
    {
        foreach (var (length, value) in _tokens.AsSpan(0, _tokenCount))
        {
            if (length == 0)
            {
                _green.WriteSymbol(_output, (int)((value >> 8) & 255));
                _red.WriteSymbol(_output, (int)((value >> 16) & 255));
                _blue.WriteSymbol(_output, (int)(value & 255));
                _alpha.WriteSymbol(_output, (int)(value >> 24));
            }
            else if (length < 0)
            {
                _green.WriteSymbol(_output, (int)(FirstCacheCode + value));
            }
            else
            {
                WritePrefixed(_green, 256, (uint)length);
                WritePrefixed(_distance, 0, value);
            }
        }
    }

    private void WritePrefixed(PrefixCode code, int offset, uint value)
    {
        var prefix = Prefix.Of(value);
        code.WriteSymbol(_output, offset + prefix.Code);
        _output.Write(prefix.Extra, prefix.ExtraBits);
    }

    private static uint CacheIndexOf(uint argb) => (argb * HashFactor) >> (32 - CacheBits);

    /// <summary>A number from 1 on as its two leading bits' code and the bits below them.</summary>
    private readonly record struct Prefix(int Code, uint Extra, int ExtraBits)
    {
        public static Prefix Of(uint value)
        {
            var v = value - 1;
            if (v < 4)
                return new Prefix((int)v, 0, 0);

            var top = BitOperations.Log2(v);
            var bits = top - 1;
            return new Prefix((2 * top) + (int)((v >> bits) & 1), v & ((1u << bits) - 1), bits);
        }
    }
}
