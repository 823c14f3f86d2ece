using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>The light that a landscape takes from itself.</summary>
public sealed class HeightFieldShadingTests
{
    // The horizontal direction to the light.
    private static readonly float ToX = HeightFieldShading.KeyLight.X / Horizontal, ToZ = HeightFieldShading.KeyLight.Z / Horizontal;

    private static float Horizontal =>
        MathF.Sqrt(HeightFieldShading.KeyLight.X * HeightFieldShading.KeyLight.X + HeightFieldShading.KeyLight.Z * HeightFieldShading.KeyLight.Z);

    [Fact]
    public void APeakThrowsItsShadowAwayFromTheLight()
    {
        var shading = Of((a, b) => MathF.Exp(-(a * a + b * b) / 0.01f));
        foreach (var distance in new[] { 0.2f, 0.3f, 0.4f })
        {
            Assert.True(Key(-distance, 0) < 0.35f, $"{distance}: {Key(-distance, 0)}");
            Assert.Equal(1, Key(distance, 0), 0.02f);
            Assert.InRange(Key(-distance, 0.35f), 0.85f, 1);
            Assert.InRange(Key(-distance, -0.35f), 0.85f, 1);
        }
        // As long as the light's height allows, and soft at its end.
        var length = HeightScale.WorldHeight * Horizontal / HeightFieldShading.KeyLight.Y;
        Assert.InRange(Key(-1.4f * length, 0), 0.85f, 1);
        Assert.True(Key(-0.85f * length, 0) < Key(-1.05f * length, 0));

        float Key(float towards, float across) => shading.At(towards * ToX - across * ToZ, towards * ToZ + across * ToX).Key;
    }

    [Fact]
    public void APlainIsLitInFull()
    {
        var shading = Of((_, _) => 0.4f);
        foreach (var (x, z) in new[] { (0f, 0f), (-1f, -1f), (1f, 1f), (0.3f, -0.8f) })
            Assert.Equal((1, 1), shading.At(x, z));
    }

    [Fact]
    public void AGorgeSeesLessOfTheSkyAndARidgeALittleMore()
    {
        float gorge = Of((a, _) => 1 - MathF.Exp(-a * a / 0.01f)).At(0, 0).Sky, ridge = Of((a, _) => MathF.Exp(-a * a / 0.01f)).At(0, 0).Sky;
        Assert.InRange(gorge, 0.2f, 0.6f);
        Assert.InRange(ridge, 1.05f, 1.3f);
    }

    private static HeightFieldShading Of(Func<float, float, float> loss)
    {
        const int Size = 65;
        var field = new HeightField();
        field.Update(new SurfaceSamples(SyntheticScenes.Sample(loss, Size), Size, Size, 1), new HeightScale(0, 1));
        var shading = new HeightFieldShading();
        shading.Update(field);
        return shading;
    }
}
