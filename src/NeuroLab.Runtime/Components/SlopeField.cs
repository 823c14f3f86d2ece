using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// A field of arrows in the directions of steepest descent within the plane, longer for steeper slopes: over the
/// contour map of the top view, and in other views on request. Computed by central differences of the surface, without
/// a pass of the network.
/// </summary>
internal sealed class SlopeField : Behaviour, IVisual
{
    private static readonly Vector3 Color = new(0.96f, 0.97f, 0.98f);

    private readonly Landscape _landscape;
    private readonly OrbitCamera _camera;
    private readonly GradientCoordinates _coordinates = new();
    private readonly List<GradientArrow> _arrows = [];
    private readonly List<float> _slopes = [];
    private (SurfaceSamples? Samples, int Count) _made;

    /// <summary>Arrows on <paramref name="landscape"/>.</summary>
    public SlopeField(Landscape landscape, OrbitCamera camera)
    {
        _landscape = landscape;
        _camera = camera;
    }

    /// <summary>Arrows along each side.</summary>
    [Range(3, 31), Label("Arrows per side"), Tooltip("How many arrows stand along each side. Each shows −∇L within the plane: the direction of steepest descent there, longer where it is steeper.")]
    public int Count { get; set; } = 13;

    /// <summary>Whether it is shown in the top view only.</summary>
    [Label("Top view only"), Tooltip("Leaves the arrows out while the surface is seen from the side, where its shape tells the slope by itself.")]
    public bool IsForTopOnly { get; set; } = true;

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_landscape.Plane is null || (IsForTopOnly && !_camera.IsTop))
            return;
        if (_made != (_landscape.Samples, Count))
            Make();
        foreach (var arrow in _arrows)
            frame.Add(arrow);
    }

    private void Make()
    {
        _made = (_landscape.Samples, Count);
        _arrows.Clear();
        _slopes.Clear();
        var extent = new Vector2((float)_landscape.Grid.Extent, (float)_landscape.Grid.BetaExtent);
        var cell = 2 * extent / Count;
        var steepest = 0f;
        for (var row = 0; row < Count; row++)
            for (var column = 0; column < Count; column++)
            {
                float alpha = -extent.X + (column + 0.5f) * cell.X, beta = -extent.Y + (row + 0.5f) * cell.Y;
                if (!_coordinates.TryDescend(_landscape, alpha, beta, out var direction, out var slope))
                    continue;
                _arrows.Add(new GradientArrow(alpha, beta, direction.X, direction.Y, Color, Weight: 0.55f));
                _slopes.Add(slope);
                steepest = MathF.Max(steepest, slope);
            }
        // From the centre of its cell outwards, at most across it; the square root keeps gentle slopes visible.
        for (var i = 0; i < _arrows.Count; i++)
        {
            var arrow = _arrows[i];
            var direction = new Vector2(arrow.DeltaAlpha, arrow.DeltaBeta);
            var offset = direction * (0.3f + 0.5f * MathF.Sqrt(_slopes[i] / steepest)) / (direction / cell).Length();
            _arrows[i] = arrow with
            {
                Alpha = arrow.Alpha - offset.X / 2,
                Beta = arrow.Beta - offset.Y / 2,
                DeltaAlpha = offset.X,
                DeltaBeta = offset.Y,
            };
        }
    }
}
