using System.Runtime.InteropServices;

namespace NeuroLab.Demo.App;

/// <summary>
/// What drivers, shader compilers and the rasterizer have freed. glibc keeps it for its next allocations, in holes that add
/// up to more than what is in use, and gives it back to the system only when asked. Other systems' heaps need no asking.
/// </summary>
internal static partial class NativeHeap
{
    private static bool _isOther = !OperatingSystem.IsLinux();

    /// <summary>Gives it back. Takes a few milliseconds, on any thread.</summary>
    public static void Trim()
    {
        if (_isOther)
            return;
        try
        {
            _ = TrimHeap(0);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            _isOther = true; // a Linux with another C library
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
