using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// The content of one frame. Behaviours fill it during the tick; then it is frozen and rendered. One instance is reused
/// for all frames: <see cref="Reset"/> clears it and keeps its memory. Not thread-safe.
/// </summary>
public sealed class FrameView
{
    private readonly List<Ball> _balls = [];
    private readonly List<Trail> _trails = [];
    private readonly List<GradientArrow> _arrows = [];
    private Camera _camera = DefaultCamera;
    private SurfaceSamples? _surface;
    private HeightScale _scale = new(0, 1);
    private GradientArrow? _arrow;
    private TangentPatch? _tangent;
    private RenderTheme _theme = RenderTheme.Dark;
    private ColorMap _colorMap = ColorMap.Viridis;
    private int _contours = 20;
    private bool _showsFloor = true;
    private bool _showsGrid;

    /// <summary>The initial camera: the whole landscape, 16:9.</summary>
    public static Camera DefaultCamera { get; } =
        Camera.LookAt(new Vector3(2.3f, 2.0f, 2.3f), new Vector3(0, 0.10f, 0), 0.62f, 16f / 9f);

    /// <summary>Whether the frame is complete and read-only.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The camera.</summary>
    public Camera Camera { get => _camera; set => Write(ref _camera, value); }

    /// <summary>The surface; null if there is none.</summary>
    public SurfaceSamples? Surface { get => _surface; set => Write(ref _surface, value); }

    /// <summary>How losses become heights and colours.</summary>
    public HeightScale Scale { get => _scale; set => Write(ref _scale, value); }

    /// <summary>An arrow on the surface; null for none.</summary>
    public GradientArrow? Arrow { get => _arrow; set => Write(ref _arrow, value); }

    /// <summary>Part of a tangent plane; null for none.</summary>
    internal TangentPatch? Tangent { get => _tangent; set => Write(ref _tangent, value); }

    /// <summary>Colours of everything that is not data.</summary>
    public RenderTheme Theme { get => _theme; set => Write(ref _theme, value); }

    /// <summary>Colours of the losses.</summary>
    public ColorMap ColorMap { get => _colorMap; set => Write(ref _colorMap, value); }

    /// <summary>Number of contour intervals over the scale; 0 draws none.</summary>
    public int Contours { get => _contours; set => Write(ref _contours, value); }

    /// <summary>Whether to draw the floor with its frame and contours.</summary>
    public bool ShowsFloor { get => _showsFloor; set => Write(ref _showsFloor, value); }

    /// <summary>Whether to draw the sampling grid onto the surface.</summary>
    public bool ShowsGrid { get => _showsGrid; set => Write(ref _showsGrid, value); }

    /// <summary>The balls in the order in which they were added.</summary>
    public ReadOnlySpan<Ball> Balls => CollectionsMarshal.AsSpan(_balls);

    /// <summary>The trails in the order in which they were added.</summary>
    public ReadOnlySpan<Trail> Trails => CollectionsMarshal.AsSpan(_trails);

    /// <summary>Further arrows, such as a vector field, in the order in which they were added.</summary>
    public ReadOnlySpan<GradientArrow> Arrows => CollectionsMarshal.AsSpan(_arrows);

    /// <summary>Adds an arrow to the field.</summary>
    public void Add(in GradientArrow arrow)
    {
        ThrowIfFrozen();
        _arrows.Add(arrow);
    }

    /// <summary>Adds a ball.</summary>
    public void Add(in Ball ball)
    {
        ThrowIfFrozen();
        _balls.Add(ball);
    }

    /// <summary>Adds a trail.</summary>
    public void Add(in Trail trail)
    {
        ThrowIfFrozen();
        _trails.Add(trail);
    }

    /// <summary>Makes the frame read-only: every setter throws until <see cref="Reset"/>.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>Starts the next frame: no balls, trails, arrow, tangent or surface; camera, theme and options stay.</summary>
    public void Reset()
    {
        IsFrozen = false;
        _balls.Clear();
        _trails.Clear();
        _arrows.Clear();
        _surface = null;
        _arrow = null;
        _tangent = null;
    }

    /// <summary>World coordinates of a point on the plane at a loss; y is NaN if the loss is not finite.</summary>
    public Vector3 World(float alpha, float beta, float loss)
    {
        var (extent, betaExtent) = ((float)(_surface?.Extent ?? 1), (float)(_surface?.BetaExtent ?? 1));
        return new Vector3(alpha / extent, _scale.Height(loss), beta / betaExtent);
    }

    private void Write<T>(ref T field, T value)
    {
        ThrowIfFrozen();
        field = value;
    }

    private void ThrowIfFrozen()
    {
        if (IsFrozen) throw new InvalidOperationException("the frame is frozen: fill it before it is rendered");
    }
}
