using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>An arrow that lies on the surface from (α, β) to (α + Δα, β + Δβ).</summary>
/// <param name="Color">sRGB, 0…1.</param>
/// <param name="Weight">Thickness; 1 for a single arrow, less for one of many.</param>
public readonly record struct GradientArrow(
    float Alpha, float Beta, float DeltaAlpha, float DeltaBeta, Vector3 Color, float Weight = 1);
