using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

public sealed class CpuSurfaceSamplerTests
{
    [Theory]
    [InlineData(1, 5, 3)]        // no hidden layer's remainder: one panel, less than a register
    [InlineData(67, 60, 100)]    // several strips and panels, the last ones ragged
    public void EveryHeightIsTheNaiveLossAtItsPoint(int inputs, int hidden, int samples)
    {
        var shape = new NetworkShape([inputs, hidden, 9, 2], new Silu());
        var set = DenseProductChecks.RandomSet(samples, inputs, 2, seed: 9);
        var plane = RandomPlane(shape);
        var grid = new SurfaceGrid(9, 0.8);
        var heights = Sample(shape, set, plane, grid, threads: 2);

        for (var row = 0; row < grid.Resolution; row++)
            for (var column = 0; column < grid.Resolution; column++)
            {
                var parameters = new double[shape.ParameterCount];
                for (var i = 0; i < parameters.Length; i++)
                    parameters[i] = plane.Origin[i] + grid.Coordinate(column) * plane.First[i] + grid.Coordinate(row) * plane.Second[i];
                var expected = NaiveNetwork.Evaluate(shape, parameters, set, new MeanSquaredError(), default);
                var actual = heights[row * grid.Resolution + column];
                Assert.True(Math.Abs(actual - expected) <= 3e-6 * expected, $"[{row}, {column}]: {actual}, not {expected}");
            }
    }

    [Fact]
    public void ALinearNetworkHasOnlyItsFirstLayer()
    {
        var shape = new NetworkShape([4, 3], new Relu());
        var set = DenseProductChecks.RandomSet(40, 4, 3, seed: 2);
        var plane = RandomPlane(shape);
        var heights = Sample(shape, set, plane, new SurfaceGrid(3, 1), threads: 1);
        var center = NaiveNetwork.Evaluate(
            shape, Array.ConvertAll(plane.Origin, p => (double)p), set, new MeanSquaredError(), default);
        Assert.Equal(center, heights[4], 1e-5);
    }

    [Fact]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        var shape = new NetworkShape([30, 70, 20, 2], new Tanh());
        var set = DenseProductChecks.RandomSet(300, 30, 2, seed: 4);
        var plane = RandomPlane(shape);
        var grid = new SurfaceGrid(21, 1);
        var heights = Sample(shape, set, plane, grid, threads: 1);
        for (var threads = 2; threads <= 3; threads++)
            Assert.Equal(heights, Sample(shape, set, plane, grid, threads));
    }

    [Fact]
    public void APointThatOverflowsIsAHoleAndNoOther()
    {
        var shape = new NetworkShape([2, 3, 1], new Relu());
        var set = DenseProductChecks.RandomSet(10, 2, 1, seed: 4);
        var plane = RandomPlane(shape);
        // Only the last α makes this weight infinite.
        plane.First[^2] = float.MaxValue;
        var heights = Sample(shape, set, plane, new SurfaceGrid(3, 2), threads: 1);
        Assert.Equal([false, true, false], heights[3..6].Select(float.IsFinite));
    }

    [Fact]
    public void ACancelledSurfaceStopsLongBeforeItsEnd()
    {
        var shape = new NetworkShape([100, 400, 400, 10], new Tanh());
        var set = DenseProductChecks.RandomSet(500, 100, 10, seed: 4);
        using var backend = new CpuBackend(2);
        using var session = Start(backend, shape, set);
        var request = session.Sample(RandomPlane(shape), new SurfaceGrid(101, 1));
        Assert.True(SpinWait.SpinUntil(() => request.Progress > 0, TimeSpan.FromSeconds(60)));
        request.Dispose();
        Assert.Throws<OperationCanceledException>(request.Finish);

        // Thousands of points are left, and nobody works on them any more.
        var progress = request.Progress;
        Assert.False(SpinWait.SpinUntil(() => request.Progress > progress + 0.005, TimeSpan.FromMilliseconds(200)));
        Assert.True(progress < 0.5);
    }

    [Fact]
    public void PartsOfAGridHaveTheBitsOfTheWholeAlsoBetweenOtherPlanesAndSamples()
    {
        var shape = new NetworkShape([30, 70, 2], new Tanh());
        SampleSet[] sets = [DenseProductChecks.RandomSet(300, 30, 2, seed: 4), DenseProductChecks.RandomSet(200, 30, 2, seed: 5)];
        Plane[] planes = [RandomPlane(shape), RandomPlane(shape).MovedTo(Network.Create(shape, new PyTorchDefault(), 9).Parameters)];
        using var backend = new CpuBackend(2);
        using var session = Start(backend, shape, sets[0]);
        var whole = new GridPart(new(-1, 1, 6), new(-1, 1, 4));
        var wholes = new Dictionary<(SampleSet, Plane), float[]>();
        foreach (var set in sets)
        {
            session.UseEvaluation(set);
            foreach (var plane in planes)
                wholes[(set, plane)] = Sampled(plane, whole);
        }
        Assert.Equal(4, wholes.Values.Select(losses => losses[0]).Distinct().Count());

        for (var done = 0; done < 24; done += 3)
        {
            // The first plane and set twice in a row.
            foreach (var (set, plane) in ((int, int)[])[(0, 0), (0, 0), (0, 1), (1, 1), (1, 0)])
            {
                session.UseEvaluation(sets[set]);
                Assert.Equal(wholes[(sets[set], planes[plane])][done..(done + 3)], Sampled(planes[plane], whole.Next(done, 3)));
            }
        }

        float[] Sampled(Plane plane, GridPart part)
        {
            using var request = session.Sample(plane, new SurfaceGrid { Part = part });
            return request.Finish().Losses.ToArray();
        }
    }

    private static Plane RandomPlane(NetworkShape shape) => new(
        Network.Create(shape, new PyTorchDefault(), 1).Parameters, Network.Create(shape, new PyTorchDefault(), 2).Parameters,
        Network.Create(shape, new PyTorchDefault(), 3).Parameters);

    private static float[] Sample(NetworkShape shape, SampleSet set, Plane plane, SurfaceGrid grid, int threads)
    {
        using var backend = new CpuBackend(threads);
        using var session = Start(backend, shape, set);
        using var request = session.Sample(plane, grid);
        return request.Finish().Losses.ToArray();
    }

    private static ITrainingSession Start(CpuBackend backend, NetworkShape shape, SampleSet set) => backend.CreateSession(
        Network.Create(shape, new PyTorchDefault(), 1), new TrainingData(set, null, set),
        new TrainingOptions(new MeanSquaredError(), new Sgd(), new Sgd().Defaults, 0, 1));
}
