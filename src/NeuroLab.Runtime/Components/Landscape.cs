using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>The loss over a plane, as a surface that sharpens while it is sampled.</summary>
public sealed class Landscape : Behaviour, IVisual
{
    // The corners of a plane often tower over the valley the descent is about: the highest share bends over softly.
    private const float UpperShare = 0.97f;

    private readonly Trainer _trainer;
    private SurfaceRequest? _request;
    private float[] _losses = [];
    private int _version;  // of the request's heights
    private int _revision; // of what is on show, over all requests

    /// <summary>A landscape of what <paramref name="trainer"/> trains; empty until <see cref="Show"/>.</summary>
    public Landscape(Trainer trainer) => _trainer = trainer;

    /// <summary>Points along each side of the next surface.</summary>
    public int Resolution { get; set; } = 65;

    /// <summary>Half the side of the next surface, in units of the plane's directions.</summary>
    public double Extent { get; set; } = 1;

    /// <summary>Whether heights are logarithms of the loss.</summary>
    public bool IsLogarithmic { get; set; }

    /// <summary>Whether a frame waits until the surface is complete: for recordings.</summary>
    public bool WaitsForSurface { get; set; }

    /// <summary>The plane on show; null before the first.</summary>
    public Plane? Plane => _request?.Plane;

    /// <summary>The grid on show.</summary>
    public SurfaceGrid Grid => _request?.Grid ?? new SurfaceGrid(Resolution, Extent);

    /// <summary>The losses on show, [row β, column α]; NaN where not sampled yet or not finite.</summary>
    public ReadOnlySpan<float> Losses => _losses;

    /// <summary>How losses become heights and colours.</summary>
    public HeightScale Scale { get; private set; } = new(0, 1);

    /// <summary>The share of the surface sampled, 0 … 1.</summary>
    public double Progress => _request?.Progress ?? 0;

    /// <summary>Starts to sample a plane, and has the trainer report on it.</summary>
    public void Show(Plane plane)
    {
        _request?.Dispose();
        var grid = new SurfaceGrid(Resolution, Extent);
        _request = _trainer.Session.Sample(plane, grid);
        _losses = new float[grid.Count];
        Array.Fill(_losses, float.NaN);
        _version = 0;
        _revision++;
        _trainer.Observation = new Observation(Evaluate: true, plane);
    }

    /// <summary>Shows nothing, and stops sampling.</summary>
    public void Clear()
    {
        _request?.Dispose();
        _request = null;
    }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_request is null)
            return;
        frame.Scale = Scale;
        frame.Surface = new SurfaceView(
            _losses, Grid.Resolution, Grid.Resolution, (float)Grid.Extent, _revision);
    }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        if (_request is null)
            return;
        if (WaitsForSurface && !_request.IsFinished)
            WaitForSurface(_request);
        var isNew = _request.TryCopy(_losses, ref _version);
        if (isNew)
            _revision++;
        if (isNew || Scale.Logarithmic != IsLogarithmic)
            Scale = HeightScale.Fit(_losses, IsLogarithmic, UpperShare);
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => _request?.Dispose();

    private void WaitForSurface(SurfaceRequest request)
    {
        while (!request.IsFinished)
        {
            _trainer.Session.Pump(TimeSpan.FromMilliseconds(50));
            if (_trainer.Session.PendingSteps == 0)
                Thread.Sleep(1);
        }
    }
}
