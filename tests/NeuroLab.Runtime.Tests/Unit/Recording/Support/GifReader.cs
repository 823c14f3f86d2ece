using System.Buffers.Binary;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>Decodes an animated GIF into whole pictures.</summary>
internal sealed class GifReader
{
    private readonly byte[] _file;
    private readonly byte[] _canvas;
    private int _at = 6;

    public GifReader(byte[] file)
    {
        _file = file;
        Assert.Equal("GIF89a"u8.ToArray(), file[..6]);
        Width = Short();
        Height = Short();
        var flags = file[_at];
        _at += 3;
        var table = (flags & 0x80) != 0 ? Table(flags) : [];
        _canvas = new byte[Width * Height * 4];
        ReadBlocks(table);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>0 is for ever; null is once.</summary>
    public int? LoopCount { get; private set; }

    public List<Frame> Frames { get; } = [];

    private void ReadBlocks(byte[] globalTable)
    {
        int delay = 0, transparent = -1;
        while (true)
        {
            switch (_file[_at++])
            {
                case 0x21 when _file[_at] == 0xF9:
                    transparent = (_file[_at + 2] & 1) != 0 ? _file[_at + 5] : -1;
                    delay = BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(_at + 3));
                    _at += 7;
                    break;
                case 0x21 when _file[_at] == 0xFF:
                    Assert.Equal("NETSCAPE2.0"u8.ToArray(), _file[(_at + 2)..(_at + 13)]);
                    LoopCount = BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(_at + 15));
                    _at += 18;
                    break;
                case 0x21 when _file[_at] == 0xFE:
                    _at += _file[_at + 1] + 3;
                    break;
                case 0x2C:
                    ReadImage(globalTable, delay, transparent);
                    break;
                case 0x3B:
                    Assert.Equal(_file.Length, _at);
                    return;
                default:
                    throw new InvalidDataException($"unknown block at byte {_at - 1}");
            }
        }
    }

    private void ReadImage(byte[] globalTable, int delay, int transparent)
    {
        int x0 = Short(), y0 = Short(), width = Short(), height = Short();
        var flags = _file[_at++];
        var table = (flags & 0x80) != 0 ? Table(flags) : globalTable;
        var rootBits = _file[_at++];
        var data = new List<byte>();
        for (int size; (size = _file[_at++]) != 0; _at += size)
            data.AddRange(_file.AsSpan(_at, size));

        var indices = Decompress(data, rootBits);
        Assert.Equal(width * height, indices.Count);
        for (var i = 0; i < indices.Count; i++)
        {
            if (indices[i] == transparent)
                continue;
            var at = 4 * (((y0 + (i / width)) * Width) + x0 + (i % width));
            table.AsSpan(3 * indices[i], 3).CopyTo(_canvas.AsSpan(at));
            _canvas[at + 3] = 255;
        }

        Frames.Add(new Frame(x0, y0, width, height, delay, (flags & 0x80) != 0, (byte[])_canvas.Clone()));
    }

    private static List<byte> Decompress(List<byte> data, int rootBits)
    {
        var output = new List<byte>();
        var table = new List<byte[]>();
        int clear = 1 << rootBits, bits = rootBits + 1, bit = 0;
        byte[]? last = null;
        while (true)
        {
            var code = 0;
            for (var i = 0; i < bits; i++, bit++)
                code |= ((data[bit >> 3] >> (bit & 7)) & 1) << i;
            if (code == clear)
            {
                table = [.. Enumerable.Range(0, clear).Select(v => new[] { (byte)v }), [], []];
                bits = rootBits + 1;
                last = null;
                continue;
            }

            if (code == clear + 1)
            {
                Assert.Equal(data.Count, (bit + 7) / 8);
                return output;
            }

            var entry = code < table.Count ? table[code] : [.. last!, last![0]];
            output.AddRange(entry);
            if (last is not null && table.Count < 4096)
                table.Add([.. last, entry[0]]);
            if (table.Count == 1 << bits && bits < 12)
                bits++;
            last = entry;
        }
    }

    private int Short()
    {
        _at += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(_at - 2));
    }

    private byte[] Table(int flags)
    {
        var bytes = 3 << ((flags & 7) + 1);
        _at += bytes;
        return _file[(_at - bytes).._at];
    }

    internal sealed record Frame(int X, int Y, int Width, int Height, int Delay, bool HasTable, byte[] Picture);
}
