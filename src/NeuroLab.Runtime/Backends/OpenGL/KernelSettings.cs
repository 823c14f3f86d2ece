namespace NeuroLab.Backends.OpenGL;

/// <summary>Choices that are made per device; tests set them by hand to reach every kernel on any renderer.</summary>
/// <param name="Tile">The tile of every matrix product; null chooses by size.</param>
/// <param name="FetchesTexels">Whether products read their operands as texels rather than from storage.</param>
/// <param name="FusedWorkLimit">
/// The most multiply-adds in a forward pass (batch · parameters) that one work group takes on; 0 never fuses.
/// </param>
/// <param name="FusedInvocations">
/// Invocations in a work group that keeps a network in shared memory, a power of two; 0 where none does.
/// </param>
/// <param name="UnrolledLimit4">
/// The largest θ, in vec4s, of a network that is written out without a loop; 0 where none is. The time to compile grows
/// faster than θ.
/// </param>
/// <param name="LoopLimit">The most loop iterations of an invocation in one dispatch.</param>
internal sealed record KernelSettings(
    ProductTile? Tile, bool FetchesTexels, long FusedWorkLimit, int FusedInvocations, int UnrolledLimit4, int LoopLimit)
{
    /// <summary>
    /// A software renderer runs eight invocations as one vector, and reads memory for each of them by itself: few
    /// invocations with much work each, in registers. A GPU hides latency with many. llvmpipe ends all loops of an
    /// invocation, without a word, after 65,535 iterations in total; half of that leaves room for what is not counted.
    /// </summary>
    public static KernelSettings For(DeviceLimits limits) => limits.IsSoftware
        ? new(null, limits.TexelBufferBytes >= limits.StorageBufferBytes, 1 << 20, 0, 96, 32_000)
        : new(null, false, 1 << 20, Math.Min(512, limits.WorkGroupInvocations), 0, int.MaxValue);
}
