using NeuroLab.Components;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public sealed class DescentPathTests
{
    [Fact]
    public void A_step_that_is_there_already_is_left_out()
    {
        var path = Straight(5);
        path.Add(3, new TrailPoint(9, 9, 9));
        path.Add(4, new TrailPoint(9, 9, 9));
        Assert.Equal([0f, 1, 2, 3, 4], Alphas(path));
    }

    [Fact]
    public void A_break_lets_the_same_step_stand_elsewhere()
    {
        var path = Straight(3);
        path.Break();
        path.Break();
        path.Add(2, new TrailPoint(9, 9, 9));
        Assert.Equal([0f, 1, 2, float.NaN, 9], Alphas(path));
        Assert.Equal(2, path.CountUpTo(1));
        Assert.Equal(5, path.CountUpTo(2));
    }

    [Fact]
    public void A_fork_goes_its_own_way()
    {
        var path = Straight(10);
        var fork = path.Fork(4);
        fork.Add(5, new TrailPoint(50, 0, 0));
        Assert.Equal([0f, 1, 2, 3, 4, 50], Alphas(fork));
        Assert.Equal([4f, 50], fork.OwnPoints.ToArray().Select(point => point.Alpha));
        Assert.Equal(10, path.Count);
    }

    [Fact]
    public void A_long_path_is_thinned_and_keeps_its_ends()
    {
        var path = Straight(100_000);
        Assert.InRange(path.Count, 2048, 4096);
        var alphas = Alphas(path);
        Assert.Equal(0, alphas[0]);
        Assert.Equal(99_999, alphas[^1]);
        var gaps = alphas.Zip(alphas.Skip(1), (a, b) => b - a).ToArray();
        Assert.True(gaps.Max() <= 64);
    }

    private static DescentPath Straight(int steps)
    {
        var path = new DescentPath();
        for (var step = 0; step < steps; step++)
            path.Add(step, new TrailPoint(step, 0, 0));
        return path;
    }

    private static float[] Alphas(DescentPath path) => [.. path.Points.ToArray().Select(point => point.Alpha)];
}
