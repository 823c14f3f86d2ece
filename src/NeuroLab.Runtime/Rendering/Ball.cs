using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// A weight vector on the plane, drawn at its true loss, with a stem if that differs from the surface's.
/// </summary>
/// <param name="Alpha">Coordinate along the plane's first direction.</param>
/// <param name="Beta">Coordinate along the plane's second direction.</param>
/// <param name="Loss">The true loss; the ball is not drawn if it is not finite.</param>
/// <param name="SurfaceLoss">The loss on the plane at (α, β), under the ball; NaN if unknown.</param>
/// <param name="Color">sRGB, 0…1.</param>
/// <param name="Selected">Whether a ring marks it.</param>
public readonly record struct Ball(
    float Alpha, float Beta, float Loss, float SurfaceLoss, Vector3 Color, bool Selected);
