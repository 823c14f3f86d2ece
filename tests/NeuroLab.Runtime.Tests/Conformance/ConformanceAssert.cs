using NeuroLab.Backends.Cpu;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>Comparisons of a session with the oracle.</summary>
internal static class ConformanceAssert
{
    /// <summary>Compares loss and gradient over the training set.</summary>
    public static void AssertGradient(IComputeBackend backend, ConformanceCase test)
    {
        using var session = test.Start(backend);
        var gradient = new float[test.Network.Shape.ParameterCount];
        var result = session.Evaluate(DataPart.Train, gradient);
        var (loss, expected) = test.Oracle(test.Data.Train);
        Near(loss, result.Loss, 1e-4 * Math.Abs(loss), $"{test}: loss");
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i++)
            Near(expected[i], gradient[i], 1e-4 * largest, $"{test}: gradient[{i}]");
    }

    /// <summary>Compares the product of the Hessian over a set with a random direction.</summary>
    public static void AssertHessianProduct(IComputeBackend backend, ConformanceCase test, DataPart part)
    {
        using var session = test.Start(backend);
        var direction = Network.Create(test.Network.Shape, new He(), 7).Parameters;
        // Biases start at 0; here they take part.
        var random = new SeededRandom(8);
        foreach (ref var value in direction.AsSpan())
            value += 0.1f * (float)random.NextGaussian();
        var product = new float[direction.Length];
        session.HessianVectorProduct(direction, part, product);
        var expected = test.OracleProduct(test.Data.Part(part), direction);
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < product.Length; i++)
            Near(expected[i], product[i], 1e-4 * largest, $"{test}: product[{i}]");
        Assert.Equal(test.Network.Parameters, Parameters(session));
    }

    /// <summary>Compares every step's loss and the parameters after the last.</summary>
    public static void AssertSteps(IComputeBackend backend, ConformanceCase test, int steps)
    {
        using var session = test.Start(backend);
        session.Train(steps);
        var parameters = Parameters(session);
        var (expected, losses) = test.OracleSteps(steps);
        var records = Records(session);
        Assert.Equal(steps, records.Length);
        for (var step = 0; step < steps; step++)
            Near(losses[step], records[step].Loss, 1e-4 * Math.Abs(losses[step]) + 1e-7, $"{test}: loss before step {step}");
        AssertClose(expected, parameters, test.Network.Parameters, 3e-4, test.ToString());
    }

    /// <summary>Compares outputs at the present weights and at the first ones, of many rows and few, while steps are under way.</summary>
    public static void AssertPredictions(IComputeBackend backend, ConformanceCase test)
    {
        var shape = test.Network.Shape;
        using var session = test.Start(backend);
        session.Train(3);
        var inputs = test.Data.Train.Inputs.ToArray();
        foreach (var rows in (int[])[test.Data.Train.Count, 1, 33])
        {
            var outputs = new float[rows * shape.OutputCount];
            session.Predict(inputs.AsSpan(0, rows * shape.InputCount), outputs);
            Compare(Parameters(session), outputs);
            session.Train(2);
            session.Predict(inputs.AsSpan(0, rows * shape.InputCount), outputs, test.Network.Parameters);
            Compare(test.Network.Parameters, outputs);
        }
        Assert.Throws<ArgumentException>(() => session.Predict(inputs, new float[1]));
        Assert.Equal(ParametersAfter(test, backend, 9, batch: 9), Parameters(session));

        void Compare(float[] parameters, float[] outputs)
        {
            var expected = NaiveNetwork.Forward(
                shape, ConformanceCase.Doubles(parameters), inputs.AsSpan(0, outputs.Length / shape.OutputCount * shape.InputCount));
            for (var i = 0; i < outputs.Length; i++)
                Near(expected[i], outputs[i], 2e-5, $"{test}: output {i} of {outputs.Length}");
        }
    }

    /// <summary>Compares every point of a surface over a random plane.</summary>
    public static void AssertSurface(IComputeBackend backend, ConformanceCase test, SurfaceGrid grid)
    {
        var plane = RandomPlane(test.Network);
        using var session = test.Start(backend);
        using var request = session.Sample(plane, grid);
        while (!request.IsFinished)
            session.Pump(TimeSpan.FromMilliseconds(20));
        var heights = request.Finish().Losses.ToArray();
        var parameters = new float[test.Network.Parameters.Length];
        for (var i = 0; i < heights.Length; i++)
        {
            var (row, column) = (i / grid.Resolution, i % grid.Resolution);
            plane.PointAt(grid.Coordinate(column), grid.Coordinate(row), parameters);
            var expected = OracleLoss(test, parameters);
            Near(expected, heights[i], 1e-4 * expected, $"{test}: surface [{row}, {column}]");
        }
    }

    public static void AssertClose(double[] expected, float[] actual, float[] start, double tolerance, string what)
    {
        double off = 0, moved = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            off += Math.Pow(expected[i] - actual[i], 2);
            moved += Math.Pow(expected[i] - start[i], 2);
        }
        Assert.True(
            Math.Sqrt(off) <= tolerance * Math.Sqrt(moved) + 1e-6,
            $"{what}: parameters are {Math.Sqrt(off):R} off after moving by {Math.Sqrt(moved):R}");
    }

    public static double[] LossCurve(ConformanceCase test, IComputeBackend backend, int steps)
    {
        using var session = test.Start(backend);
        session.Train(steps);
        session.Finish();
        return [.. Records(session).Select(r => (double)r.Loss)];
    }

    public static StepRecord[] Records(ITrainingSession session)
    {
        var records = new StepRecord[session.History.Count];
        var from = 0L;
        session.History.CopyTo(ref from, records);
        return records;
    }

    public static float[] ParametersAfter(ConformanceCase test, IComputeBackend backend, int steps, int batch)
    {
        using var session = test.Start(backend);
        for (var done = 0; done < steps; done += batch)
        {
            session.Train(Math.Min(batch, steps - done));
            session.Pump(TimeSpan.FromMilliseconds(1));
        }
        return Parameters(session);
    }

    public static float[] Parameters(ITrainingSession session)
    {
        var parameters = new float[session.Shape.ParameterCount];
        session.ReadParameters(parameters);
        return parameters;
    }

    public static double OracleLoss(ConformanceCase test, float[] parameters) => NaiveNetwork.Evaluate(
        test.Network.Shape, ConformanceCase.Doubles(parameters), test.Data.Evaluation, test.Options.Loss, default);

    public static Plane RandomPlane(Network network) => new(
        network.Parameters, Network.Create(network.Shape, new He(), 5).Parameters,
        Network.Create(network.Shape, new He(), 6).Parameters);

    public static double Distance(float[] a, float[] b) =>
        Math.Sqrt(a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Sum());

    public static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, got {actual:R}");
}
