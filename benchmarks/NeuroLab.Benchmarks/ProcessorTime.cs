using System.Globalization;
using System.Runtime.InteropServices;

namespace NeuroLab.Benchmarks;

/// <summary>
/// CPU time in seconds, which is independent of other load on the machine; NaN if it is not available.
/// </summary>
internal static partial class ProcessorTime
{
    private const int ProcessClock = 2, ThreadClock = 3;

    /// <summary>CPU time of the calling thread.</summary>
    public static double OfThread => Seconds(ThreadClock);

    /// <summary>CPU time of all threads.</summary>
    public static double OfProcess => Seconds(ProcessClock);

    /// <summary>CPU time of the threads whose name, as Linux cuts it, has a prefix; in hundredths of a second.</summary>
    public static double OfThreads(string prefix)
    {
        if (!OperatingSystem.IsLinux())
            return double.NaN;
        var ticks = 0L;
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var stat = File.ReadAllText(Path.Combine(task, "stat"));
            var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
            var fields = stat[(close + 2)..].Split(' ');
            if (stat.AsSpan(open + 1, close - open - 1).StartsWith(prefix))
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        return ticks / 100.0;
    }

    private static double Seconds(int clock) =>
        OperatingSystem.IsLinux() && GetTime(clock, out var time) == 0 ? time.Seconds + 1e-9 * time.Nanoseconds : double.NaN;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeValue time);

    private struct TimeValue
    {
        public long Seconds, Nanoseconds;
    }
}
