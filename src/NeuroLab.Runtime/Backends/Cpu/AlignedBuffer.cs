using System.Runtime.InteropServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Unmanaged floats with 64-byte alignment, zero-initialized. On Linux large buffers request huge pages: a column of a
/// matrix touches one page per element.
/// </summary>
internal sealed unsafe partial class AlignedBuffer : IDisposable
{
    private const nuint HugePage = 2 << 20, LargeBytes = 1 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    public AlignedBuffer(long length)
    {
        Length = length;
        var bytes = (nuint)(Math.Max(length, 16) * sizeof(float));
        Pointer = bytes >= LargeBytes && OperatingSystem.IsLinux()
            ? AllocateHuge((bytes + HugePage - 1) / HugePage * HugePage) : (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(Pointer, (nuint)(length * sizeof(float)));
    }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float; null after <see cref="Dispose"/>.</summary>
    public float* Pointer { get; private set; }

    /// <summary>The buffer as a span.</summary>
    public Span<float> Span => new(Pointer, checked((int)Length));

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees a buffer that was not disposed.</summary>
    ~AlignedBuffer() => NativeMemory.AlignedFree(Pointer);

    private static float* AllocateHuge(nuint bytes)
    {
        var memory = NativeMemory.AlignedAlloc(bytes, HugePage);
        try
        {
            // Best effort: kernels without huge pages return an error.
            _ = Advise(memory, bytes, AdviseHugePages);
        }
        catch (DllNotFoundException)
        {
            // Another C library: ordinary pages will do.
        }
        return (float*)memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
