using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// Part of a tangent plane: the first-order expansion of the loss at (α, β), Loss + SlopeAlpha·Δα + SlopeBeta·Δβ.
/// </summary>
/// <param name="Alpha">α of the tangent point.</param>
/// <param name="Beta">β of the tangent point.</param>
/// <param name="Loss">The loss there; not drawn if it is not finite.</param>
/// <param name="SlopeAlpha">∂loss/∂α there.</param>
/// <param name="SlopeBeta">∂loss/∂β there.</param>
/// <param name="HalfSide">Half its side along α and β.</param>
/// <param name="Color">sRGB, 0…1.</param>
internal readonly record struct TangentPatch(
    float Alpha, float Beta, float Loss, float SlopeAlpha, float SlopeBeta, float HalfSide, Vector3 Color);
