using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>Balls, their shadows, rings and outlines, by the pixels that each of them alone changes.</summary>
public sealed class BallPixelTests : GlTest
{
    private const float Near = 0.5f; // height of the map around the ball
    private const float Radius = BallPlacement.Radius;

    private static readonly Vector3 Red = new(1, 0, 0);

    [GlFact]
    public void TheHigherABallTheWiderAndWeakerItsShadow()
    {
        var bare = MapPixels.Draw(Device, Ground(), Near);
        var shadows = new[] { 0f, 0.1f, 0.3f }.Select(gap => MapPixels.Draw(Device, Ground(Over(gap)), Near)).ToList();
        foreach (var (higher, lower) in shadows.Skip(1).Zip(shadows))
        {
            Assert.True(Darkness(higher, 1.1f * Radius) < Darkness(lower, 1.1f * Radius) - 0.03f, $"{Darkness(higher, 1.1f * Radius)}, {Darkness(lower, 1.1f * Radius)} below");
            Assert.True(Reach(higher) > Reach(lower) + 0.01f, $"{Reach(higher)}, {Reach(lower)} below");
        }
        Assert.InRange(Darkness(shadows[0], 1.1f * Radius), 0.29f, 0.36f);
        Assert.InRange(Reach(shadows[0]), 1.7f * Radius, 2.1f * Radius);

        // The share of the light that is missing beside the ball, in every direction the same.
        float Darkness(MapPixels map, float distance)
        {
            var d = distance * MathF.Sqrt(0.5f);
            float[] shares = [Share(map, d, d), Share(map, -d, d), Share(map, d, -d), Share(map, -d, -d)];
            Assert.True(shares.Max() - shares.Min() < 0.04f, string.Join(", ", shares));
            return shares.Average();
        }

        float Share(MapPixels map, float alpha, float beta) => 1 - map[alpha, beta].Y / bare[alpha, beta].Y;

        float Reach(MapPixels map)
        {
            var reach = 0f;
            for (var alpha = 0f; alpha < Near / 2; alpha += map.Step)
                reach = Share(map, alpha, 0) > 0.015f ? alpha : reach;
            return reach;
        }
    }

    [GlFact]
    public void ABallBelowThePlaneShadesItAsOneThatTouchesIt()
    {
        MapPixels on = MapPixels.Draw(Device, Ground(Over(0)), Near), below = MapPixels.Draw(Device, Ground(Over(-0.3f)), Near);
        for (var alpha = -0.2f; alpha < 0.2f; alpha += on.Step)
            Assert.Equal(on[alpha, 0.01f], below[alpha, 0.01f]);
    }

    [GlFact]
    public void AHoleTakesNoShadow()
    {
        // The ball stands in the solid half, closer to the hole than its shadow reaches.
        Func<float, float, float> half = (alpha, _) => alpha > 0.04f ? float.NaN : 0.5f;
        var frame = MapPixels.Frame(half, Near, 101);
        frame.Add(new Ball(-0.005f, 0, 0.5f, 0.5f, Red, false));
        MapPixels with = MapPixels.Draw(Device, frame, Near), without = MapPixels.Draw(Device, MapPixels.Frame(half, Near, 101), Near);
        Assert.True(with[-0.05f, 0].Y < without[-0.05f, 0].Y - 5);
        for (var beta = -0.1f; beta < 0.1f; beta += with.Step)
            Assert.Equal(without[0.06f, beta], with[0.06f, beta]);
    }

    [GlFact]
    public void ASelectedBallIsLargerAndHasARingOfTheThemesColour()
    {
        foreach (var theme in new[] { RenderTheme.Dark, RenderTheme.Light })
        {
            FrameView plain = Ground(Over(0)), selected = Ground(Over(0) with { Selected = true });
            plain.Theme = selected.Theme = theme;
            MapPixels without = MapPixels.Draw(Device, plain, Near), with = MapPixels.Draw(Device, selected, Near);
            var ring = theme.SelectionRing.AsVector3() * 255;
            foreach (var (x, y) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                var at = 1.36f * 1.15f * Radius;
                Assert.True(Distance(with[at * x, at * y], ring) < 30, $"{with[at * x, at * y]}, the ring is {ring}");
                Assert.True(Distance(without[at * x, at * y], ring) > 60);
                // Between ball and ring one sees the ground; beyond the smaller ball's edge the larger one is red.
                Assert.True(Distance(with[1.22f * 1.15f * Radius * x, 1.22f * 1.15f * Radius * y], ring) > 60);
                Assert.True(Redness(with[1.07f * Radius * x, 1.07f * Radius * y]) > Redness(without[1.07f * Radius * x, 1.07f * Radius * y]) + 40);
            }
        }
    }

