namespace NeuroLab.Demo.Editor;

/// <summary>The loss along a straight cut through the surface, under the weights.</summary>
internal sealed class SurfaceSlice(EditorContext context)
{
    private readonly float[] _losses = new float[129];
    private bool _isAlongBeta;

    /// <summary>Above the chart.</summary>
    public string Title => _isAlongBeta ? "SLICE ALONG β" : "SLICE ALONG α";

    /// <summary>What runs to the right.</summary>
    public string AxisName => _isAlongBeta ? "β" : "α";

    /// <summary>Half the length of the cut.</summary>
    public double Extent => context.Scene.Landscape.Grid.Extent;

    /// <summary>Evenly from −Extent to Extent.</summary>
    public ReadOnlySpan<float> Losses => _losses;

    /// <summary>Where the weights are along the cut; NaN while they are not on the plane.</summary>
    public double At => _isAlongBeta ? Place.Beta : Place.Alpha;

    private (double Alpha, double Beta) Place
    {
        get
        {
            var status = context.Scene.Trainer.Status;
            return context.Scene.Trainer.StatusVersion > 0 && status.Plane is not null
                ? (status.Alpha, status.Beta)
                : (double.NaN, double.NaN);
        }
    }

    /// <summary>Cuts along the other direction.</summary>
    public void Turn() => _isAlongBeta = !_isAlongBeta;

    /// <summary>Reads the surface along the cut.</summary>
    public void Update()
    {
        var (alpha, beta) = Place;
        var extent = Extent;
        for (var i = 0; i < _losses.Length; i++)
        {
            var along = extent * (2.0 * i / (_losses.Length - 1) - 1);
            _losses[i] = _isAlongBeta
                ? LossAt(double.IsFinite(alpha) ? alpha : 0, along)
                : LossAt(along, double.IsFinite(beta) ? beta : 0);
        }
    }

    // Bilinear between the four samples around the point; NaN where one of them is.
    private float LossAt(double alpha, double beta)
    {
        var landscape = context.Scene.Landscape;
        var losses = landscape.Losses;
        var side = landscape.Grid.Resolution;
        if (losses.Length < side * side)
            return float.NaN;
        var column = Math.Clamp((alpha / landscape.Grid.Extent + 1) / 2 * (side - 1), 0, side - 1.001);
        var row = Math.Clamp((beta / landscape.Grid.Extent + 1) / 2 * (side - 1), 0, side - 1.001);
        int x = (int)column, y = (int)row;
        float u = (float)(column - x), v = (float)(row - y);
        var near = losses[y * side + x] * (1 - u) + losses[y * side + x + 1] * u;
        var far = losses[(y + 1) * side + x] * (1 - u) + losses[(y + 1) * side + x + 1] * u;
        return near * (1 - v) + far * v;
    }
}
