using NeuroLab.Landscapes;

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
    public void A_level_begins_where_the_one_before_bends_most()
    {
        const int n = 65;
        var plan = new CoarseToFine(new SurfaceGrid(n, 1));
        var ends = (int[])[9 * 9, 17 * 17, 33 * 33, n * n];
        var next = 0;
        foreach (var (level, end) in ends.Index())
        {
            // While the last of a level are still on their way, another thread has taken four of the next.
            for (; next < end; next++)
                plan.Set(plan.Order[next], Height(plan.Order[next]));
            if (level == ends.Length - 1)
                break;
            var taken = plan.Order.Slice(next, 4).ToArray();
            Assert.Equal((next + 4)..ends[level + 1], plan.Refine(next + 4));
            Assert.Equal(default, plan.Refine(next + 4));
            Assert.Equal(taken, plan.Order.Slice(next, 4));
            // A cone with its tip at (16, 48): first the points near it.
            Assert.All(plan.Order.Slice(next + 4, 8).ToArray(), index =>
                Assert.True(Math.Abs(index / n - 16) <= 16 >> level && Math.Abs(index % n - 48) <= 16 >> level, $"{index / n} {index % n}"));
            Assert.Equal(Enumerable.Range(0, n * n), plan.Order.ToArray().Order());
        }
        Assert.Equal(Enumerable.Range(0, n * n).Select(Height), plan.Heights.ToArray());

        static float Height(int index) => MathF.Sqrt((index / n - 16) * (index / n - 16) + (index % n - 48) * (index % n - 48));
    }

    [Fact]
    public void A_hole_comes_first_and_a_part_of_a_grid_keeps_its_order()
    {
        var plan = new CoarseToFine(new SurfaceGrid(33, 1));
        foreach (var index in plan.Order[..25].ToArray())
            plan.Set(index, index == 8 * 33 + 24 ? float.NaN : index / 33 * (index / 33));
        plan.Refine(25);
        Assert.All(plan.Order.Slice(25, 8).ToArray(), index => Assert.True(Math.Abs(index / 33 - 8) <= 16 && Math.Abs(index % 33 - 24) <= 16));

        var part = new CoarseToFine(new SurfaceGrid { Part = new GridPart(new(0, 1, 33), new(0, 1, 33)) });
        var order = part.Order.ToArray();
        foreach (var index in order[..25])
            part.Set(index, index == 8 * 33 + 24 ? float.NaN : 0);
        Assert.Equal(default, part.Refine(25));
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
}
