using NeuroLab.Landscapes;

namespace NeuroLab.Components;

/// <summary>Fits a landscape's extent to the trails of all runners; it shrinks only with another plane.</summary>
internal sealed class ExtentFit(Landscape landscape, Race race)
{
    // A path that has hardly begun gives no extent.
    private const double MinReach = 0.02;

    private Plane? _fitted;
    private (double Alpha, double Beta) _reach;

    /// <summary>Call once per tick, after the trails.</summary>
    public void Update()
    {
        if (!landscape.FitsPath || landscape.Plane is not { } plane)
        {
            _fitted = null;
            return;
        }
        var isNew = !ReferenceEquals(_fitted, plane);
        (_fitted, _reach) = (plane, isNew ? default : _reach);
        for (var i = 0; i < race.Runners.Count; i++)
        {
            var trail = race.Runners[i].Ball.Trail;
            foreach (ref readonly var point in isNew || trail.IsEmpty ? trail : trail[^1..])
            {
                if (double.IsFinite(point.Alpha + point.Beta))
                    _reach = (Math.Max(_reach.Alpha, Math.Abs(point.Alpha) / plane.Reach), Math.Max(_reach.Beta, Math.Abs(point.Beta) / plane.Reach));
            }
        }
        var (alpha, beta) = landscape.HasOwnBeta ? _reach : (Math.Max(_reach.Alpha, _reach.Beta), 0);
        if (alpha > MinReach && (isNew || alpha > landscape.Extent))
            landscape.Extent = Fitted(alpha);
        if (beta > MinReach && (isNew || beta > landscape.BetaExtent))
            landscape.BetaExtent = Fitted(beta);
    }

    private double Fitted(double reach) => Math.Clamp(reach * (1 + landscape.Margin), 0.05, 20);
}
