namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The number of device pixels per logical pixel.</summary>
internal static class UiScale
{
    public const float Min = 0.75f, Max = 4f;

    /// <summary>The nearest quarter within the supported range; 1 when the value is not a number.</summary>
    public static float Snap(float scale) =>
        float.IsFinite(scale) ? Math.Clamp(MathF.Round(scale * 4) / 4, Min, Max) : 1;
}
