using System.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class ColorMapTests
{
    public static TheoryData<string> Names => [.. ColorMap.All.Select(map => map.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void LightnessRisesWithTheLoss(string name)
    {
        var map = ColorMap.All.Single(m => m.Name == name);
        for (var i = 1; i <= 256; i++)
        {
            float before = Lightness(map.Evaluate((i - 1) / 256f)), after = Lightness(map.Evaluate(i / 256f));
            Assert.True(after > before, $"{name} at {i / 256f}: {before} then {after}");
        }
        Assert.True(Lightness(map.Evaluate(1)) - Lightness(map.Evaluate(0)) > 55);
    }

    [Fact]
    public void CoordinatesOutsideAreHeldAndNaNIsGrey()
    {
        Assert.True(Vector3.Distance(RenderTheme.Rgb(0x440154), ColorMap.Viridis.Evaluate(-3)) < 1e-5f);
        Assert.True(Vector3.Distance(RenderTheme.Rgb(0xfde725), ColorMap.Viridis.Evaluate(7)) < 1e-5f);
        Assert.Equal(new Vector3(0.5f), ColorMap.Viridis.Evaluate(float.NaN));
    }

    /// <summary>CIE L* of an sRGB colour.</summary>
    private static float Lightness(Vector3 color)
    {
        var y = 0.2126f * Linear(color.X) + 0.7152f * Linear(color.Y) + 0.0722f * Linear(color.Z);
        return y > 0.008856f ? 116 * MathF.Cbrt(y) - 16 : 903.3f * y;
    }

    private static float Linear(float c) => c <= 0.04045f ? c / 12.92f : MathF.Pow((c + 0.055f) / 1.055f, 2.4f);
}
