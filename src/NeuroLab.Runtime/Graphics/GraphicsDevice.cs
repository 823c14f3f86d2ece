using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// The OpenGL context of a host and its capabilities. The context must be current on the calling thread; the device
/// neither creates, changes nor disposes it.
/// </summary>
public sealed class GraphicsDevice
{
    /// <summary>Queries the current context; throws below OpenGL 4.1.</summary>
    public GraphicsDevice(GL gl)
    {
        Gl = gl;
        Version = gl.GetInteger(GetPName.MajorVersion) * 10 + gl.GetInteger(GetPName.MinorVersion);
        if (Version < 41)
        {
            throw new NotSupportedException(
                $"OpenGL {Version / 10}.{Version % 10} is too old: NeuroLab needs 4.1 or newer; update the driver");
        }
        Renderer = gl.GetStringS(StringName.Renderer) ?? "";
        IsSoftware = IsSoftwareName(Renderer);
        MaxSamples = gl.GetInteger(GLEnum.MaxSamples);
        MaxTexelBufferBytes = 16L * gl.GetInteger(GetPName.MaxTextureBufferSize);
        if (!HasCompute) return;
        MaxStorageBufferBytes = gl.GetInteger64(GLEnum.MaxShaderStorageBlockSize);
        MaxStorageBuffers = gl.GetInteger(GLEnum.MaxComputeShaderStorageBlocks);
        MaxSharedMemoryBytes = gl.GetInteger(GLEnum.MaxComputeSharedMemorySize);
        MaxWorkGroupInvocations = gl.GetInteger(GLEnum.MaxComputeWorkGroupInvocations);
    }

    /// <summary>Queries the current context; `findFunction` returns the address of a GL function by name.</summary>
    public GraphicsDevice(Func<string, nint> findFunction)
        : this(GL.GetApi(findFunction))
    {
    }

    /// <summary>The functions of the context.</summary>
    public GL Gl { get; }

    /// <summary>Ten times the major version plus the minor version: 41, 45 ….</summary>
    public int Version { get; }

    /// <summary>Name of the GPU or software rasterizer, as given by the driver.</summary>
    public string Renderer { get; }

    /// <summary>Whether rendering runs on the CPU: each pixel then takes time from training.</summary>
    public bool IsSoftware { get; }

    /// <summary>Whether compute shaders (OpenGL 4.3) are available; macOS stops at 4.1.</summary>
    public bool HasCompute => Version >= 43;

    /// <summary>Maximum samples per pixel of a renderbuffer.</summary>
    public int MaxSamples { get; }

    /// <summary>Maximum size of a buffer texture of vec4s, in bytes.</summary>
    public long MaxTexelBufferBytes { get; }

    /// <summary>Maximum size of a shader storage block, in bytes; 0 without compute.</summary>
    public long MaxStorageBufferBytes { get; }

    /// <summary>Maximum number of storage blocks of a compute shader; 0 without compute.</summary>
    public int MaxStorageBuffers { get; }

    /// <summary>Shared memory per work group, in bytes; 0 without compute.</summary>
    public int MaxSharedMemoryBytes { get; }

    /// <summary>Maximum invocations per work group; 0 without compute.</summary>
    public int MaxWorkGroupInvocations { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Renderer}, OpenGL {Version / 10}.{Version % 10}";

    internal static bool IsSoftwareName(string renderer) =>
        renderer.Contains("llvmpipe", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("softpipe", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("swrast", StringComparison.OrdinalIgnoreCase)
        || renderer.Contains("SwiftShader", StringComparison.OrdinalIgnoreCase);
}
