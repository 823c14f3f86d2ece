using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class PrefixCodeTests
{
    public static TheoryData<int[]> Histograms => new()
    {
        new int[280],                                                   // nothing
        Only(280, 0),
        Only(280, 200),
        Only(280, 270),                                                 // too large for the short description
        Only(280, 3, 255),
        Only(280, 3, 279),
        Two(280, (255, 1), (3, 9)),
        Two(280, (3, 9), (279, 1)),
        Enumerable.Repeat(7, 280).ToArray(),
        Enumerable.Range(0, 280).Select(i => i % 31 == 0 ? 5000 : i % 3).ToArray(),
        Fibonacci(40),                                                  // would be 39 bits deep
    };

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Symbols_survive_and_no_code_is_longer_than_15_bits(int[] counts)
    {
        var code = new PrefixCode(counts.Length);
        counts.CopyTo(code.Counts, 0);
        code.Build();
        var used = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).ToArray();
        var writer = new BitWriter();
        code.WriteDescription(writer);
        foreach (var symbol in used)
            code.WriteSymbol(writer, symbol);

        var reader = new PrefixCodeReader(new BitReader(writer.Finish().ToArray()), counts.Length);

        Assert.Equal(used, used.Select(_ => reader.Read()));
        Assert.InRange(reader.Lengths.Max(), 1, 15);
        if (used.Length > 1)
            Assert.Equal(1, reader.Lengths.Where(l => l > 0).Sum(l => Math.Pow(2, -l)));
    }

    private static int[] Only(int size, params int[] symbols)
    {
        var counts = new int[size];
        foreach (var symbol in symbols)
            counts[symbol] = 9;
        return counts;
    }

    private static int[] Two(int size, (int Symbol, int Count) a, (int Symbol, int Count) b)
    {
        var counts = new int[size];
        counts[a.Symbol] = a.Count;
        counts[b.Symbol] = b.Count;
        return counts;
    }

    private static int[] Fibonacci(int size)
    {
        var counts = new int[size];
        for (var i = 0; i < size; i++)
            counts[i] = i < 2 ? 1 : counts[i - 1] + counts[i - 2];
        return counts;
    }
}
