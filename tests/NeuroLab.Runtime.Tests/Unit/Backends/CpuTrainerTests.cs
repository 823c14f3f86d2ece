using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

public sealed class CpuTrainerTests
{
    public static TheoryData<int[], int> Work => new()
    {
        { [2, 16, 16, 1], 64 },     // one thread whatever is offered
        { [300, 200, 100, 7], 128 }, // shared between all
        { [65, 129, 3], 600 },      // batches beyond a workspace's block
    };

    [Theory, MemberData(nameof(Work))]
    public void AnyNumberOfThreadsGivesTheSameBits(int[] sizes, int batch)
    {
        var (parameters, losses) = Train(sizes, batch, threads: 1);
        Assert.True(float.IsFinite(losses[^1]));
        for (var threads = 2; threads <= 3; threads++)
        {
            var (otherParameters, otherLosses) = Train(sizes, batch, threads);
            Assert.Equal(losses, otherLosses);
            Assert.Equal(parameters, otherParameters);
        }
    }

    [Fact]
    public void NoStepOfAnEpochAllocates()
    {
        // Perturbation takes thousands of passes a step, and runs the same code in each.
        foreach (var optimizer in Catalog.Optimizers)
        {
            var options = Options(16) with { Optimizer = optimizer, Settings = optimizer.Defaults };
            using var pool = new WorkerPool(2);
            using var trainer = Create([130, 70, 1], options, pool);
            for (var i = 0; i < 20; i++)
                trainer.Step(options);
            // The runtime itself allocates once when a lock is first contended: whatever a step allocates, every window has.
            var least = long.MaxValue;
            for (var window = 0; window < 5; window++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 10; i++)
                    trainer.Step(options);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
        }
    }

    private static (float[] Parameters, float[] Records) Train(int[] sizes, int batch, int threads)
    {
        var shape = new NetworkShape(sizes, new Gelu());
        using var backend = new CpuBackend(threads);
        using var session = backend.CreateSession(
            Network.Create(shape, new PyTorchDefault(), 3), Data(shape), Options(batch));
        session.Train(12);
        session.Finish();
        var records = new StepRecord[12];
        var from = 0L;
        session.History.CopyTo(ref from, records);
        return (session.Capture().Parameters,
            [.. records.Select(r => r.Loss), .. records.Select(r => r.GradientNorm), (float)session.Evaluate(DataPart.Train).Loss]);
    }

    private static CpuTrainer Create(int[] sizes, TrainingOptions options, WorkerPool pool)
    {
        var shape = new NetworkShape(sizes, new Tanh());
        return new CpuTrainer(
            Network.Create(shape, new PyTorchDefault(), 3), Data(shape), options, new StepHistory(), pool, TileKernels.Widest);
    }

    private static TrainingData Data(NetworkShape shape)
    {
        var set = DenseProductChecks.RandomSet(1300, shape.InputCount, shape.OutputCount, seed: 5);
        return new TrainingData(set, null, set);
    }

    private static TrainingOptions Options(int batch) =>
        new(new MeanSquaredError(), new Adam(), new Adam().Defaults, batch, Seed: 1);
}
