using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// The OpenGL context of a host, and what it can do. The context must be current on the calling thread; the device
/// neither creates, changes nor disposes it.
/// </summary>
public sealed class GraphicsDevice
{
    /// <summary>Describes the context that is current; fails with a clear line below OpenGL 4.1.</summary>
    public GraphicsDevice(GL gl)
    {
        Gl = gl;
        Version = gl.GetInteger(GetPName.MajorVersion) * 10 + gl.GetInteger(GetPName.MinorVersion);
        if (Version < 41)
        {
            throw new NotSupportedException(
                $"OpenGL {Version / 10}.{Version % 10} is too old: NeuroLab needs 4.1 or newer; update the driver");
        }
        Vendor = gl.GetStringS(StringName.Vendor) ?? "";
        Renderer = gl.GetStringS(StringName.Renderer) ?? "";
        IsSoftware = IsSoftwareName(Renderer);
        MaxSamples = gl.GetInteger(GLEnum.MaxSamples);
        MaxTextureSize = gl.GetInteger(GetPName.MaxTextureSize);
        MaxTexelBufferBytes = 16L * gl.GetInteger(GetPName.MaxTextureBufferSize);
        if (!HasCompute) return;
        MaxStorageBufferBytes = gl.GetInteger64(GLEnum.MaxShaderStorageBlockSize);
        MaxStorageBuffers = gl.GetInteger(GLEnum.MaxComputeShaderStorageBlocks);
        MaxSharedMemoryBytes = gl.GetInteger(GLEnum.MaxComputeSharedMemorySize);
        MaxWorkGroupInvocations = gl.GetInteger(GLEnum.MaxComputeWorkGroupInvocations);
    }

    /// <summary>Describes the current context through the host's own way to find GL functions by name.</summary>
    public GraphicsDevice(Func<string, nint> findFunction)
        : this(GL.GetApi(findFunction))
    {
    }

    /// <summary>The functions of the context.</summary>
    public GL Gl { get; }

    /// <summary>Ten times the major version plus the minor version: 41, 45 ….</summary>
    public int Version { get; }

    /// <summary>Who made the driver, in its own words.</summary>
    public string Vendor { get; }

    /// <summary>The name of the GPU or of the software rasterizer, in the driver's words.</summary>
    public string Renderer { get; }

    /// <summary>Whether the processor draws: every pixel then costs time that training would use.</summary>
    public bool IsSoftware { get; }

    /// <summary>Whether compute shaders (OpenGL 4.3) are there; macOS stops at 4.1.</summary>
    public bool HasCompute => Version >= 43;

    /// <summary>The most samples a pixel of a renderbuffer may have.</summary>
    public int MaxSamples { get; }

    /// <summary>The largest width or height of a texture, in texels.</summary>
    public int MaxTextureSize { get; }

    /// <summary>The largest buffer texture of vec4s, in bytes.</summary>
    public long MaxTexelBufferBytes { get; }

    /// <summary>The largest shader storage block, in bytes; 0 without compute.</summary>
    public long MaxStorageBufferBytes { get; }

    /// <summary>How many storage blocks a compute shader may use; 0 without compute.</summary>
    public int MaxStorageBuffers { get; }

    /// <summary>Shared memory of one work group, in bytes; 0 without compute.</summary>
    public int MaxSharedMemoryBytes { get; }

    /// <summary>The most invocations in one work group; 0 without compute.</summary>
    public int MaxWorkGroupInvocations { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Renderer}, OpenGL {Version / 10}.{Version % 10}";

    internal static bool IsSoftwareName(string renderer) =>
        renderer.Contains("llvmpipe", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("softpipe", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("swrast", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("SwiftShader", StringComparison.OrdinalIgnoreCase);
}
