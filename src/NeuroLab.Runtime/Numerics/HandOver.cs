namespace NeuroLab.Numerics;

/// <summary>
/// Marks the points where one thread hands work to another. A soak test delays threads there at random, as a busy
/// machine would; otherwise each point costs one field read.
/// </summary>
internal static class HandOver
{
    private const double Share = 1 / 16.0, MaxMilliseconds = 200;

    private static readonly Lock Gate = new();
    private static SeededRandom? _random;

    /// <summary>Marks a hand-over between threads. Any thread.</summary>
    public static void Point()
    {
        if (_random is { } random)
            Delay(random);
    }

    /// <summary>From now on one point in sixteen sleeps for up to 200 ms.</summary>
    /// <param name="seed">Seed of the delays; null turns them off.</param>
    public static void DelayAtRandom(ulong? seed) => _random = seed is { } value ? new SeededRandom(value, stream: 11) : null;

    private static void Delay(SeededRandom random)
    {
        double milliseconds;
        lock (Gate)
            milliseconds = random.NextDouble() < Share ? MaxMilliseconds * random.NextDouble() : 0;
        if (milliseconds > 0)
            Thread.Sleep((int)milliseconds);
    }
}
