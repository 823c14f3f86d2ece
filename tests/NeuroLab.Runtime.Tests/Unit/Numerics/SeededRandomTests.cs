using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Numerics;

/// <summary>The fixed numbers come from an implementation in another language.</summary>
public class SeededRandomTests
{
    [Theory]
    [InlineData(0, 0, 0xb1d87104d7a15709, 0xd9edbc9b47ce4cd3, 0xd72c7b4f1a834460, 0xb427763823dc0769)]
    [InlineData(7, 0, 0x4184975404edafe0, 0x8c4a95134a990319, 0xdbc2e3a81458234b, 0x0dfe21a28eb26654)]
    [InlineData(7, 1, 0x49a55e2a7cbbcce2, 0x099fa72717cc9196, 0x9b1c3449dc6b1e74, 0xa2814e9e98e89a52)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, 0x54976d850ef1166f, 0xaf18c1c423905a4c, 0xbf90fbb9f67b6692, 0xb9fd889c2dd074e5)]
    public void Bits_are_those_of_the_reference(ulong seed, ulong stream, ulong first, ulong second, ulong third, ulong fourth)
    {
        var random = new SeededRandom(seed, stream);
        Assert.Equal([first, second, third, fourth], [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()]);
    }

    [Fact]
    public void Whole_numbers_are_those_of_the_reference()
    {
        var random = new SeededRandom(42);
        Assert.Equal([4, 0, 2, 3, 0, 3, 4, 0, 4, 2, 0, 8], Enumerable.Range(0, 12).Select(_ => random.NextInt(10)));
        random = new SeededRandom(42); // a range that rejects one draw in fifteen
        Assert.Equal([957749946, 24457685, 562182395, 725250786, 784921144, 917952205, 46786653, 878031264],
            Enumerable.Range(0, 8).Select(_ => random.NextInt(2_000_000_000)));
    }

    [Fact]
    public void Fractions_are_those_of_the_reference()
    {
        var random = new SeededRandom(42);
        Assert.Equal(0.4788749735958623, random.NextDouble());
        Assert.Equal(0.012228843033099013, random.NextDouble());
        Assert.Equal(0.2810911536216736f, random.NextFloat());
        Assert.Equal(0.3626253604888916f, random.NextFloat());
    }

    [Fact]
    public void Gaussian_numbers_are_those_of_the_reference()
    {
        var random = new SeededRandom(42);
        double[] expected = [-0.013357297982311686, -0.3084164046066084, -1.3761887165746542, -0.8636170961466444, -0.12244439159757703, -0.027077710123901838];
        foreach (var value in expected)
            Assert.Equal(value, random.NextGaussian(), 1e-15);
    }

    [Fact]
    public void Shuffle_gives_the_order_of_the_reference()
    {
        int[] items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        new SeededRandom(42).Shuffle<int>(items);
        Assert.Equal([3, 6, 5, 9, 1, 8, 7, 2, 0, 4], items);
    }

    [Fact]
    public void Gaussian_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new SeededRandom(1);
        const int Draws = 200_000;
        double sum = 0, squares = 0, cubes = 0, fourths = 0;
        for (var i = 0; i < Draws; i++)
        {
            var value = random.NextGaussian();
            sum += value;
            squares += value * value;
            cubes += value * value * value;
            fourths += value * value * value * value;
        }
        Assert.Equal(0, sum / Draws, 0.01);
        Assert.Equal(1, squares / Draws, 0.015);
        Assert.Equal(0, cubes / Draws, 0.04);
        Assert.Equal(3, fourths / Draws, 0.1);
    }

    [Fact]
    public void Fractions_fill_the_unit_interval_evenly()
    {
        var random = new SeededRandom(2);
        var bins = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            bins[(int)(10 * random.NextDouble())]++;
            bins[(int)(10 * random.NextFloat())]++;
        }
        Assert.All(bins, count => Assert.InRange(count, 19_500, 20_500));
    }

    [Fact]
    public void Every_remainder_is_equally_likely()
    {
        var random = new SeededRandom(3);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[random.NextInt(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Streams_of_one_seed_share_no_numbers()
    {
        var seen = new HashSet<ulong>();
        for (ulong stream = 0; stream < 100; stream++)
        {
            var random = new SeededRandom(5, stream);
            for (var i = 0; i < 100; i++) Assert.True(seen.Add(random.NextUInt64()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_empty_range_is_refused(int exclusiveMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(0).NextInt(exclusiveMax));
}
