using System.Runtime.InteropServices;

namespace NeuroLab.Demo.App;

/// <summary>
/// Memory freed by drivers, shader compilers and the rasterizer. glibc keeps it for later allocations, in holes that
/// add up to more than what is in use, and returns it to the system only on request. Other systems' heaps do not need
/// this.
/// </summary>
internal static partial class NativeHeap
{
    private static bool _isOther = !OperatingSystem.IsLinux();

    /// <summary>Returns it to the system. Takes a few milliseconds, on any thread.</summary>
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
            _isOther = true; // another C library
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
