using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>Contours, hatching, floor, light and background, by the pixels that each of them alone changes.</summary>
public sealed class SurfacePixelTests : GlTest
{
    [GlFact]
    public void ARampHasOneContourALevelAndEveryFifthIsStronger()
    {
        const int Contours = 12;
        foreach (var (x, z) in new[] { (1f, 0f), (0f, 1f), (0.6f, 0.8f) })
        {
            var (with, without) = (Ramp(Contours), Ramp(0));
            for (var level = 0; level < Contours; level++)
            {
                // Where the ramp has the level's coordinate, and half a level further.
                var (at, between) = (Along(level), Along(level + 0.5f));
                // The lowest level is where the scale ends: no line.
                var (low, high) = level == 0 ? (0, 0.02f) : level % 5 == 0 ? (0.38f, 0.46f) : (0.22f, 0.28f);
                Assert.InRange(Brighter(at), low, high);
                Assert.Equal(0, Brighter(between), 0.02f);
            }

            float Along(float level) => 2 * (level / Contours - 0.5f) / 1.6f;

            // The shares of white over the pixels across the line, averaged along it: wherever its middle lies.
            float Brighter(float across) => Enumerable.Range(-15, 31).Average(j => Enumerable.Range(-2, 5).Sum(i =>
            {
                float here = across + i * with.Step, along = 1.01f * j * with.Step;
                Vector3 a = with[here * x - along * z, here * z + along * x], b = without[here * x - along * z, here * z + along * x];
                return (a.Y - b.Y) / (255 - b.Y);
            }));

            MapPixels Ramp(int contours)
            {
                var frame = MapPixels.Frame((a, b) => 0.5f + 0.8f * (x * a + z * b));
                frame.Contours = contours;
                return MapPixels.Draw(Device, frame);
            }
        }
    }

    [GlFact]
    public void ThroughAHoleOneSeesTheFloorWithoutContours()
    {
        Func<float, float, float> torn = (a, b) => MathF.Abs(a) < 0.45f && MathF.Abs(b) < 0.45f ? float.NaN : 0.5f + 0.4f * a + 0.3f * b;
        var frame = MapPixels.Frame(torn, samples: 11);
        (frame.Contours, frame.ShowsFloor) = (60, true);
        frame.Theme = RenderTheme.Dark with { FloorGrid = Vector4.Zero, FloorContour = 1, BackgroundEdge = RenderTheme.Dark.BackgroundCenter };
        var map = MapPixels.Draw(Device, frame);
        // Samples at ±0.6 are the last that are drawn: the cell beyond them already belongs to the hole.
        var floor = map[0, 0];
        for (var alpha = -0.58f; alpha < 0.58f; alpha += map.Step)
        {
            for (var beta = -0.58f; beta < 0.58f; beta += map.Step)
                Assert.True((map[alpha, beta] - floor).Length() < 5, $"({alpha}, {beta}): {map[alpha, beta]}, the floor is {floor}");
        }
        Assert.True((map[-0.65f, 0] - floor).Length() > 60);
    }

    [GlFact]
    public void TheFloorHasTheContoursOfTheSurfaceAboveIt()
    {
        const int Contours = 8;
        var frame = MapPixels.Frame((a, b) => 0.5f + 0.4f * a + 0.1f * b);
        // From below, where nothing hides it.
        frame.Camera = Camera.LookAt(new Vector3(0, -6, 0.01f), new Vector3(0, SceneRenderer.FloorHeight, 0), 0.42f, 1);
        frame.Theme = RenderTheme.Dark with { FloorGrid = Vector4.Zero, FloorContour = 1, FloorFill = new Vector4(0, 0, 0, 1) };
        (frame.Contours, frame.ShowsFloor) = (Contours, true);
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        var picture = Picture.Render(Device, renderer, frame, 240, 240);
        var projection = new SceneProjection(frame.Camera, 240, 240);
        foreach (var beta in new[] { -0.6f, 0.5f })
        {
            for (var level = 1; level < Contours; level++)
            {
                float alpha = (level / (float)Contours - 0.5f - 0.1f * beta) / 0.4f, between = alpha + 0.5f / Contours / 0.4f;
                if (MathF.Abs(alpha) > 0.85f || between > 0.9f) continue;
                var line = Brightest(alpha, beta);
                Assert.True(Sum(line) > 60, $"level {level} at {alpha}: {line}");
                Assert.True(Sum(Brightest(between, beta)) < 6, $"beside level {level} at {between}");
                // Low losses are violet, high ones green and yellow.
                if (level <= 1) Assert.True(line.Z > line.Y, $"{line}");
                if (level >= 6) Assert.True(line.Y > line.Z, $"{line}");
            }
        }

        Vector3 Brightest(float alpha, float beta)
        {
            Assert.True(projection.TryProject(new Vector3(alpha, SceneRenderer.FloorHeight, beta), out var pixel));
            return Enumerable.Range(-1, 3).Select(i => picture[pixel + new Vector2(i, 0)]).MaxBy(Sum);
        }

        static float Sum(Vector3 color) => color.X + color.Y + color.Z;
    }

