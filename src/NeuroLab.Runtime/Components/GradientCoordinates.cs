using System.Numerics;
using System.Numerics.Tensors;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Components;

/// <summary>Descent directions within a plane, computed from its surface.</summary>
internal sealed class GradientCoordinates
{
    private Plane? _plane;
    private double _g11, _g12, _g22;

    /// <summary>
    /// The direction of −∇L, projected on the plane, as a unit vector in (α, β); false if the surface is flat, has a
    /// hole or ends there.
    /// </summary>
    public bool TryDescend(Landscape landscape, double alpha, double beta, out Vector2 direction) =>
        TryDescend(landscape, alpha, beta, out direction, out _);

    /// <summary>The same, with the slope of the surface there: ∂loss/∂α and ∂loss/∂β.</summary>
    public bool TryDescend(Landscape landscape, double alpha, double beta, out Vector2 direction, out float slope)
    {
        (direction, slope) = (default, 0);
        if (landscape.Plane is not { } plane)
            return false;
        Measure(plane);
        var grid = landscape.Grid;
        double h = 2 * grid.Extent / (grid.Columns - 1), k = 2 * grid.BetaExtent / (grid.Rows - 1);
        var slopeAlpha = (landscape.LossAt(alpha + h, beta) - landscape.LossAt(alpha - h, beta)) / (2 * h);
        var slopeBeta = (landscape.LossAt(alpha, beta + k) - landscape.LossAt(alpha, beta - k)) / (2 * k);
        // The determinant of G is positive and cancels in the normalization.
        var along = -(float)(_g22 * slopeAlpha - _g12 * slopeBeta);
        var across = -(float)(_g11 * slopeBeta - _g12 * slopeAlpha);
        var length = MathF.Sqrt(along * along + across * across);
        if (!(length > 0) || !float.IsFinite(length))
            return false;
        direction = new Vector2(along, across) / length;
        slope = (float)(Math.Sqrt(slopeAlpha * slopeAlpha + slopeBeta * slopeBeta));
        return true;
    }

    private void Measure(Plane plane)
    {
        if (ReferenceEquals(plane, _plane))
            return;
        _plane = plane;
        _g11 = TensorPrimitives.Dot<float>(plane.First, plane.First);
        _g12 = TensorPrimitives.Dot<float>(plane.First, plane.Second);
        _g22 = TensorPrimitives.Dot<float>(plane.Second, plane.Second);
    }
}
