using System.Numerics.Tensors;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Connectivity;

/// <summary>
/// Trains a curve of low loss between two weight sets (Garipov et al. 2018): minimizes the mean loss over t, uniform in
/// 0 … 1, with Adam; each step takes one t and one batch. The chain rule gives the bend 2t(1 − t) of the gradient there.
/// </summary>
internal sealed record CurveTraining
{
    /// <summary>Steps by default.</summary>
    public const int DefaultSteps = 2000;

    /// <summary>Samples per step by default.</summary>
    public const int DefaultBatch = 128;

    /// <summary>Steps to take.</summary>
    public int Steps { get; init; } = DefaultSteps;

    /// <summary>Adam's η.</summary>
    public double LearningRate { get; init; } = new Adam().Defaults.LearningRate;

    /// <summary>Samples per step; 0 for all.</summary>
    public int BatchSize { get; init; } = DefaultBatch;

    /// <summary>Determines t and the batches.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Trains the bend, from the middle of the line on. Blocks; changes the session's weights and evaluation set.</summary>
    /// <param name="session">With the training set; its own steps are not used.</param>
    /// <param name="line">Its ends are the curve's.</param>
    /// <param name="progress">Receives the steps done and the loss of the last one.</param>
    /// <param name="cancelled">Ends it.</param>
    public WeightCurve Train(
        ITrainingSession session, WeightCurve line, Action<int, double>? progress = null, CancellationToken cancelled = default)
    {
        var n = session.Shape.ParameterCount;
        float[] bend = new float[n], point = new float[n], gradient = new float[n], mean = new float[n], square = new float[n];
        line.PointAt(0.5, bend);
        var curve = line with { Bend = bend };
        var adam = new Adam();
        var settings = adam.Defaults with { LearningRate = LearningRate };
        var random = new Numerics.SeededRandom(Seed, stream: 10);
        var order = new BatchOrder(session.Data.Train.Count, Seed);
        for (var step = 1; step <= Steps; step++)
        {
            cancelled.ThrowIfCancellationRequested();
            var t = random.NextDouble();
            curve.PointAt(t, point);
            session.WriteParameters(point);
            session.UseEvaluation(Pick(session.Data.Train, order.Next(BatchSize)));
            var loss = session.Evaluate(DataPart.Evaluation, gradient).Loss;
            TensorPrimitives.Multiply(gradient, (float)(2 * t * (1 - t)), gradient);
            adam.Update(bend, gradient, mean, square, new StepConstants(settings, step));
            progress?.Invoke(step, loss);
        }
        return curve;
    }

    private static SampleSet Pick(SampleSet set, ReadOnlySpan<int> rows)
    {
        if (rows.Length == set.Count)
            return set;
        float[] inputs = new float[rows.Length * set.InputCount], targets = new float[rows.Length * set.OutputCount];
        for (var i = 0; i < rows.Length; i++)
        {
            set.Inputs.CopyTo(rows[i] * set.InputCount, inputs.AsSpan(i * set.InputCount, set.InputCount));
            set.Targets.AsSpan(rows[i] * set.OutputCount, set.OutputCount).CopyTo(targets.AsSpan(i * set.OutputCount));
        }
        return set with { Count = rows.Length, Inputs = inputs, Targets = targets };
    }
}
