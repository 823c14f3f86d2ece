using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;
using NeuroLab.Runtime.Tests.Unit.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>Second modes of a scene, by what must differ in the picture and what must not.</summary>
public sealed class SceneModesTests : GlTest
{
    private const int Width = 480, Height = 270;

    private static readonly Camera Map = Camera.LookDown(Vector3.Zero, 2.2f, (float)Width / Height);

    [GlFact]
    public void HeightsAreHatchedAtEitherEndOfTheScaleWhereTheyAreCutOff()
    {
        foreach (var (low, high, isHatched) in new[] { (0.2f, 0.8f, false), (0.6f, 1f, true), (0f, 0.4f, true) })
        {
            var frame = Flat(rows: 11, columns: 11);
            frame.Scale = new HeightScale(low, high);
            var picture = Render(frame);
            var colors = Enumerable.Range(0, 60).Select(i => picture[new Vector2(Width / 2 - 30 + i, Height / 2)]).Distinct().Count();
            Assert.Equal((low, isHatched), (low, colors > 1));
        }
    }

    [GlFact]
    public void TheGridHasALineForEachRowAndColumnOfSamples()
    {
        CountLines(5, 9);
        CountLines(9, 5);
    }

    private void CountLines(int rows, int columns)
    {
        var (plain, grid) = (Flat(rows, columns), Flat(rows, columns));
        grid.ShowsGrid = true;
        var (before, after) = (Render(plain), Render(grid));
        Assert.Equal(columns - 2, Lines(i => new Vector2(Width / 2f - Side() / 2 + 4 + i, Height / 2f + 9)));
        Assert.Equal(rows - 2, Lines(i => new Vector2(Width / 2f + 9, Height / 2f - Side() / 2 + 4 + i)));

        // Runs of darker pixels along a line through the surface, without its border.
        int Lines(Func<int, Vector2> at)
        {
            var (lines, wasDark) = (0, false);
            for (var i = 0; i < (int)Side() - 8; i++)
            {
                var isDark = after[at(i)].Y < before[at(i)].Y - 4;
                lines += isDark && !wasDark ? 1 : 0;
                wasDark = isDark;
            }
            return lines;
        }

        static float Side() => Height * 2 / 2.2f;
    }

    [GlFact]
    public void ASlopeIsLitTheSameHoweverManySamplesItHas()
    {
        (int Rows, int Columns)[] sizes = [(41, 41), (5, 41), (41, 5)];
        var pictures = sizes.Select(size => Render(Landscape(size.Rows, size.Columns, (a, b) => 0.5f + 0.2f * a + 0.25f * b))).ToList();
        foreach (var other in pictures.Skip(1))
        {
            var difference = ImageDifference.Between(pictures[0].Rgb, other.Rgb, Width);
            Assert.True(difference.Mean < 0.6, $"{difference}");
        }
    }

    [GlFact]
    public void AMarkIsThinnerThanATrail()
    {
        var points = Enumerable.Range(0, 50).Select(i => new TrailPoint(-0.8f + i * 0.032f, 0.4f, 0.5f)).ToArray();
        var bare = Render(Flat(11, 11));
        int mark = Changed(isMark: true), trail = Changed(isMark: false);
        Assert.True(mark > 100 && mark < 0.75 * trail, $"{mark} pixels of a mark, {trail} of a trail");

        int Changed(bool isMark)
        {
            var frame = Flat(11, 11);
            frame.Add(new Trail(points, Vector3.One, isMark));
            var picture = Render(frame);
            return Enumerable.Range(0, Width * Height).Count(i => !picture.Rgb.AsSpan(3 * i, 3).SequenceEqual(bare.Rgb.AsSpan(3 * i, 3)));
        }
    }

    private static FrameView Flat(int rows, int columns)
    {
        var frame = Landscape(rows, columns, (_, _) => 0.5f);
        frame.Camera = Map;
        return frame;
    }

    private static FrameView Landscape(int rows, int columns, Func<float, float, float> loss)
    {
        var losses = new float[rows * columns];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = loss(2f * (i % columns) / (columns - 1) - 1, 2f * (i / columns) / (rows - 1) - 1);
        var frame = SyntheticScenes.Landscape([0, 0, 0, 0], 2, (float)Width / Height);
        frame.Surface = new SurfaceSamples(losses, rows, columns, 1f);
        frame.Scale = new HeightScale(0, 1);
        return frame;
    }

    private Picture Render(FrameView frame)
    {
        using var renderer = new SceneRenderer(Device);
        return Picture.Render(Device, renderer, frame, Width, Height);
    }
}
