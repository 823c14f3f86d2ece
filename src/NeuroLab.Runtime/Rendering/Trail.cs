using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>The path of a ball, oldest point first. Non-finite points interrupt it.</summary>
/// <param name="Points">Read while the frame is rendered; must not change until then.</param>
/// <param name="Color">sRGB, 0…1.</param>
/// <param name="IsMark">Whether it is a thin line of constant opacity that marks something on the surface, instead of a
/// path.</param>
public readonly record struct Trail(ReadOnlyMemory<TrailPoint> Points, Vector3 Color, bool IsMark = false);
