namespace NeuroLab.Numerics;

/// <summary>
/// Double-precision functions that <see cref="Math"/> lacks; used where accuracy matters more than speed.
/// </summary>
internal static class SpecialFunctions
{
    /// <summary>The error function to about 1e-15, by its Maclaurin series or the continued fraction of erfc.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
            return x;
        var magnitude = Math.Abs(x);
        if (magnitude > 6)
            return Math.Sign(x);
        return magnitude < 2.5 ? Series(x) : Math.Sign(x) * (1 - ContinuedFraction(magnitude));
    }

    /// <summary>ln(1 + eˣ) without overflow.</summary>
    public static double Softplus(double x)
    {
        var u = Math.Exp(-Math.Abs(x));
        // ln(1 + u) with the rounding error of 1 + u divided out (Goldberg 1991, theorem 4).
        var w = 1 + u;
        var log1p = w == 1 ? u : Math.Log(w) * u / (w - 1);
        return Math.Max(x, 0) + log1p;
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Series(double x)
    {
        // erf x = 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1))
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 100; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double ContinuedFraction(double x)
    {
        // erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …
        var tail = x;
        for (var n = 60; n >= 1; n--)
            tail = x + n / 2.0 / tail;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / tail;
    }
}
