namespace NeuroLab.Components;

/// <summary>A straight cut through a surface, from (α₀, β₀) to (α₁, β₁).</summary>
internal readonly record struct SurfaceCut(double Alpha0, double Beta0, double Alpha1, double Beta1)
{
    /// <summary>The longest cut within ±extent, along β ±betaExtent, through a point at an angle in radians from the α axis.</summary>
    public static SurfaceCut Through(double alpha, double beta, double angle, double extent, double betaExtent)
    {
        double along = Math.Cos(angle), across = Math.Sin(angle);
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        Clip(alpha, along, extent);
        Clip(beta, across, betaExtent);
        return new(alpha + low * along, beta + low * across, alpha + high * along, beta + high * across);

        void Clip(double at, double slope, double extent)
        {
            if (Math.Abs(slope) < 1e-12)
                return;
            double a = (-extent - at) / slope, b = (extent - at) / slope;
            low = Math.Max(low, Math.Min(a, b));
            high = Math.Min(high, Math.Max(a, b));
        }
    }

    /// <summary>The point at a fraction of the cut, 0…1.</summary>
    public (double Alpha, double Beta) At(double share) =>
        (Alpha0 + share * (Alpha1 - Alpha0), Beta0 + share * (Beta1 - Beta0));

    /// <summary>The fraction at which the cut is nearest to a point: where a chart marks the ball.</summary>
    public double Nearest(double alpha, double beta)
    {
        double along = Alpha1 - Alpha0, across = Beta1 - Beta0;
        return ((alpha - Alpha0) * along + (beta - Beta0) * across) / (along * along + across * across);
    }
}
