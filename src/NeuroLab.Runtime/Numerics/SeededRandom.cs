using System.Numerics;

namespace NeuroLab.Numerics;

/// <summary>
/// Random numbers that are the same on every platform and .NET version, so that a run is reproducible anywhere.
/// Xoshiro256** (Blackman and Vigna, 2018) with its state filled by SplitMix64. Not thread-safe: use one instance per
/// thread.
/// </summary>
public sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;
    private double _spareGaussian = double.NaN;

    /// <param name="seed">Each seed gives a different sequence.</param>
    /// <param name="stream">Independent sequences of one seed, for instance one per runner of a race.</param>
    public SeededRandom(ulong seed, ulong stream = 0) => Restart(seed, stream);

    /// <summary>Restarts with another sequence, as a new instance would, without allocating one.</summary>
    public void Restart(ulong seed, ulong stream = 0)
    {
        _spareGaussian = double.NaN;
        // SplitMix64's mixing is one-to-one, so the four words differ and the forbidden all-zero state cannot occur.
        _s0 = StateWord(seed, stream, 1);
        _s1 = StateWord(seed, stream, 2);
        _s2 = StateWord(seed, stream, 3);
        _s3 = StateWord(seed, stream, 4);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻²⁴.</summary>
    public float NextFloat() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in 0 … <paramref name="exclusiveMax"/> − 1, without modulo bias (Lemire, 2019).</summary>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var range = (uint)exclusiveMax;
        var product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            var rejected = (uint)-(int)range % range;
            while ((uint)product < rejected)
                product = (NextUInt64() >> 32) * range;
        }
        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and variance 1 (Marsaglia's polar method; draws come in pairs).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            var spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        double u, v, squared;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            squared = u * u + v * v;
        }
        while (squared >= 1 || squared == 0);
        var factor = Math.Sqrt(-2 * Log(squared) / squared);
        _spareGaussian = v * factor;
        return u * factor;
    }

    /// <summary>Shuffles the items uniformly in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong StateWord(ulong seed, ulong stream, ulong index) =>
        Mix(Mix(seed + index * 0x9E3779B97F4A7C15) + stream);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>
    /// Natural logarithm of a normal positive number. Math.Log comes from the system's C library, whose last bit
    /// differs between platforms; this one uses only operations whose rounding IEEE 754 specifies.
    /// </summary>
    private static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        var t = (mantissa - 1) / (mantissa + 1); // log m = 2 artanh t, |t| < 0.172
        double square = t * t, sum = 0;
        for (var k = 21; k >= 1; k -= 2)
            sum = sum * square + 1.0 / k;
        return exponent * 0.6931471805599453 + 2 * t * sum;
    }
}
