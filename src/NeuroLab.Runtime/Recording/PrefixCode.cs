namespace NeuroLab.Recording;

/// <summary>A canonical Huffman code of limited length, and its description as WebP lossless stores it.</summary>
internal sealed class PrefixCode
{
    private const int MaxBits = 15;
    private const int MaxLengthBits = 7;
    private const int Repeat = 16;
    private const int ShortZeros = 17;
    private const int LongZeros = 18;

    private static readonly byte[] LengthOrder =
        [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int _maxBits;
    private readonly byte[] _lengths;
    private readonly ushort[] _codes;       // first bit lowest
    private readonly int[] _symbols;
    private readonly long[] _weights;       // leaves in front, then inner nodes in order of their weight
    private readonly int[] _parents;
    private readonly List<(byte Symbol, byte Extra)> _runs = [];
    private readonly PrefixCode? _lengthCode;
    private int _used;

    public PrefixCode(int symbols) : this(symbols, MaxBits)
    {
        _lengthCode = new PrefixCode(LengthOrder.Length, MaxLengthBits);
    }

    private PrefixCode(int symbols, int maxBits)
    {
        _maxBits = maxBits;
        Counts = new int[symbols];
        _lengths = new byte[symbols];
        _codes = new ushort[symbols];
        _symbols = new int[symbols];
        _weights = new long[2 * symbols];
        _parents = new int[2 * symbols];
    }

    /// <summary>How often each symbol occurs; filled in by the caller before <see cref="Build"/>.</summary>
    public int[] Counts { get; }

    /// <summary>Makes the code for <see cref="Counts"/>.</summary>
    public void Build()
    {
        Array.Clear(_lengths);
        _used = 0;
        for (var i = 0; i < Counts.Length; i++)
        {
            if (Counts[i] > 0)
                _symbols[_used++] = i;
        }

        if (_used == 1)
            _lengths[_symbols[0]] = 1;

        // Raising the rare counts flattens the tree until it is no deeper than the limit.
        for (var floor = 1; _used > 1 && !TryAssignLengths(floor); floor *= 2)
        {
        }

        AssignCodes();
    }

    /// <summary>Writes a symbol; a code of one symbol takes no bits.</summary>
    public void WriteSymbol(BitWriter output, int symbol)
    {
        if (_used > 1)
            output.Write(_codes[symbol], _lengths[symbol]);
    }

    public void WriteDescription(BitWriter output)
    {
        // Up to two symbols below 256 have a short form, which lists the one with code 0 first.
        _symbols.AsSpan(0, _used).Sort();
        if (_used <= 2 && (_used == 0 || _symbols[_used - 1] < 256))
            WriteSimple(output);
        else
            WriteLengths(output);
    }

    private bool TryAssignLengths(int floor)
    {
        _symbols.AsSpan(0, _used).Sort((a, b) => Counts[a] != Counts[b] ? Counts[a].CompareTo(Counts[b]) : a - b);
        for (var i = 0; i < _used; i++)
            _weights[i] = Math.Max(Counts[_symbols[i]], floor);

        // Two queues, both sorted: the leaves and the inner nodes made so far.
        int leaf = 0, inner = _used, end = _used;
        while (end < (2 * _used) - 1)
        {
            var first = TakeLightest(ref leaf, ref inner, end);
            var second = TakeLightest(ref leaf, ref inner, end);
            _weights[end] = _weights[first] + _weights[second];
            _parents[first] = end;
            _parents[second] = end;
            end++;
        }

        // From the root down, a weight is no longer needed and gives its place to the node's depth.
        _weights[end - 1] = 0;
        for (var node = end - 2; node >= 0; node--)
        {
            _weights[node] = _weights[_parents[node]] + 1;
            if (_weights[node] > _maxBits)
                return false;
            if (node < _used)
                _lengths[_symbols[node]] = (byte)_weights[node];
        }

        return true;
    }

    private int TakeLightest(ref int leaf, ref int inner, int end) =>
        inner >= end || (leaf < _used && _weights[leaf] <= _weights[inner]) ? leaf++ : inner++;

    private void AssignCodes()
    {
        Span<int> next = stackalloc int[MaxBits + 2];
        next.Clear();
        foreach (var length in _lengths)
            next[length + 1] += length == 0 ? 0 : 1;
        for (var length = 1; length <= MaxBits; length++)
            next[length] = (next[length] + next[length - 1]) << 1;

        // next[n] now counts from the first code of n bits, which follows all shorter ones.
        for (var i = 0; i < _lengths.Length; i++)
        {
            if (_lengths[i] == 0)
                continue;

            var code = next[_lengths[i]]++;
            var reversed = 0;
            for (var bit = 0; bit < _lengths[i]; bit++)
                reversed |= ((code >> bit) & 1) << (_lengths[i] - 1 - bit);
            _codes[i] = (ushort)reversed;
        }
    }

    private void WriteSimple(BitWriter output)
    {
        var first = _used == 0 ? 0u : (uint)_symbols[0];
        output.Write(1, 1);
        output.Write(_used == 2 ? 1u : 0, 1);
        output.Write(first > 1 ? 1u : 0, 1);
        output.Write(first, first > 1 ? 8 : 1);
        if (_used == 2)
            output.Write((uint)_symbols[1], 8);
    }

    private void WriteLengths(BitWriter output)
    {
        CollectRuns();
        var code = _lengthCode!;
        Array.Clear(code.Counts);
        foreach (var (symbol, _) in _runs)
            code.Counts[symbol]++;
        code.Build();

        var count = LengthOrder.Length;
        while (count > 4 && code._lengths[LengthOrder[count - 1]] == 0)
            count--;

        output.Write(0, 1);
        output.Write((uint)(count - 4), 4);
        for (var i = 0; i < count; i++)
            output.Write(code._lengths[LengthOrder[i]], 3);

        output.Write(0, 1);     // lengths of all symbols follow
        foreach (var (symbol, extra) in _runs)
        {
            code.WriteSymbol(output, symbol);
            output.Write(extra, symbol switch { Repeat => 2, ShortZeros => 3, LongZeros => 7, _ => 0 });
        }
    }

    /// <summary>Run-length codes the lengths: 3 to 6 repeats of one, 3 to 10 or 11 to 138 zeros.</summary>
    private void CollectRuns()
    {
        _runs.Clear();
        for (var i = 0; i < _lengths.Length;)
        {
            var length = _lengths[i];
            var run = 1;
            while (i + run < _lengths.Length && _lengths[i + run] == length)
                run++;
            i += run;

            if (length != 0)
            {
                _runs.Add((length, 0));
                run--;
            }

            while (run >= 3)
            {
                var part = Math.Min(run, length != 0 ? 6 : 138);
                _runs.Add(length != 0 ? ((byte)Repeat, (byte)(part - 3))
                    : part <= 10 ? ((byte)ShortZeros, (byte)(part - 3))
                    : ((byte)LongZeros, (byte)(part - 11)));
                run -= part;
            }

            for (; run > 0; run--)
                _runs.Add((length, 0));
        }
    }
}
