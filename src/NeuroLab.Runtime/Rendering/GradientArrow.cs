using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>An arrow that lies on the surface from (α, β) to (α + Δα, β + Δβ).</summary>
/// <param name="Color">sRGB, 0…1.</param>
public readonly record struct GradientArrow(float Alpha, float Beta, float DeltaAlpha, float DeltaBeta, Vector3 Color);
