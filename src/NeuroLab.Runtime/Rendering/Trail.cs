using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>The way a ball came, oldest point first. Points that are not finite interrupt it.</summary>
/// <param name="Points">Read while the frame is rendered; must not change until then.</param>
/// <param name="Color">sRGB, 0…1.</param>
public readonly record struct Trail(ReadOnlyMemory<TrailPoint> Points, Vector3 Color);
