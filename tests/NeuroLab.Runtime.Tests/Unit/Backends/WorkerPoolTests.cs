using NeuroLab.Backends.Cpu;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryPartIsDoneOnce(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (var parts = 1; parts < 400; parts++)
        {
            var work = new Counter(parts);
            pool.Run(work, parts);
            Assert.All(work.Done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void TwoCallersShareThePoolWithoutWaitingForEachOther()
    {
        using var pool = new WorkerPool(3);
        var inner = new Counter(50);
        // A part that brings work itself: the pool is taken, so its caller does it alone.
        pool.Run(new Nested(pool, inner), 4);
        Assert.All(inner.Done, count => Assert.Equal(4, count));
    }

    [Fact]
    public void AFailureReachesTheCallerAndThePoolGoesOn()
    {
        using var pool = new WorkerPool(2);
        var exception = Assert.Throws<InvalidOperationException>(() => pool.Run(new Failing(), 8));
        Assert.Equal("part 5", exception.Message);
        var work = new Counter(9);
        pool.Run(work, 9);
        Assert.All(work.Done, count => Assert.Equal(1, count));
    }

    private sealed class Counter(int parts) : IParallelWork
    {
        public int[] Done { get; } = new int[parts];

        public void Run(int part) => Interlocked.Increment(ref Done[part]);
    }

    private sealed class Nested(WorkerPool pool, Counter inner) : IParallelWork
    {
        public void Run(int part) => pool.Run(inner, inner.Done.Length);
    }

    private sealed class Failing : IParallelWork
    {
        public void Run(int part)
        {
            if (part == 5)
                throw new InvalidOperationException("part 5");
        }
    }
}
