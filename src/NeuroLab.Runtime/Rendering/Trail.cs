using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>The way a ball came, oldest point first. Points that are not finite interrupt it.</summary>
/// <param name="Points">Read while the frame is rendered; must not change until then.</param>
/// <param name="Color">sRGB, 0…1.</param>
/// <param name="IsMark">Whether it is a thin line of one strength, a mark on the surface, and no way that was gone.</param>
public readonly record struct Trail(ReadOnlyMemory<TrailPoint> Points, Vector3 Color, bool IsMark = false);
