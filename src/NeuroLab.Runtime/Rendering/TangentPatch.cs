using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// A piece of a tangent plane: the loss at (α, β) continued by its slopes, Loss + SlopeAlpha·Δα + SlopeBeta·Δβ.
/// </summary>
/// <param name="Alpha">Where it touches.</param>
/// <param name="Beta">Where it touches.</param>
/// <param name="Loss">The loss there; nothing is drawn while it is not finite.</param>
/// <param name="SlopeAlpha">∂loss/∂α there.</param>
/// <param name="SlopeBeta">∂loss/∂β there.</param>
/// <param name="HalfSide">It reaches so far along α and β, both ways.</param>
/// <param name="Color">sRGB, 0…1.</param>
internal readonly record struct TangentPatch(
    float Alpha, float Beta, float Loss, float SlopeAlpha, float SlopeBeta, float HalfSide, Vector3 Color);
