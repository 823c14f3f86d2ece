using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>A straight cut through the surface, drawn on it as a thin line; a chart shows its curve.</summary>
internal sealed class CutLine : Behaviour, IVisual
{
    private const int Points = 97;

    private readonly Trainer _first;
    private readonly Landscape _landscape;
    private readonly TrailPoint[] _points = new TrailPoint[Points];

    /// <summary>A cut of <paramref name="landscape"/>, through the weights of <paramref name="trainer"/> at first.</summary>
    public CutLine(Trainer trainer, Landscape landscape)
    {
        Trainer = _first = trainer;
        _landscape = landscape;
    }

    /// <summary>Its direction in degrees, from α towards β.</summary>
    [Range(0, 360), Tooltip("Direction of the cut in degrees: 0 runs along α, 90 along β. Dragging an end of the line turns it too.")]
    public double Angle { get; set; }

    /// <summary>Whether it passes through the weights, wherever they are.</summary>
    [Label("Through the ball"), Tooltip("The cut goes with the weights, so that its curve always shows the valley they are in. Dragging the line lets it stay where it is put.")]
    public bool FollowsBall { get; set; } = true;

    /// <summary>
    /// Its distance from the centre of the surface, as a fraction of the half side, to the left of its direction.
    /// </summary>
    [Range(-1.42, 1.42), ShownWhen(nameof(IsFree)), Tooltip("How far the cut stands from the middle of the surface, as a share of half its side.")]
    public double Offset { get; set; }

    /// <summary>Whether it is fixed in place.</summary>
    public bool IsFree => !FollowsBall;

    /// <summary>The trainer whose weights it follows; again the initial one once that leaves the scene.</summary>
    public Trainer Trainer { get; set; }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        if (!Trainer.GameObject.IsActiveInHierarchy)
            Trainer = _first;
    }

    /// <summary>A point that it passes through, (α, β): the weights if it follows them, else its centre.</summary>
    public (double Alpha, double Beta) Pivot
    {
        get
        {
            var (extent, betaExtent) = (_landscape.Grid.Extent, _landscape.Grid.BetaExtent);
            if (FollowsBall)
            {
                double alpha = Trainer.Status.Alpha, beta = Trainer.Status.Beta;
                var isOnPlane = Trainer.StatusVersion > 0 && Trainer.Status.Plane is not null && double.IsFinite(alpha + beta);
                return isOnPlane ? (Math.Clamp(alpha, -extent, extent), Math.Clamp(beta, -betaExtent, betaExtent)) : (0, 0);
            }
            var (sine, cosine) = Math.SinCos(double.DegreesToRadians(Angle));
            // A cut that would miss the surface touches its corner.
            var max = 0.999 * (extent * Math.Abs(sine) + betaExtent * Math.Abs(cosine));
            var distance = Math.Clamp(Offset * extent, -max, max);
            return SurfaceCut.Through(-sine * distance, cosine * distance, double.DegreesToRadians(Angle), extent, betaExtent).At(0.5);
        }
    }

    /// <summary>The current cut.</summary>
    public SurfaceCut Cut => Through(Angle);

    /// <summary>The cut in another direction through the same point.</summary>
    public SurfaceCut Through(double degrees)
    {
        var (alpha, beta) = Pivot;
        return SurfaceCut.Through(alpha, beta, double.DegreesToRadians(degrees), _landscape.Grid.Extent, _landscape.Grid.BetaExtent);
    }

    /// <summary>The <see cref="Offset"/> of a cut in this direction through a point.</summary>
    public double OffsetThrough(double alpha, double beta)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(Angle));
        return (cosine * beta - sine * alpha) / _landscape.Grid.Extent;
    }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_landscape.Plane is null)
            return;
        var cut = Cut;
        for (var i = 0; i < Points; i++)
        {
            var (alpha, beta) = cut.At(i / (Points - 1.0));
            _points[i] = new TrailPoint((float)alpha, (float)beta, (float)_landscape.LossAt(alpha, beta));
        }
        frame.Add(new Trail(_points, Vector3.One, IsMark: true));
    }
}
