namespace NeuroLab.Backends.OpenGL;

/// <summary>Settings chosen per device; tests override them to cover every kernel on any renderer.</summary>
/// <param name="Tile">The tile of every matrix product; null to choose by size.</param>
/// <param name="FetchesTexels">Whether products read their operands as texels rather than from storage.</param>
/// <param name="FusedWorkLimit">Maximum multiply-adds in a forward pass (batch · parameters) of one work group; 0 never
/// fuses.</param>
/// <param name="FusedInvocations">Invocations in a work group that keeps a network in shared memory, a power of two; 0
/// for none.</param>
/// <param name="UnrolledLimit4">Maximum length of θ, in vec4s, for a fully unrolled network; 0 for none. Compile time
/// grows faster than θ.</param>
/// <param name="LoopLimit">Maximum loop iterations of an invocation in one dispatch.</param>
/// <param name="KeptBytes">Maximum bytes kept between Hessian products; everything beyond is recomputed by each.</param>
/// <param name="MaxRows">Maximum rows of activations at once, below what <see cref="Workspace"/> chooses; more are taken in
/// parts.</param>
internal sealed record KernelSettings(
    ProductTile? Tile, bool FetchesTexels, long FusedWorkLimit, int FusedInvocations, int UnrolledLimit4, int LoopLimit,
    long KeptBytes = KernelSettings.DefaultKeptBytes, int MaxRows = int.MaxValue)
{
    private const long DefaultKeptBytes = 256L << 20;

    /// <summary>
    /// A software renderer runs eight invocations as one vector, and reads memory for each of them separately: it wants
    /// few invocations with much work each, in registers. A GPU hides latency with many. llvmpipe silently ends all
    /// loops of an invocation after 65,535 iterations in total; half of that leaves a margin for loops that are not
    /// counted.
    /// </summary>
    public static KernelSettings For(DeviceLimits limits) => limits.IsSoftware
        ? new(null, limits.TexelBufferBytes >= limits.StorageBufferBytes, 1 << 20, 0, 96, 32_000)
        : new(null, false, 1 << 20, Math.Min(512, limits.WorkGroupInvocations), 0, int.MaxValue);
}
