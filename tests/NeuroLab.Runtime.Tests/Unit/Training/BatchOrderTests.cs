using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public class BatchOrderTests
{
    [Fact]
    public void Every_sample_comes_once_an_epoch_and_the_last_batch_may_be_shorter()
    {
        var order = new BatchOrder(10, seed: 1);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            Assert.Equal(new BatchPosition(epoch, 0), order.Position);
            List<int> drawn = [], lengths = [];
            for (var batch = 0; batch < 3; batch++)
            {
                var rows = order.Next(4);
                lengths.Add(rows.Length);
                drawn.AddRange(rows);
            }
            Assert.Equal([4, 4, 2], lengths);
            Assert.Equal(Enumerable.Range(0, 10), drawn.Order());
        }
    }

    [Fact]
    public void Epochs_differ_and_seeds_differ_and_a_seed_repeats()
    {
        Assert.Equal(Draw(new BatchOrder(50, 1), 10, 15), Draw(new BatchOrder(50, 1), 10, 15));
        Assert.NotEqual(Draw(new BatchOrder(50, 1), 10, 5), Draw(new BatchOrder(50, 2), 10, 5));
        var order = new BatchOrder(50, 1);
        Assert.NotEqual(Draw(order, 10, 5), Draw(order, 10, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(11)]
    public void The_whole_set_comes_in_its_own_order(int batchSize)
    {
        var order = new BatchOrder(10, 1);
        order.Next(4);
        Assert.Equal(Enumerable.Range(0, 10), order.Next(batchSize).ToArray());
        Assert.Equal(new BatchPosition(1, 0), order.Position);
        Assert.Equal(Enumerable.Range(0, 10), order.Next(batchSize).ToArray());
    }

    [Fact]
    public void A_place_can_be_returned_to()
    {
        var order = new BatchOrder(23, 5);
        Draw(order, 4, 9);
        var place = order.Position;
        var ahead = Draw(order, 4, 20);
        order.Seek(place);
        Assert.Equal(ahead, Draw(order, 4, 20));
        var other = new BatchOrder(23, 5);
        other.Seek(place);
        Assert.Equal(ahead, Draw(other, 4, 20));
    }

    [Fact]
    public void The_batch_size_may_change_between_two_batches()
    {
        var order = new BatchOrder(10, 1);
        var first = order.Next(3).ToArray();
        var second = order.Next(5).ToArray();
        var rest = order.Next(8).ToArray();
        Assert.Equal(2, rest.Length);
        Assert.Equal(Enumerable.Range(0, 10), ((int[])[.. first, .. second, .. rest]).Order());
        order.Next(0);
        // Back from the full set, an epoch is a permutation again.
        Assert.Equal(Enumerable.Range(0, 10), Draw(order, 5, 2).Order());
        Assert.Equal(new BatchPosition(3, 0), order.Position);
    }

    [Fact]
    public void Drawing_allocates_nothing_over_many_epochs()
    {
        var order = new BatchOrder(64, 1);
        Draw(order, 16, 40);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 400; i++)
            order.Next(i % 7 == 0 ? 0 : 16);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int[] Draw(BatchOrder order, int batchSize, int batches)
    {
        var rows = new List<int>();
        for (var i = 0; i < batches; i++)
            rows.AddRange(order.Next(batchSize));
        return [.. rows];
    }
}
