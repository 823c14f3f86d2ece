namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The number of device pixels per logical pixel.</summary>
internal static class UiScale
{
    public const float Min = 0.75f, Max = 4f;

    /// <summary>
    /// The scale for a window, from its framebuffer and window widths, times the user's own factor. Rounded to quarters
    /// for crisp hairlines.
    /// </summary>
    public static float FromWindow(int framebufferWidth, int windowWidth, float userFactor = 1)
    {
        var ratio = windowWidth > 0 && framebufferWidth > 0 ? (float)framebufferWidth / windowWidth : 1;
        return Snap(ratio * userFactor);
    }

    /// <summary>The nearest quarter within the supported range; 1 when the value is not a number.</summary>
    public static float Snap(float scale) =>
        float.IsFinite(scale) ? Math.Clamp(MathF.Round(scale * 4) / 4, Min, Max) : 1;
}
