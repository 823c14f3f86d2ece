using NeuroLab.Components;

namespace NeuroLab.Demo.Editor;

/// <summary>The loss along a straight cut through the surface, under the weights, at any angle.</summary>
internal sealed class SurfaceSlice(EditorContext context)
{
    private const double Step = Math.PI / 4;

    private readonly float[] _losses = new float[129];
    private int _turns;
    private SurfaceCut _cut;

    /// <summary>Above the chart.</summary>
    public string Title => _turns switch { 0 => "SLICE ALONG α", 1 => "SLICE ALONG α + β", 2 => "SLICE ALONG β", _ => "SLICE ALONG β − α" };

    /// <summary>What runs to the right.</summary>
    public string AxisName => _turns switch { 0 => "α", 2 => "β", _ => "along the cut" };

    /// <summary>Half the length of the cut.</summary>
    public double Extent { get; private set; } = 1;

    /// <summary>Evenly from −Extent to Extent.</summary>
    public ReadOnlySpan<float> Losses => _losses;

    /// <summary>Where the weights are along the cut; NaN while they are not on the plane.</summary>
    public double At { get; private set; } = double.NaN;

    /// <summary>Turns the cut by an eighth of a circle.</summary>
    public void Turn() => _turns = (_turns + 1) % 4;

    /// <summary>Reads the surface along the cut.</summary>
    public void Update()
    {
        var trainer = context.Runner.Trainer;
        var landscape = context.Scene.Landscape;
        double alpha = trainer.Status.Alpha, beta = trainer.Status.Beta;
        var isOnPlane = trainer.StatusVersion > 0 && trainer.Status.Plane is not null && double.IsFinite(alpha + beta);
        if (!isOnPlane)
            (alpha, beta) = (0, 0);
        var extent = landscape.Grid.Extent;
        _cut = SurfaceCut.Through(Math.Clamp(alpha, -extent, extent), Math.Clamp(beta, -extent, extent), _turns * Step, extent);
        landscape.Slice(_cut, _losses);
        Extent = Math.Sqrt(Square(_cut.Alpha1 - _cut.Alpha0) + Square(_cut.Beta1 - _cut.Beta0)) / 2;
        At = isOnPlane && Extent > 0 ? (2 * _cut.Nearest(alpha, beta) - 1) * Extent : double.NaN;
        if (!(Extent > 0))
            Extent = extent;
    }

    private static double Square(double value) => value * value;
}
