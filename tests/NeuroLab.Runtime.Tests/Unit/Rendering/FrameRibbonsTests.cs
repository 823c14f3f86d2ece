using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>The lines of a frame, before they are drawn.</summary>
public sealed class FrameRibbonsTests
{
    private const float Extent = 2;

    private readonly FrameRibbons _ribbons = new();
    private readonly HeightField _field = new();

    [Fact]
    public void AnArrowEndsWhereTheSurfaceDoesAndElsewhereInAPoint()
    {
        var frame = Level();
        frame.Arrow = new GradientArrow(1, 0.5f, 3, 0, Vector3.One);
        var cut = Arrow(frame);
        Assert.Equal(new Vector2(0.5f, 0.25f), Place(cut[0]));
        Assert.All(cut, point => Assert.InRange(point.Position.X, 0.5f, 1f));
        Assert.InRange(cut[^1].Position.X, 0.93f, 1f);
        Assert.All(cut, point => Assert.Equal(2.6f, point.Width, 1e-4f));

        frame = Level();
        frame.Arrow = new GradientArrow(1, 0.5f, -0.5f, 0.8f, Vector3.One);
        var whole = Arrow(frame);
        Assert.Equal(new Vector2(0.25f, 0.65f), Place(whole[^1]));
        Assert.Equal(0, whole[^1].Width, 1e-4f);
        // A shaft of one width, then a head that narrows towards the tip from its widest point at four fifths.
        var head = whole.FindIndex(point => point.Width > 2.7f);
        Assert.InRange((Place(whole[head]) - Place(whole[0])).Length() / (Place(whole[^1]) - Place(whole[0])).Length(), 0.8f, 0.84f);
        Assert.Equal(Place(whole[head]), Place(whole[head - 1]));
        Assert.All(whole[..head], point => Assert.Equal(2.6f, point.Width, 1e-4f));
        Assert.All(whole[head..].Zip(whole[(head + 1)..]), pair => Assert.True(pair.Second.Width < pair.First.Width));
        Assert.InRange(whole[head].Width, 9, 13);
    }

    [Fact]
    public void AnArrowLiesOnTheSurfaceAndStopsAtAHole()
    {
        var frame = Sloped((a, b) => a > 0.5f && MathF.Abs(b) < 0.3f ? float.NaN : 0.5f + 0.4f * a);
        frame.Arrow = new GradientArrow(-1, 0, 3, 0, Vector3.One);
        var points = Arrow(frame);
        Assert.All(points, point => Assert.Equal(
            frame.World(point.Position.X * Extent, 0, 0.5f + 0.4f * point.Position.X).Y + 0.01f, point.Position.Y, 4e-3f));
        Assert.InRange(points[^1].Position.X, 0.35f, 0.51f);
    }

    [Fact]
    public void AnArrowOfAFieldIsThinnerAndFainter()
    {
        var frame = Level();
        frame.Add(new GradientArrow(0, 0, 1, 0, new Vector3(1, 0, 0), 0.5f));
        frame.Arrow = new GradientArrow(0, 0, 0, 1, new Vector3(0, 1, 0));
        Collect(frame);
        var lines = Lines(_ribbons.CasingEnd, _ribbons.TrailEnd);
        Assert.Equal(2, lines.Count);
        // The single one is drawn over the field.
        Assert.Equal((1f, 0f, 0.7f), (lines[0][0].Color.X, lines[0][0].Color.Y, lines[0][0].Color.W));
        Assert.Equal((0f, 1f, 1f), (lines[1][0].Color.X, lines[1][0].Color.Y, lines[1][0].Color.W));
        Assert.Equal(lines[1][0].Width / 2, lines[0][0].Width, 1e-4f);
    }