    [GlFact]
    public void OnlyWhatIsCutOffIsHatchedAndItHasNoContours()
    {
        // A ramp from −0.5 to 1.5 on a scale of 0…1: cut left of −0.5 and right of 0.5.
        FrameView plain = MapPixels.Frame((a, _) => 0.5f + a), contoured = MapPixels.Frame((a, _) => 0.5f + a);
        contoured.Contours = 10;
        MapPixels map = MapPixels.Draw(Device, plain), lines = MapPixels.Draw(Device, contoured);
        foreach (var alpha in new[] { -0.9f, -0.7f, -0.54f, -0.45f, -0.2f, 0.2f, 0.45f, 0.54f, 0.7f, 0.9f })
        {
            var column = Enumerable.Range(-30, 60).Select(i => map[alpha, i * map.Step]).ToList();
            Assert.Equal(MathF.Abs(alpha) > 0.5f, column.Distinct().Count() > 1);
            if (MathF.Abs(alpha) > 0.5f)
                Assert.All(Enumerable.Range(-30, 60), i => Assert.Equal(map[alpha, i * map.Step], lines[alpha, i * map.Step]));
        }
        // Stripes from the lower right to the upper left, darker than the colour between them.
        Vector3 here = map[0.8f, 0], along = map[0.8f + 3 * map.Step, 3 * map.Step], across = map[0.8f + 3 * map.Step, -3 * map.Step];
        Assert.True((here - across).Length() < (here - along).Length() || here == along, $"{here}, {along}, {across}");
        var colors = Enumerable.Range(-30, 60).Select(i => map[0.8f, i * map.Step].Y).ToList();
        Assert.InRange(colors.Min() / colors.Max(), 0.4f, 0.5f);
    }

    [GlFact]
    public void ASlopeTowardsTheLightIsBrighterThanOneAwayFromIt()
    {
        float level = Light(0, 0), left = Light(0.5f, 0), right = Light(-0.5f, 0), front = Light(0, -0.5f), back = Light(0, 0.5f);
        // A loss that grows with α faces −α, and the light comes from −α and +β.
        Assert.True(left > right + 40 && left > level && level > right, $"{left}, {level}, {right}");
        Assert.True(front > back + 25, $"{front}, {back}");

        float Light(float slopeAlpha, float slopeBeta)
        {
            var frame = MapPixels.Frame((a, b) => 0.5f + slopeAlpha * a + slopeBeta * b);
            frame.Scale = new HeightScale(-1, 2);
            frame.Camera = Camera.LookAt(new Vector3(0, 3, 0.01f), frame.World(0, 0, 0.5f), 0.5f, 1);
            return Middle(frame).Length();
        }
    }

    [GlFact]
    public void FromBelowTheSurfaceIsDarker()
    {
        float[] brightness = [.. new[] { 3f, -3f }.Select(y =>
        {
            var frame = MapPixels.Frame((_, _) => 0.7f);
            frame.Camera = Camera.LookAt(new Vector3(0, y, 0.01f), frame.World(0, 0, 0.7f), 0.5f, 1);
            return Middle(frame).Length();
        })];
        Assert.InRange(brightness[1], 0.2f * brightness[0], 0.4f * brightness[0]);
    }

    [GlFact]
    public void TheBackgroundFallsFromTheThemesMiddleToItsEdge()
    {
        foreach (var theme in new[] { RenderTheme.Dark, RenderTheme.Light })
        {
            var frame = new FrameView { Theme = theme, Camera = FrameView.DefaultCamera };
            using var renderer = new SceneRenderer(Device) { Samples = 0 };
            var picture = Picture.Render(Device, renderer, frame, 160, 90);
            AssertNear(theme.BackgroundCenter, picture[new Vector2(80, 45)]);
            foreach (var corner in new[] { new Vector2(0, 0), new Vector2(159, 0), new Vector2(0, 89), new Vector2(159, 89) })
                AssertNear(theme.BackgroundEdge, picture[corner]);
            // Half-way it has come more than half of the way.
            var half = (picture[new Vector2(40, 45)].Y / 255 - theme.BackgroundCenter.Y) / (theme.BackgroundEdge.Y - theme.BackgroundCenter.Y);
            Assert.InRange(half, 0.2f, 0.6f);
        }

        // A bit of noise, and the last hundredth of the way.
        static void AssertNear(Vector3 expected, Vector3 actual) =>
            Assert.True((expected * 255 - actual).Length() < 3, $"{actual}, not {expected * 255}");
    }

    private Vector3 Middle(FrameView frame)
    {
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        return Picture.Render(Device, renderer, frame, 33, 33)[new Vector2(16, 16)];
    }
}
