namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>Bit fields, the least significant bit first.</summary>
internal sealed class BitReader(byte[] bytes)
{
    private int _at;

    public int Left => (8 * bytes.Length) - _at;

    public int Read(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, _at++)
            value |= ((bytes[_at >> 3] >> (_at & 7)) & 1) << i;
        return value;
    }
}

/// <summary>A prefix code of WebP lossless: its description is read on construction.</summary>
internal sealed class PrefixCodeReader
{
    private static readonly int[] LengthOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly BitReader _bits;
    private readonly Dictionary<(int Length, int Code), int> _symbols = [];

    public PrefixCodeReader(BitReader bits, int symbols)
    {
        _bits = bits;
        Lengths = new int[symbols];
        if (bits.Read(1) == 1)
        {
            var two = bits.Read(1) == 1;
            var first = bits.Read(bits.Read(1) == 1 ? 8 : 1);
            Lengths[first] = 1;
            if (two)
            {
                // Some decoders give code 0 to the first listed, some to the smaller: both have to be right.
                var second = bits.Read(8);
                Assert.True(first < second, "symbols out of order");
                Lengths[second] = 1;
            }
        }
        else
        {
            ReadLengths();
        }

        Assign();
    }

    private PrefixCodeReader(BitReader bits, int[] lengths)
    {
        _bits = bits;
        Lengths = lengths;
        Assign();
    }

    public int[] Lengths { get; }

    public int Read()
    {
        if (_symbols.Count == 1)
            return _symbols.Values.First();

        var code = 0;
        for (var length = 1; length <= 15; length++)
        {
            code = (code << 1) | _bits.Read(1);
            if (_symbols.TryGetValue((length, code), out var symbol))
                return symbol;
        }

        throw new InvalidDataException("no such code");
    }

    private void ReadLengths()
    {
        var lengthLengths = new int[19];
        var count = 4 + _bits.Read(4);
        for (var i = 0; i < count; i++)
            lengthLengths[LengthOrder[i]] = _bits.Read(3);
        var code = new PrefixCodeReader(_bits, lengthLengths);
        Assert.Equal(0, _bits.Read(1));
        var previous = 8;
        for (var i = 0; i < Lengths.Length;)
        {
            var symbol = code.Read();
            var (value, repeats) = symbol switch
            {
                16 => (previous, 3 + _bits.Read(2)),
                17 => (0, 3 + _bits.Read(3)),
                18 => (0, 11 + _bits.Read(7)),
                _ => (symbol, 1),
            };
            if (symbol is > 0 and < 16)
                previous = symbol;
            for (; repeats > 0; repeats--)
                Lengths[i++] = value;
        }
    }

    private void Assign()
    {
        var code = 0;
        for (var length = 1; length <= 15; length++, code <<= 1)
        {
            for (var symbol = 0; symbol < Lengths.Length; symbol++)
            {
                if (Lengths[symbol] == length)
                    _symbols[(length, code++)] = symbol;
            }
        }
    }
}
