using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Shell;

/// <summary>Colours of classes and of signed numbers, derived from the theme.</summary>
internal static class Palette
{
    /// <summary>A class: blue, amber, then the other runner colours.</summary>
    public static SKColor Class(Theme theme, int label) => theme.Runner(label switch { 0 => 1, 1 => 0, _ => label });

    /// <summary>The area of a class, faint enough to see samples on it.</summary>
    public static SKColor Field(Theme theme, int label) =>
        Mix(Class(theme, label), theme.IsDark ? theme.Panel : SKColors.White, theme.IsDark ? 0.38f : 0.5f);

    /// <summary>A sample of a class, distinguishable from its area.</summary>
    public static SKColor Dot(Theme theme, int label) =>
        theme.IsDark ? Mix(Class(theme, label), SKColors.White, 0.66f) : Mix(Class(theme, label), SKColors.Black, 0.38f);

    /// <summary>Where no class is more likely than another.</summary>
    public static SKColor Undecided(Theme theme) => theme.IsDark ? new SKColor(0x20, 0x24, 0x2C) : theme.Panel;

    /// <summary>A number from −1 (blue) over 0 (dark) to 1 (amber).</summary>
    public static SKColor Signed(Theme theme, float value) => Mix(
        theme.IsDark ? theme.Control : theme.Panel, theme.Runner(value < 0 ? 1 : 0), Math.Clamp(MathF.Abs(value), 0, 1));

    /// <summary>The colour of a ball, sRGB 0…1, adjusted for contrast on this theme's panels.</summary>
    public static SKColor Of(Theme theme, Vector3 color)
    {
        for (var i = 0; i < Race.Palette.Count; i++)
        {
            if (Race.Palette[i] == color)
                return theme.Runner(i);
        }
        return new SKColor((byte)(color.X * 255), (byte)(color.Y * 255), (byte)(color.Z * 255));
    }

    /// <summary>From <paramref name="a"/> at 0 to <paramref name="b"/> at 1.</summary>
    public static SKColor Mix(SKColor a, SKColor b, float t) => new(
        Mix(a.Red, b.Red, t), Mix(a.Green, b.Green, t), Mix(a.Blue, b.Blue, t));

    private static byte Mix(byte a, byte b, float t) => (byte)(a + (b - a) * t + 0.5f);
}
