using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>What decides whether, and how, a context can train.</summary>
/// <param name="Renderer">The driver's name for it.</param>
/// <param name="Version">Ten times the major version plus the minor version of OpenGL.</param>
/// <param name="IsSoftware">Whether the processor plays the GPU.</param>
/// <param name="StorageBufferBytes">The largest storage buffer.</param>
/// <param name="TexelBufferBytes">The largest buffer texture.</param>
/// <param name="StorageBuffers">Storage buffers that one kernel may use.</param>
/// <param name="SharedMemoryBytes">Shared memory of a work group.</param>
/// <param name="WorkGroupInvocations">The most invocations in a work group.</param>
internal readonly record struct DeviceLimits(
    string Renderer, int Version, bool IsSoftware, long StorageBufferBytes, long TexelBufferBytes, int StorageBuffers,
    int SharedMemoryBytes, int WorkGroupInvocations)
{
    /// <summary>Storage buffers that the kernels need.</summary>
    public const int RequiredStorageBuffers = 15;

    /// <summary>Invocations in the largest work group of the kernels.</summary>
    public const int RequiredInvocations = 256;

    /// <summary>Shared memory that the tiles need.</summary>
    public const int RequiredSharedMemoryBytes = 24 << 10;

    /// <summary>The limits of a context.</summary>
    public static DeviceLimits Of(GraphicsDevice device) => new(
        device.Renderer, device.Version, device.IsSoftware, device.MaxStorageBufferBytes, device.MaxTexelBufferBytes,
        device.MaxStorageBuffers, device.MaxSharedMemoryBytes, device.MaxWorkGroupInvocations);

    /// <summary>The GPU where the context can train and is no software renderer, the processor otherwise.</summary>
    public BackendRecommendation Recommend()
    {
        if (Shortcoming() is { } shortcoming)
            return BackendRecommendation.Cpu(shortcoming);
        return IsSoftware
            ? BackendRecommendation.Cpu($"{Renderer} is a software renderer, the CPU kernels are faster")
            : new(BackendKind.Gpu, $"training on the GPU: {Renderer}, OpenGL {Version / 10}.{Version % 10}");
    }

    /// <summary>Why this context cannot train, in one line; null where it can.</summary>
    public string? Shortcoming()
    {
        if (Version < 43)
            return $"OpenGL {Version / 10}.{Version % 10} has no compute shaders (4.3 has)";
        if (StorageBuffers < RequiredStorageBuffers)
            return $"a kernel may use {StorageBuffers} storage buffers, {RequiredStorageBuffers} are needed";
        if (WorkGroupInvocations < RequiredInvocations)
            return $"a work group has at most {WorkGroupInvocations} invocations, {RequiredInvocations} are needed";
        if (SharedMemoryBytes < RequiredSharedMemoryBytes)
            return $"a work group has {SharedMemoryBytes >> 10} KB of shared memory, "
                + $"{RequiredSharedMemoryBytes >> 10} KB are needed";
        return null;
    }
}
