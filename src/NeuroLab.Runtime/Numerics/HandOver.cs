namespace NeuroLab.Numerics;

/// <summary>
/// The places where one thread hands something to another. A soak test lets threads come late there, as a busy machine
/// would; otherwise a place costs one look at a field.
/// </summary>
internal static class HandOver
{
    private const double Share = 1 / 16.0, MaxMilliseconds = 200;

    private static readonly Lock Gate = new();
    private static SeededRandom? _random;

    /// <summary>The thread is about to hand something over, or to take it. Any thread.</summary>
    public static void Point()
    {
        if (_random is { } random)
            Delay(random);
    }

    /// <summary>From now on one in sixteen places waits up to 200 ms.</summary>
    /// <param name="seed">Determines how long; null ends it.</param>
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
