using System.Diagnostics;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>Times several sides in alternating rounds, so that other load on the machine affects all of them.</summary>
internal static class Race
{
    // Threads may spin for a while after their work: they must not take cores from the next side.
    private const int PauseMilliseconds = 60;

    /// <summary>Median seconds per repetition of each side.</summary>
    public static double[] Run(int rounds, double secondsPerTurn, params Action<int>[] sides) =>
        Run(rounds, secondsPerTurn, () => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, sides);

    /// <summary>The same, in seconds of the given clock.</summary>
    public static double[] Run(int rounds, double secondsPerTurn, Func<double> clock, params Action<int>[] sides)
    {
        var times = Array.ConvertAll(sides, _ => new double[rounds]);
        var repetitions = Array.ConvertAll(sides, side => Calibrate(side, secondsPerTurn));
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++)
            {
                Thread.Sleep(PauseMilliseconds);
                sides[i](Math.Max(1, repetitions[i] / 10));
                var start = clock();
                sides[i](repetitions[i]);
                times[i][round] = (clock() - start) / repetitions[i];
            }
        }
        return Array.ConvertAll(times, Median);
    }

    public static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // Also long enough for the final tier of JIT compilation.
    private static int Calibrate(Action<int> side, double seconds)
    {
        var repetitions = 1;
        for (var end = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 2; Stopwatch.GetTimestamp() < end;)
            side(1);
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            side(repetitions);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (elapsed > seconds / 4)
                return Math.Max(1, (int)(repetitions * seconds / elapsed));
            repetitions *= 4;
        }
    }
}
