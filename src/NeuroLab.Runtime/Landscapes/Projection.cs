namespace NeuroLab.Landscapes;

/// <summary>The projection of a weight vector onto a <see cref="Plane"/>.</summary>
/// <param name="Alpha">Coordinate along the first direction.</param>
/// <param name="Beta">Coordinate along the second direction.</param>
/// <param name="Residual">‖Δ − αd₁ − βd₂‖ / ‖Δ‖: the share of the displacement that lies outside the plane, 0 …
/// 1.</param>
public readonly record struct Projection(double Alpha, double Beta, double Residual);
