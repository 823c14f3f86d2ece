using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>Trails, stems and tangent planes, by the pixels that each of them alone changes.</summary>
public sealed class LinePixelTests : GlTest
{
    private const float Near = 0.8f; // height of the map around the lines

    private static readonly Vector3 Red = new(1, 0, 0), Blue = new(0, 0, 1);

    [GlFact]
    public void OnAMapTheLaterTrailLiesOverTheEarlierAndABallOverBoth()
    {
        var frame = MapPixels.Frame((_, _) => 0.5f, Near);
        // The earlier trail is higher: what counts on a map is the order.
        frame.Add(new Trail(Line(-0.3f, 0, 0.3f, 0, 0.9f), Red));
        frame.Add(new Trail(Line(0, -0.3f, 0, 0.3f, 0.2f), Blue));
        frame.Add(new Trail(Line(0.2f, -0.3f, 0.2f, 0.3f, 0.2f), Blue));
        frame.Add(new Ball(0.2f, 0, 0.1f, 0.5f, new Vector3(0, 1, 0), false));
        var map = MapPixels.Draw(Device, frame, Near);
        Assert.True(map[0.1f, 0].X > map[0.1f, 0].Z + 100, $"{map[0.1f, 0]} on the earlier trail");
        Assert.True(map[0, 0].Z > map[0, 0].X + 100, $"{map[0, 0]} where they cross");
        Assert.True(map[0.2f, 0].Y > map[0.2f, 0].Z + 60, $"{map[0.2f, 0]} on the ball");
    }

    [GlFact]
    public void ATrailIsFaintWhereItBeginsAndDarkAtItsEdges()
    {
        FrameView bare = MapPixels.Frame((_, _) => 0.5f, Near), frame = MapPixels.Frame((_, _) => 0.5f, Near);
        frame.Add(new Trail(Line(-0.35f, 0.05f, 0.35f, 0.05f, 0.5f), Red));
        // At this height of the picture a line is two and a half pixels wide.
        MapPixels with = MapPixels.Draw(Device, frame, Near, 900), without = MapPixels.Draw(Device, bare, Near, 900);
        float old = Redder(-0.34f), middle = Redder(0), recent = Redder(0.34f);
        Assert.True(old > 5 && middle > 1.6f * old && recent > 1.3f * middle, $"{old}, {middle}, {recent}");
        // Beside the line both edges are darker than the ground, further away nothing has changed.
        foreach (var side in new[] { -1, 1 })
        {
            var darkest = Enumerable.Range(1, 8).Min(i => with[0.3f, 0.05f + side * i * 0.001f].Y);
            Assert.True(darkest < 0.75f * without[0.3f, 0.05f].Y, $"{darkest} beside {without[0.3f, 0.05f].Y}");
            Assert.Equal(without[0.3f, 0.05f + side * 0.02f], with[0.3f, 0.05f + side * 0.02f]);
        }

        float Redder(float alpha) => Enumerable.Range(-2, 5).Max(i => with[alpha, 0.05f + i * 0.001f].X - without[alpha, 0.05f].X);
    }

    [GlFact]
    public void AStemLeadsFromTheBallToTheSurfaceAndIsSeenThroughIt()
    {
        foreach (var gap in new[] { 0.3f, -0.3f })
        {
            FrameView bare = Side(null), frame = Side(new Ball(0, 0, 0.5f + gap, 0.5f, Red, false));
            Picture without = Draw(bare), with = Draw(frame);
            foreach (var (share, changes) in new[] { (0.3f, true), (0.7f, true), (-0.25f, false) })
            {
                var pixel = Pixel(frame, frame.World(0, 0, 0.5f + share * gap));
                var difference = Enumerable.Range(-1, 3).Max(i => (with[pixel + i * Vector2.UnitX] - without[pixel + i * Vector2.UnitX]).Length());
                Assert.True(difference > 60 == changes, $"{difference} at {share} of {gap}");
            }
        }

        static FrameView Side(Ball? ball)
        {
            var frame = MapPixels.Frame((_, _) => 0.5f);
            frame.Camera = Camera.LookAt(new Vector3(0, 1.2f, 1.6f), new Vector3(0, 0.45f, 0), 0.6f, 1);
            if (ball is { } one) frame.Add(one);
            return frame;
        }
    }

    [GlFact]
    public void ATangentPlaneRisesWithItsSlopesAndIsFaintWhereItIsBelowTheSurface()
    {
        var color = new Vector3(1, 0.3f, 1);
        foreach (var (slopeAlpha, slopeBeta) in new[] { (0.6f, 0f), (0f, 0.6f), (-0.6f, 0f), (0f, -0.6f) })
        {
            FrameView bare = MapPixels.Frame((_, _) => 0.5f), frame = MapPixels.Frame((_, _) => 0.5f);
            frame.Tangent = new TangentPatch(0.1f, -0.2f, 0.5f, slopeAlpha, slopeBeta, 0.4f, color);
            MapPixels with = MapPixels.Draw(Device, frame), without = MapPixels.Draw(Device, bare);
            // Between the lines of its grid, in the middle of four sides: above the surface, below it, and one of each.
            foreach (var (x, y) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                float alpha = 0.1f + x * 0.25f + 0.05f * y, beta = -0.2f + y * 0.25f + 0.05f * x;
                var share = (with[alpha, beta].X - without[alpha, beta].X) / (255 * color.X - without[alpha, beta].X);
                var rise = slopeAlpha * (alpha - 0.1f) + slopeBeta * (beta + 0.2f);
                Assert.Equal(rise > 0 ? 0.20f : 0.20f * 0.4f, share, 0.03f);
            }
            // Its four sides are strong lines; outside nothing has changed.
            foreach (var (x, y) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                Assert.Equal(without[0.1f + 0.43f * x, -0.2f + 0.43f * y], with[0.1f + 0.43f * x, -0.2f + 0.43f * y]);
                var side = Enumerable.Range(0, 4).Max(i => (with[0.1f + (0.4f - i * with.Step) * x, -0.2f + (0.4f - i * with.Step) * y]
                    - without[0.1f + 0.3f * x, -0.2f + 0.3f * y]).Length());
                Assert.True(side > 40, $"{side} at the side ({x}, {y})");
            }
        }
    }

    [GlFact]
    public void ATangentPlaneWithoutALossOrASlopeIsNotDrawn()
    {
        var bare = MapPixels.Draw(Device, MapPixels.Frame((_, _) => 0.5f));
        foreach (var (loss, slope) in new[] { (float.NaN, 0f), (0.5f, float.NaN), (float.PositiveInfinity, 0f) })
        {
            var frame = MapPixels.Frame((_, _) => 0.5f);
            frame.Tangent = new TangentPatch(0, 0, loss, slope, 0, 0.4f, Red);
            Assert.Equal(bare[0.1f, 0.1f], MapPixels.Draw(Device, frame)[0.1f, 0.1f]);
        }
    }

    private static Vector2 Pixel(FrameView frame, Vector3 world)
    {
        Assert.True(new SceneProjection(frame.Camera, MapPixels.Size, MapPixels.Size).TryProject(world, out var pixel));
        return pixel;
    }

    private Picture Draw(FrameView frame)
    {
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        return Picture.Render(Device, renderer, frame, MapPixels.Size, MapPixels.Size);
    }

    private static TrailPoint[] Line(float alpha, float beta, float toAlpha, float toBeta, float loss) =>
        [.. Enumerable.Range(0, 61).Select(i => new TrailPoint(alpha + (toAlpha - alpha) * i / 60, beta + (toBeta - beta) * i / 60, loss))];
}
