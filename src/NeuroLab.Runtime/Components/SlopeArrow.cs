using System.Numerics;
using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// An arrow on the surface in the direction of steepest descent within the plane. The slope (∂L/∂α, ∂L/∂β) is the
/// central difference of the surface itself, which needs no pass of the network; by the chain rule it is (∇L·d₁,
/// ∇L·d₂), so the gradient's projection on the plane has the coordinates G⁻¹(∂L/∂α, ∂L/∂β), G_ij = d_i·d_j.
/// </summary>
internal sealed class SlopeArrow : Behaviour, IVisual
{
    private readonly Trainer _trainer;
    private readonly Landscape _landscape;
    private readonly GradientCoordinates _coordinates = new();

    /// <summary>An arrow for what <paramref name="trainer"/> trains.</summary>
    public SlopeArrow(Trainer trainer, Landscape landscape)
    {
        _trainer = trainer;
        _landscape = landscape;
    }

    /// <summary>Length as a fraction of the surface's half side.</summary>
    [Range(0.02, 1), Tooltip("Length of the arrow. It shows the direction of −∇L within the plane; the steepness is read from the contours.")]
    public float Length { get; set; } = 0.25f;

    /// <summary>Its colour, sRGB.</summary>
    [Tooltip("Colour of the arrow; all of them stand out from the surface.")]
    public Vector3 Color { get; set; } = new(0.95f, 0.96f, 0.98f);

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_landscape.Plane is not { } plane || !ReferenceEquals(_trainer.Status.Plane, plane))
            return;
        double alpha = _trainer.Status.Alpha, beta = _trainer.Status.Beta;
        if (!_coordinates.TryDescend(_landscape, alpha, beta, out var direction))
            return;
        var reach = Length / (direction / new Vector2((float)_landscape.Grid.Extent, (float)_landscape.Grid.BetaExtent)).Length();
        frame.Arrow = new GradientArrow((float)alpha, (float)beta, direction.X * reach, direction.Y * reach, Color);
    }
}
