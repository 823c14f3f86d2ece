using System.Runtime.CompilerServices;
using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// A GL buffer that grows on demand. Uploads and reads use the ARRAY_BUFFER binding, which belongs to no vertex array,
/// and leave the buffer bound there. Use it on the context's thread.
/// </summary>
internal sealed unsafe class GpuBuffer : IDisposable
{
    private const BufferTargetARB Target = BufferTargetARB.ArrayBuffer;

    private readonly GL _gl;
    private readonly BufferUsageARB _usage;
    private uint _texels;

    /// <summary>Creates an empty buffer; `usage` is a hint for the driver's memory placement.</summary>
    public GpuBuffer(GL gl, BufferUsageARB usage = BufferUsageARB.DynamicDraw)
    {
        _gl = gl;
        _usage = usage;
        Handle = gl.GenBuffer();
    }

    /// <summary>The buffer's GL name.</summary>
    public uint Handle { get; }

    /// <summary>Bytes allocated.</summary>
    public long Capacity { get; private set; }

    /// <summary>Ensures a capacity of at least `bytes`; the content is lost if this reallocates.</summary>
    public void Reserve(long bytes)
    {
        if (bytes <= Capacity) return;
        _gl.BindBuffer(Target, Handle);
        _gl.BufferData(Target, (nuint)bytes, null, _usage);
        Capacity = bytes;
    }

    /// <summary>
    /// Writes `data` at an `offset` in elements; grows only at offset 0, since growing loses the content.
    /// </summary>
    public void Upload<T>(ReadOnlySpan<T> data, int offset = 0) where T : unmanaged
    {
        var bytes = (long)data.Length * Unsafe.SizeOf<T>();
        var start = (long)offset * Unsafe.SizeOf<T>();
        if (start == 0 && bytes > Capacity) Reserve(Math.Max(bytes, Capacity * 3 / 2));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + bytes, Capacity, nameof(data));
        _gl.BindBuffer(Target, Handle);
        fixed (T* pointer = data) _gl.BufferSubData(Target, (nint)start, (nuint)bytes, pointer);
    }

    /// <summary>Reads from an `offset` in elements; blocks until the GPU has finished writing.</summary>
    public void Read<T>(Span<T> destination, int offset = 0) where T : unmanaged
    {
        var bytes = (long)destination.Length * Unsafe.SizeOf<T>();
        var start = (long)offset * Unsafe.SizeOf<T>();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + bytes, Capacity, nameof(destination));
        _gl.BindBuffer(Target, Handle);
        fixed (T* pointer = destination) _gl.GetBufferSubData(Target, (nint)start, (nuint)bytes, pointer);
    }

    /// <summary>Binds the buffer to a target, such as ELEMENT_ARRAY_BUFFER of the current vertex array.</summary>
    public void Bind(BufferTargetARB target) => _gl.BindBuffer(target, Handle);

    /// <summary>Binds the whole buffer as shader storage block `index`; needs compute.</summary>
    public void BindStorage(uint index) => _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, index, Handle);

    /// <summary>
    /// Binds the whole buffer, as vec4 texels, to texture unit `unit` for a `samplerBuffer`, and leaves that unit
    /// active; the buffer must have been allocated.
    /// </summary>
    public void BindTexels(uint unit)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)unit);
        if (_texels != 0)
        {
            _gl.BindTexture(TextureTarget.TextureBuffer, _texels);
            return;
        }
        _texels = _gl.GenTexture();
        _gl.BindTexture(TextureTarget.TextureBuffer, _texels);
        _gl.TexBuffer(TextureTarget.TextureBuffer, SizedInternalFormat.Rgba32f, Handle);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_texels != 0) _gl.DeleteTexture(_texels);
        _gl.DeleteBuffer(Handle);
    }
}