    [GlFact]
    public void ABallIsLitFromTheSideOfTheKeyLight()
    {
        var light = HeightFieldShading.KeyLight;
        var map = MapPixels.Draw(Device, Ground(Over(0) with { Color = new Vector3(0.7f) }), Near);
        float d = 0.6f * Radius / MathF.Sqrt(light.X * light.X + light.Z * light.Z), x = d * light.X, z = d * light.Z;
        Assert.True(map[x, z].Length() > map[-x, -z].Length() + 60, $"{map[x, z]} and {map[-x, -z]}");
        Assert.True(map[x, -z].Length() > map[-x, z].Length() + 30, $"{map[x, -z]} and {map[-x, z]}");
    }

    [GlFact]
    public void OnAMapABallBelowThePlaneIsDrawnAsOneOnIt()
    {
        MapPixels on = MapPixels.Draw(Device, Ground(Over(0)), Near), below = MapPixels.Draw(Device, Ground(Over(-0.4f)), Near);
        for (var alpha = -0.06f; alpha < 0.06f; alpha += on.Step)
        {
            for (var beta = -0.06f; beta < 0.06f; beta += on.Step)
                Assert.Equal(on[alpha, beta], below[alpha, beta]);
        }
    }

    [GlFact]
    public void ABallBehindTheSurfaceIsFaintWithAnOutlineOfItsColourAndOneInFrontIsNeither()
    {
        // A level surface seen from the side; the ball lies under it or over it, in the middle of the picture.
        foreach (var (gap, isHidden) in new[] { (-0.3f, true), (0.3f, false) })
        {
            var frame = Ground(new Ball(0, 0, 0.5f + gap, 0.5f, new Vector3(1, 0.2f, 0.9f), false));
            var center = frame.World(0, 0, 0.5f + gap) + Radius * Vector3.UnitY;
            frame.Camera = Camera.LookAt(center + new Vector3(0, 0.6f, 1.2f), center, 0.2f, 1);
            var bare = Ground();
            bare.Camera = frame.Camera;
            Picture with = Draw(frame), without = Draw(bare);
            var projection = new SceneProjection(frame.Camera, MapPixels.Size, MapPixels.Size);
            projection.TryProject(center + Radius * Vector3.UnitX, out var edge);
            var radius = edge.X - MapPixels.Size / 2f;
            Vector2 right = new(1, 0), middle = new(MapPixels.Size / 2f);
            var color = new Vector3(255, 51, 230);
            Assert.Equal(isHidden, Distance(with[middle + 1.1f * radius * right], color) < 8);
            Assert.Equal(isHidden, Distance(with[middle - 1.1f * radius * right], color) < 8);
            Assert.True(Distance(with[middle + 1.4f * radius * right], color) > 60);
            // 0.4 of the ball over 0.6 of what hides it.
            var share = Distance(with[middle], without[middle]);
            Assert.Equal(isHidden, share < 130);
            Assert.True(share > 40, $"{with[middle]} over {without[middle]}");
        }

        Picture Draw(FrameView frame)
        {
            using var renderer = new SceneRenderer(Device) { Samples = 0 };
            return Picture.Render(Device, renderer, frame, MapPixels.Size, MapPixels.Size);
        }
    }

    private static Ball Over(float gap) => new(0, 0, 0.5f + gap, 0.5f, Red, false);

    private static FrameView Ground(Ball? ball = null)
    {
        var frame = MapPixels.Frame((_, _) => 0.5f, Near);
        if (ball is { } one) frame.Add(one);
        return frame;
    }

    private static float Distance(Vector3 a, Vector3 b) => (a - b).Length();

    private static float Redness(Vector3 color) => color.X - color.Y;
}
