using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Numerics;

public class LinearAssignmentTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(7)]
    public void No_other_assignment_has_a_larger_sum(int n)
    {
        var random = new SeededRandom(5);
        for (var round = 0; round < 40; round++)
        {
            double[] scores = [.. Enumerable.Range(0, n * n).Select(_ => random.NextGaussian())];
            AssertBest(scores, n);
        }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Ties_are_assigned_too(int values)
    {
        var random = new SeededRandom(6);
        for (var round = 0; round < 60; round++)
        {
            double[] scores = [.. Enumerable.Range(0, 36).Select(_ => random.NextInt(values) - 1.0)];
            AssertBest(scores, 6);
            Assert.Equal(LinearAssignment.Maximize(scores, 6), LinearAssignment.Maximize(scores, 6));
        }
    }

    [Fact]
    public void Rows_may_have_to_give_way_to_each_other()
    {
        // Every row likes column 0 best; the sum decides who gets it, over a chain of three moves.
        double[] scores =
        [
            9, 8, 0, 0,
            9, 8, 7, 0,
            9, 0, 7, 6,
            9, 0, 0, 0,
        ];
        Assert.Equal([1, 2, 3, 0], LinearAssignment.Maximize(scores, 4));
    }

    [Fact]
    public void A_hidden_order_of_many_is_found()
    {
        const int n = 200;
        var random = new SeededRandom(7);
        int[] hidden = [.. Enumerable.Range(0, n)];
        random.Shuffle<int>(hidden);
        // Along it 1, elsewhere less, but by an offset for every row and column, which affects all assignments alike.
        double[] rows = [.. hidden.Select(_ => 10 * random.NextGaussian())], columns = [.. hidden.Select(_ => 10 * random.NextGaussian())];
        var scores = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                scores[i * n + j] = rows[i] + columns[j] + (hidden[i] == j ? 1 : 0.9 * random.NextDouble());
        Assert.Equal(hidden, LinearAssignment.Maximize(scores, n));
    }

    [Fact]
    public void Nothing_is_assigned_to_nothing() => Assert.Empty(LinearAssignment.Maximize([], 0));

    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void Scores_are_finite(double score) =>
        Assert.Throws<ArgumentException>(() => LinearAssignment.Maximize([1, 2, score, 3], 2));

    private static void AssertBest(double[] scores, int n)
    {
        var found = LinearAssignment.Maximize(scores, n);
        Assert.Equal(Enumerable.Range(0, n), found.Order());
        Assert.Equal(Best(scores, n, 0, new bool[n]), found.Select((column, row) => scores[row * n + column]).Sum(), 1e-12);
    }

    private static double Best(double[] scores, int n, int row, bool[] isTaken)
    {
        if (row == n)
            return 0;
        var best = double.NegativeInfinity;
        for (var column = 0; column < n; column++)
        {
            if (isTaken[column])
                continue;
            isTaken[column] = true;
            best = Math.Max(best, scores[row * n + column] + Best(scores, n, row + 1, isTaken));
            isTaken[column] = false;
        }
        return best;
    }
}
