namespace NeuroLab.Rendering;

/// <summary>Ticks at round numbers.</summary>
internal static class AxisTicks
{
    /// <summary>
    /// The step of the form 1, 2 or 5 times a power of ten that gives two to four ticks on each side of 0.
    /// </summary>
    public static float Step(float extent)
    {
        var power = MathF.Pow(10, MathF.Floor(MathF.Log10(extent)));
        var leading = extent / power;
        return power * (leading < 2 ? 0.5f : leading < 4 ? 1f : leading < 8 ? 2f : 5f);
    }

    /// <summary>Number of ticks on each side of 0.</summary>
    public static int Count(float extent) => (int)(extent / Step(extent) * 1.0001f);
}