    [Fact]
    public void ATrailFadesTowardsItsPastAndAMarkDoesNot()
    {
        var points = Enumerable.Range(0, 40).Select(i => new TrailPoint(-1 + i * 0.05f, 0.5f, 0.5f)).ToArray();
        var frame = Level();
        frame.Add(new Trail(points, new Vector3(1, 0, 0)));
        frame.Add(new Trail(points, new Vector3(0, 1, 0), IsMark: true));
        Collect(frame);
        foreach (var (from, to, strongest) in new[] { (_ribbons.FrameEnd, _ribbons.CasingEnd, 0.42f), (_ribbons.CasingEnd, _ribbons.TrailEnd, 1f) })
        {
            var lines = Lines(from, to);
            var trail = lines[0].ConvertAll(point => point.Color.W);
            Assert.Equal(40, trail.Count);
            Assert.Equal(strongest, trail[^1], 1e-4f);
            Assert.InRange(trail[0] / strongest, 0.2f, 0.27f);
            Assert.All(trail.Zip(trail[1..]), pair => Assert.True(pair.Second > pair.First));
            Assert.Single(lines[1].Select(point => point.Color.W).Distinct());
            Assert.Equal(2 * lines[1][0].Width, lines[0][0].Width, 0.5f);
        }
        // The dark edge is wider than the line over it.
        Assert.True(Lines(_ribbons.FrameEnd, _ribbons.CasingEnd)[0][0].Width > 1.5f * Lines(_ribbons.CasingEnd, _ribbons.TrailEnd)[0][0].Width);
        Assert.Equal(Vector3.Zero, Lines(_ribbons.FrameEnd, _ribbons.CasingEnd)[0][0].Color.AsVector3());
    }

    [Fact]
    public void ATrailIsInterruptedWhereALossIsNotFiniteAndKeepsItsNewestPoint()
    {
        TrailPoint[] points =
        [
            new(0, 0, 0.5f), new(0.2f, 0, 0.5f), new(0.4f, 0, float.NaN), new(0.6f, 0, 0.5f), new(0.601f, 0, 0.5f), new(0.8f, 0, 0.5f),
            new(0.801f, 0, 0.5f), new(0.802f, 0, 0.5f),
        ];
        var frame = Level();
        frame.Add(new Trail(points, Vector3.One));
        Collect(frame);
        var lines = Lines(_ribbons.CasingEnd, _ribbons.TrailEnd);
        Assert.Equal([[0f, 0.1f], [0.3f, 0.4f, 0.401f]], lines.Select(line => line.Select(point => point.Position.X)));
    }

    [Fact]
    public void TheFloorHasAFrameAndAtEveryTickALineAcrossAndATickOnEachSide()
    {
        var frame = Level();
        frame.ShowsFloor = true;
        Collect(frame);
        var lines = Lines(0, _ribbons.FrameEnd).Where(line => line[0].Position.Y == SceneRenderer.FloorHeight).ToList();
        Assert.Equal([new(-1, -1), new(1, -1), new(1, 1), new(-1, 1), new Vector2(-1, -1)], lines[0].Select(Place).OrderBy(_ => 0));
        // An extent of 2 has ticks at −2, −1, 0, 1, 2: world −1 … 1 in steps of a half.
        float[] ticks = [-1, -0.5f, 0, 0.5f, 1];
        var across = lines[1..].Where(line => (Place(line[0]) - Place(line[1])).Length() > 1).ToList();
        Assert.Equal(ticks, across.Where(line => line[0].Position.X == line[1].Position.X).Select(line => line[0].Position.X).Order());
        Assert.Equal(ticks, across.Where(line => line[0].Position.Z == line[1].Position.Z).Select(line => line[0].Position.Z).Order());
        var outside = lines[1..].Where(line => (Place(line[0]) - Place(line[1])).Length() < 1).ToList();
        Assert.Equal(4 * ticks.Length, outside.Count);
        Assert.All(outside, line =>
        {
            Vector2 a = Place(line[0]), b = Place(line[1]);
            Assert.Equal(1, MathF.Max(MathF.Abs(a.X), MathF.Abs(a.Y)));
            Assert.Equal(1.035f, MathF.Max(MathF.Abs(b.X), MathF.Abs(b.Y)), 1e-4f);
        });
        frame = Level();
        Collect(frame);
        Assert.DoesNotContain(Lines(0, _ribbons.FrameEnd), line => line[0].Position.Y == SceneRenderer.FloorHeight);
    }

