using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// The weight vector as a ball: over its projection on the plane, at its true loss, with the trail it left behind.
/// </summary>
public sealed class WeightBall : Behaviour, IVisual
{
    private const int Capacity = 4096;

    private readonly Trainer _trainer;
    private readonly Landscape _landscape;
    private readonly TrailPoint[] _trail = new TrailPoint[Capacity];
    private int _count, _seen, _run;
    private object? _plane;

    /// <summary>A ball for what <paramref name="trainer"/> trains, on <paramref name="landscape"/>.</summary>
    public WeightBall(Trainer trainer, Landscape landscape)
    {
        _trainer = trainer;
        _landscape = landscape;
    }

    /// <summary>Colour of ball and trail, sRGB 0…1.</summary>
    public Vector3 Color { get; set; } = new(1f, 0.706f, 0.329f);

    /// <summary>The trail, oldest point first.</summary>
    public ReadOnlySpan<TrailPoint> Trail => _trail.AsSpan(0, _count);

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_count == 0)
            return;
        frame.Add(new Trail(_trail.AsMemory(0, _count), Color));
        ref readonly var status = ref _trainer.Status;
        frame.Add(new Ball(
            (float)status.Alpha, (float)status.Beta, (float)status.Loss, (float)status.PlaneLoss, Color, Selected: false));
    }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        if (_run != _trainer.Run || !ReferenceEquals(_plane, _landscape.Plane))
        {
            _count = 0;
            _run = _trainer.Run;
            _plane = _landscape.Plane;
            _seen = 0;
        }
        ref readonly var status = ref _trainer.Status;
        // A status from before the plane changed has no coordinates on it.
        if (_seen == _trainer.StatusVersion || !ReferenceEquals(status.Plane, _plane))
            return;
        _seen = _trainer.StatusVersion;
        if (_count == Capacity)
            Thin();
        _trail[_count++] = new TrailPoint((float)status.Alpha, (float)status.Beta, (float)status.Loss);
    }

    // Every second point goes: a long run keeps its whole path in bounded memory.
    private void Thin()
    {
        for (var i = 0; i < Capacity / 2; i++)
            _trail[i] = _trail[2 * i];
        _count = Capacity / 2;
    }
}
