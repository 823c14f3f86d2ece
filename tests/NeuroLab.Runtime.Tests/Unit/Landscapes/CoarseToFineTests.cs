using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class CoarseToFineTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(21)]
    [InlineData(65)]
    public void The_order_is_a_permutation(int resolution)
    {
        var order = new CoarseToFine(new SurfaceGrid(resolution, 1)).Order.ToArray();
        Assert.Equal(Enumerable.Range(0, resolution * resolution), order.Order());
    }

    [Fact]
    public void Coarse_lines_and_the_edges_come_first()
    {
        var order = new CoarseToFine(new SurfaceGrid(11, 1)).Order.ToArray();
        // Rows and columns 0, 8 and the last one, 10.
        int[] lines = [0, 8, 10];
        Assert.Equal(from row in lines from column in lines select row * 11 + column, order[..9]);
        Assert.All(order[9..16], index => Assert.True(index / 11 is 0 or 4 or 8 or 10 && index % 11 is 0 or 4 or 8 or 10));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(24)]
    public void A_plane_is_interpolated_exactly_at_every_moment(int resolution)
    {
        var plan = new CoarseToFine(new SurfaceGrid(resolution, 1));
        var shown = 0;
        for (var next = 0; next < plan.Order.Length; next++)
        {
            plan.Set(plan.Order[next], Height(plan.Order[next]));
            Assert.Equal(next + 1, plan.Sampled);
            if (!plan.Interpolate())
                continue;
            shown++;
            for (var index = 0; index < resolution * resolution; index++)
                Assert.Equal(Height(index), plan.Heights[index], 1e-4f);
        }
        Assert.True(shown > resolution * resolution / 2);

        float Height(int index) => 3 + 0.5f * (index / resolution) - 0.25f * (index % resolution);
    }

    [Fact]
    public void Points_go_where_the_interpolation_errs_most_whatever_the_size_of_the_cell()
    {
        // A cone with its tip at (16, 48) on a slope: it bends within its rim and nowhere else.
        const int n = 129;
        var plan = new CoarseToFine(new SurfaceGrid(n, 1));
        SampleTo(plan, 17 * 17 + 700, Height);
        Assert.True(plan.Interpolate());
        Assert.All(Enumerable.Range(0, n * n), index => Assert.Equal(Height(index), plan.Heights[index], 0.6f));
        Assert.InRange(plan.Order[(17 * 17)..plan.Sampled].ToArray().Count(index => Distance(index) < 24), 525, 700); // in a tenth of the area
        SampleTo(plan, n * n, Height);
        Assert.Equal(Enumerable.Range(0, n * n), plan.Order.ToArray().Order());
        Assert.True(plan.Interpolate());
        Assert.Equal(Enumerable.Range(0, n * n).Select(Height), plan.Heights.ToArray());

        static float Distance(int index) => MathF.Sqrt((index / n - 16) * (index / n - 16) + (index % n - 48) * (index % n - 48));
        static float Height(int index) => MathF.Min(Distance(index), 20) + 0.1f * (index % n);
    }

    [Fact]
    public void The_error_of_the_picture_falls_faster_than_without_a_plan()
    {
        const int n = 65;
        var (adaptive, uniform) = (new CoarseToFine(new SurfaceGrid(n, 1)), new CoarseToFine(new SurfaceGrid(n, 1)));
        foreach (var share in (double[])[0.1, 0.2, 0.4])
        {
            SampleTo(adaptive, (int)(share * n * n), Height);
            while (uniform.Sampled < adaptive.Sampled)
                uniform.Set(uniform.Order[uniform.Sampled], Height(uniform.Order[uniform.Sampled]));
            Assert.True(ErrorOf(adaptive) < 0.6 * ErrorOf(uniform), $"{share}: {ErrorOf(adaptive)}, {ErrorOf(uniform)}");
        }

        static double ErrorOf(CoarseToFine plan)
        {
            Assert.True(plan.Interpolate());
            return Math.Sqrt(Enumerable.Range(0, n * n).Average(index => Math.Pow(plan.Heights[index] - Height(index), 2)));
        }

        static float Height(int index) => MathF.Exp(-0.02f * ((index / n - 20) * (index / n - 20) + (index % n - 40) * (index % n - 40))) + 1e-3f * (index / n) * (index / n);
    }

    [Theory]
    [InlineData(65, 65)]
    [InlineData(23, 71)]
    [InlineData(9, 2)]
    [InlineData(40, 1)]
    public void Points_that_are_still_on_their_way_keep_their_place_and_every_point_comes_once(int columns, int rows)
    {
        var plan = new CoarseToFine(new SurfaceGrid(columns, 1) { Part = new GridPart(new(-1, 1, columns), new(-1, 1, rows)) });
        var random = new SeededRandom(4, 0);
        var taken = new List<int>();
        var flying = new List<int>();
        while (taken.Count < rows * columns)
        {
            var count = Math.Min(1 + random.NextInt(20), rows * columns - taken.Count);
            plan.Plan(taken.Count, count);
            Assert.Equal(taken, plan.Order[..taken.Count].ToArray());
            int[] next = [.. plan.Order.Slice(taken.Count, count)];
            taken.AddRange(next);
            flying.AddRange(next);
            // Results come back late, and in another order.
            while (flying.Count > 50)
            {
                var at = random.NextInt(flying.Count);
                plan.Set(flying[at], Height(flying[at]));
                flying.RemoveAt(at);
            }
            if (plan.Interpolate())
                Assert.All(plan.Heights.ToArray(), height => Assert.InRange(height, -3, 3));
        }
        foreach (var index in flying)
            plan.Set(index, Height(index));
        Assert.Equal(Enumerable.Range(0, rows * columns), taken.Order());
        Assert.True(plan.Interpolate());
        Assert.Equal(Enumerable.Range(0, rows * columns).Select(Height), plan.Heights.ToArray());

        float Height(int index) => MathF.Sin(0.2f * (index / columns)) + MathF.Cos(0.1f * (index % columns));
    }

    [Fact]
    public void A_hole_comes_first_and_a_part_of_a_grid_keeps_its_order()
    {
        var plan = new CoarseToFine(new SurfaceGrid(33, 1));
        SampleTo(plan, 25, index => index == 8 * 33 + 24 ? float.NaN : index / 33 * (index / 33));
        plan.Plan(25, 8);
        Assert.All(plan.Order.Slice(25, 8).ToArray(), index => Assert.True(Math.Abs(index / 33 - 8) <= 16 && Math.Abs(index % 33 - 24) <= 16));

        var part = new CoarseToFine(new SurfaceGrid { Part = new GridPart(new(0, 1, 33), new(0, 1, 34)) { Rows = 33 } });
        var order = part.Order.ToArray();
        SampleTo(part, 33 * 33, index => index == 8 * 33 + 24 ? float.NaN : 0);
        Assert.Equal(order, part.Order.ToArray());
    }

    [Fact]
    public void Nothing_is_shown_before_the_coarsest_lines_are_complete()
    {
        var plan = new CoarseToFine(new SurfaceGrid(9, 1));
        foreach (var index in plan.Order[1..4])
            plan.Set(index, 1);
        Assert.False(plan.Interpolate());
        plan.Set(plan.Order[0], 1);
        Assert.True(plan.Interpolate());
        Assert.All(plan.Heights.ToArray(), height => Assert.Equal(1, height));
    }

    [Fact]
    public void A_sampled_hole_stays_a_hole_and_spreads_only_to_what_is_not_sampled()
    {
        var plan = new CoarseToFine(new SurfaceGrid(9, 1));
        foreach (var index in plan.Order[..4])
            plan.Set(index, index == 0 ? float.NaN : 1);
        Assert.True(plan.Interpolate());
        Assert.True(float.IsNaN(plan.Heights[0]));
        Assert.True(float.IsNaN(plan.Heights[4 * 9 + 4]));
        Assert.Equal(1, plan.Heights[8]);

        foreach (var index in plan.Order[4..])
            plan.Set(index, 1);
        Assert.True(plan.Interpolate());
        Assert.True(float.IsNaN(plan.Heights[0]));
        Assert.All(plan.Heights[1..].ToArray(), height => Assert.Equal(1, height));
    }

    [Fact]
    public void Points_may_come_in_any_order()
    {
        var plan = new CoarseToFine(new SurfaceGrid(9, 1));
        foreach (var index in plan.Order.ToArray().Reverse())
            plan.Set(index, index);
        Assert.True(plan.Interpolate());
        Assert.Equal(Enumerable.Range(0, 81).Select(index => (float)index), plan.Heights.ToArray());
    }

    private static void SampleTo(CoarseToFine plan, int count, Func<int, float> height)
    {
        for (var next = plan.Sampled; next < count; next++)
        {
            plan.Plan(next, 1);
            plan.Set(plan.Order[next], height(plan.Order[next]));
        }
    }
}
