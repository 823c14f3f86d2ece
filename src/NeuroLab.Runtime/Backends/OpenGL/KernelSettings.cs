namespace NeuroLab.Backends.OpenGL;

/// <summary>Choices that are made per device; tests set them by hand to reach every kernel on any renderer.</summary>
/// <param name="Tile">The tile of every matrix product; null chooses by size.</param>
/// <param name="FusedWorkLimit">
/// The most multiply-adds in a forward pass (batch · parameters) that one work group takes on; 0 never fuses.
/// </param>
/// <param name="FusedInvocations">Invocations in that work group, a power of two.</param>
/// <param name="FusedBlockRows">Rows an invocation of it works on at once, 1 or 4.</param>
/// <param name="FusesPoints">Whether a work group takes on a whole point of a surface, where it can.</param>
/// <param name="LoopLimit">The most loop iterations of an invocation in one dispatch.</param>
internal sealed record KernelSettings(
    ProductTile? Tile, long FusedWorkLimit, int FusedInvocations, int FusedBlockRows, bool FusesPoints,
    int LoopLimit)
{
    /// <summary>
    /// A software renderer runs a work group on one core, eight invocations a vector: few invocations with much work
    /// each. A GPU hides latency with many. llvmpipe ends all loops of an invocation, without a word, after 65,535
    /// iterations in total; half of that leaves room for what is not counted.
    /// </summary>
    public static KernelSettings For(DeviceLimits limits) => limits.IsSoftware
        ? new(null, 1 << 20, 16, 4, false, 32_000)
        : new(null, 1 << 20, Math.Min(512, limits.WorkGroupInvocations), 1, true, int.MaxValue);
}
