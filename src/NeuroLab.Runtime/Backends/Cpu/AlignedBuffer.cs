using System.Runtime.InteropServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>Floats at a 64-byte boundary outside the garbage collector's reach, zero at first.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    public AlignedBuffer(long length)
    {
        Length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)(Math.Max(length, 16) * sizeof(float)), 64);
        NativeMemory.Clear(Pointer, (nuint)(length * sizeof(float)));
    }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float; null after <see cref="Dispose"/>.</summary>
    public float* Pointer { get; private set; }

    /// <summary>All of it as a span.</summary>
    public Span<float> Span => new(Pointer, checked((int)Length));

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of a buffer that nobody disposed.</summary>
    ~AlignedBuffer() => NativeMemory.AlignedFree(Pointer);
}
