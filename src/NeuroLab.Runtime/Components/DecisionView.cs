using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;

namespace NeuroLab.Components;

/// <summary>
/// A network's predictions at one moment, with the data and the loss of that moment, so that a drawing is consistent.
/// Created by <see cref="DecisionMap"/>; unchanged until the map shows another one.
/// </summary>
internal sealed class DecisionView
{
    private readonly float[] _points, _outputs;
    private readonly Loss _loss;

    internal DecisionView(
        Dataset data, Dataset samples, NetworkShape shape, Loss loss, float[] points,
        (float Low, float High) rangeX, (float Low, float High) rangeY)
    {
        (Data, Samples, Shape, _loss, _points, RangeX, RangeY) = (data, samples, shape, loss, points, rangeX, rangeY);
        _outputs = new float[Count * OutputCount];
    }

    /// <summary>The training data at that moment.</summary>
    public Dataset Data { get; internal set; }

    /// <summary>
    /// The set whose first <see cref="Count"/> samples are the points, if there are more than two inputs: the test set,
    /// else the training data.
    /// </summary>
    public Dataset Samples { get; }

    /// <summary>The network's shape.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Incremented with each view shown.</summary>
    public int Version { get; internal set; }

    /// <summary>Number of points: grid, curve or samples.</summary>
    public int Count => _points.Length / Shape.InputCount;

    /// <summary>Outputs per point.</summary>
    public int OutputCount => Shape.OutputCount;

    /// <summary>The inputs, [Count, inputs]; a grid is row-major, starting at the highest second input.</summary>
    public ReadOnlySpan<float> Points => _points;

    /// <summary>The network's outputs, [Count, OutputCount].</summary>
    public ReadOnlySpan<float> Outputs => _outputs;

    /// <summary>Range of the first input.</summary>
    public (float Low, float High) RangeX { get; }

    /// <summary>Range of the second input.</summary>
    public (float Low, float High) RangeY { get; }

    internal Span<float> Unfinished => _outputs;

    /// <summary>The most likely class at a point and its probability, 0 … 1.</summary>
    public (int Class, float Share) Classify(int point)
    {
        var outputs = _outputs.AsSpan(point * OutputCount, OutputCount);
        if (outputs.Length == 1)
        {
            var share = _loss is BinaryCrossEntropy ? 1 / (1 + MathF.Exp(-outputs[0])) : Math.Clamp(outputs[0], 0, 1);
            return share > 0.5f ? (1, share) : (0, 1 - share);
        }
        var best = 0;
        for (var i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[best])
                best = i;
        }
        if (_loss is not SoftmaxCrossEntropy)
            return (best, Math.Clamp(outputs[best], 0, 1));
        var sum = 0f;
        foreach (var output in outputs)
            sum += MathF.Exp(output - outputs[best]);
        return (best, 1 / sum);
    }

    /// <summary>Another view of the same points, to be filled while this one is shown.</summary>
    internal DecisionView CreateSibling() => new(Data, Samples, Shape, _loss, _points, RangeX, RangeY);
}
