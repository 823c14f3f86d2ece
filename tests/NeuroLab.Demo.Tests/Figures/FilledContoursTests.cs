using NeuroLab.Demo.Figures;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Figures;

public class FilledContoursTests
{
    [Theory]
    [InlineData(0.25f, 0.75)]
    [InlineData(0.5f, 0.5)]
    [InlineData(0.9f, 0.1)]
    public void An_outline_encloses_what_is_above_its_level(float level, double area) =>
        Assert.Equal(area, Area(Of((x, _) => x).Above(level)), 1e-5);

    [Fact]
    public void A_round_hill_has_the_area_of_its_circle()
    {
        // 1 − r² over −1 … 1: above 0.5, a circle of radius √0.5, in a square of area 4.
        var outline = Of((x, y) => 1 - (2 * x - 1) * (2 * x - 1) - (2 * y - 1) * (2 * y - 1), 41, (-1, 1)).Above(0.75f);
        Assert.Equal(Math.PI * 0.5 / 4, Area(outline), 2e-3);
    }

    [Fact]
    public void Areas_above_and_below_add_up_to_the_whole()
    {
        Func<double, double, double> rough = (x, y) => Math.Sin(9 * x + 2 * y) * Math.Cos(7 * y - 3 * x);
        foreach (var level in (float[])[0.2f, 0.5f, 0.77f])
            Assert.Equal(1, Area(Of(rough, 31, (-1, 1)).Above(level)) + Area(Of((x, y) => -rough(x, y), 31, (-1, 1)).Above(1 - level)), 1e-3);
    }

    [Fact]
    public void A_hole_belongs_to_no_outline()
    {
        var contours = Of((x, y) => Math.Abs(x - 0.5) < 0.01 && Math.Abs(y - 0.5) < 0.01 ? double.NaN : x, 11, (0, 1));
        // Four cells of a hundred touch the point.
        Assert.Equal(0.96, Area(contours.Above(float.NegativeInfinity)), 1e-5);
        Assert.Equal(0.5 - 0.02, Area(contours.Above(0.5f)), 1e-5);
        Assert.False(contours.IsWhole);
    }

    [Fact]
    public void A_surface_of_holes_has_no_outline() => Assert.True(Of((_, _) => double.NaN).Above(float.NegativeInfinity).IsEmpty);

    private static FilledContours Of(Func<double, double, double> loss, int side = 9, (float Low, float High)? range = null)
    {
        var losses = new float[side * side];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = (float)loss(i % side / (side - 1.0), i / side / (side - 1.0));
        var field = new HeightField();
        var (low, high) = range ?? (0, 1);
        field.Update(new SurfaceSamples(losses, side, side, 1), new HeightScale(low, high), 2);
        return new FilledContours(field);
    }

    // Of outlines around areas, counter-clockwise, and around holes, clockwise.
    private static double Area(SKPath path)
    {
        var (area, start, last) = (0.0, default(SKPoint), default(SKPoint));
        using var each = path.CreateIterator(forceClose: true);
        var points = new SKPoint[4];
        for (var verb = each.Next(points); verb != SKPathVerb.Done; verb = each.Next(points))
        {
            if (verb == SKPathVerb.Move)
                (start, last) = (points[0], points[0]);
            else if (verb == SKPathVerb.Line)
                (area, last) = (area + Cross(last, points[1]), points[1]);
            else
                area += Cross(last, start);
        }
        return area / 2;

        static double Cross(SKPoint a, SKPoint b) => (double)a.X * b.Y - (double)a.Y * b.X;
    }
}