    [Fact]
    public void TheBorderFollowsTheSurfacesEdgesAndLeavesHolesOut()
    {
        var frame = Sloped((a, b) => b < -0.95f && MathF.Abs(a) < 0.3f ? float.NaN : 0.5f + 0.4f * a);
        Collect(frame);
        var lines = Lines(0, _ribbons.FrameEnd);
        Assert.Equal(5, lines.Count);
        Assert.All(lines.SelectMany(line => line), point =>
        {
            Assert.Equal(1, MathF.Max(MathF.Abs(point.Position.X), MathF.Abs(point.Position.Z)), 1e-5f);
            Assert.True(point.Position.Z > -1 || MathF.Abs(point.Position.X) > 0.3f);
            Assert.Equal(HeightScale.WorldHeight * (0.5f + 0.4f * point.Position.X), point.Position.Y, 1e-3f);
        });
        // The low side has the darker end of the map.
        Assert.True(lines.SelectMany(l => l).MinBy(p => p.Position.X).Color.Y < lines.SelectMany(l => l).MaxBy(p => p.Position.X).Color.Y - 0.2f);
    }

    [Fact]
    public void AStemJoinsBallAndSurfaceAndABallThatTouchesHasNone()
    {
        var frame = Level();
        frame.Add(new Ball(1, -1, 0.9f, 0.5f, Vector3.One, false));
        frame.Add(new Ball(0, 0, 0.5f, 0.5f, Vector3.One, false));
        frame.Add(new Ball(-1, 1, 0.3f, 0.5f, Vector3.One, false));
        Collect(frame);
        var stems = Lines(_ribbons.TrailEnd, _ribbons.Batch.Count);
        Assert.Equal(2, stems.Count);
        Assert.Equal((0.45f, 0.81f), (stems[0][0].Position.Y, MathF.Round(stems[0][1].Position.Y, 4)));
        Assert.Equal((0.45f, 0.27f), (stems[1][0].Position.Y, MathF.Round(stems[1][1].Position.Y, 4)));
        Assert.Equal(new Vector2(0.5f, -0.5f), Place(stems[0][1]));
    }

    [Fact]
    public void WidthsGrowWithThePicture()
    {
        var frame = Sloped((a, _) => 0.5f + 0.4f * a);
        frame.ShowsFloor = true;
        frame.Add(new Trail(new TrailPoint[] { new(0, 0, 0.5f), new(1, 0, 0.5f) }, Vector3.One));
        frame.Add(new Ball(1, -1, 0.9f, 0.5f, Vector3.One, false));
        frame.Arrow = new GradientArrow(0, 0, 1, 0, Vector3.One);
        Collect(frame);
        var thin = _ribbons.Batch.Points.ToArray();
        _ribbons.Collect(frame, _field, 3);
        var thick = _ribbons.Batch.Points.ToArray();
        Assert.Equal(thin.Length, thick.Length);
        Assert.All(thin.Zip(thick), pair => Assert.Equal(pair.First.Width < 0 ? -1 : 3 * pair.First.Width, pair.Second.Width, 1e-3f));
    }

    private static Vector2 Place(RibbonBatch.Point point) => new(point.Position.X, point.Position.Z);

    private static FrameView Level() => Sloped((_, _) => 0.5f);

    private static FrameView Sloped(Func<float, float, float> loss) => MapPixels.Frame(loss, extent: Extent);

    private void Collect(FrameView frame)
    {
        _field.Update(frame.Surface!, frame.Scale);
        _ribbons.Collect(frame, _field, 1);
    }

    private List<RibbonBatch.Point> Arrow(FrameView frame)
    {
        Collect(frame);
        return Assert.Single(Lines(_ribbons.CasingEnd, _ribbons.TrailEnd));
    }

    /// <summary>The lines of a section, without their invisible ends.</summary>
    private List<List<RibbonBatch.Point>> Lines(int from, int to)
    {
        List<List<RibbonBatch.Point>> lines = [[]];
        foreach (var point in _ribbons.Batch.Points[from..to])
        {
            if (point.Width >= 0) lines[^1].Add(point);
            else lines.Add([]);
        }
        lines.RemoveAll(line => line.Count == 0);
        return lines;
    }
}
