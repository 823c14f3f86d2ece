using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The properties of a context that decide whether, and how, it can train.</summary>
/// <param name="Renderer">The driver's name for it.</param>
/// <param name="Version">Ten times the major version plus the minor version of OpenGL.</param>
/// <param name="IsSoftware">Whether it renders on the CPU.</param>
/// <param name="StorageBufferBytes">Maximum size of a storage buffer.</param>
/// <param name="TexelBufferBytes">Maximum size of a buffer texture.</param>
/// <param name="StorageBuffers">Maximum storage buffers per kernel.</param>
/// <param name="SharedMemoryBytes">Shared memory of a work group.</param>
/// <param name="WorkGroupInvocations">Maximum invocations per work group.</param>
internal readonly record struct DeviceLimits(
    string Renderer, int Version, bool IsSoftware, long StorageBufferBytes, long TexelBufferBytes, int StorageBuffers,
    int SharedMemoryBytes, int WorkGroupInvocations)
{
    /// <summary>Storage buffers required by the kernels.</summary>
    public const int RequiredStorageBuffers = 15;

    /// <summary>Invocations in the largest work group required.</summary>
    public const int RequiredInvocations = 256;

    /// <summary>Shared memory required by the tiles.</summary>
    public const int RequiredSharedMemoryBytes = 24 << 10;

    /// <summary>The limits of a context.</summary>
    public static DeviceLimits Of(GraphicsDevice device) => new(
        device.Renderer, device.Version, device.IsSoftware, device.MaxStorageBufferBytes, device.MaxTexelBufferBytes,
        device.MaxStorageBuffers, device.MaxSharedMemoryBytes, device.MaxWorkGroupInvocations);

    /// <summary>The GPU if the context can train and is no software renderer, the CPU otherwise.</summary>
    public BackendRecommendation Recommend()
    {
        if (Shortcoming() is { } shortcoming)
            return BackendRecommendation.Cpu(shortcoming);
        return IsSoftware
            ? BackendRecommendation.Cpu($"{Renderer} is a software renderer, the CPU kernels are faster")
            : new(BackendKind.Gpu, $"training on the GPU: {Renderer}, OpenGL {Version / 10}.{Version % 10}");
    }

    /// <summary>Why this context cannot train, in one line; null if it can.</summary>
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
