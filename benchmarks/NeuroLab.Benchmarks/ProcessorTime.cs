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

    private static double Seconds(int clock) =>
        OperatingSystem.IsLinux() && GetTime(clock, out var time) == 0 ? time.Seconds + 1e-9 * time.Nanoseconds : double.NaN;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeValue time);

    private struct TimeValue
    {
        public long Seconds, Nanoseconds;
    }
}
