using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;

namespace NeuroLab.Components;

/// <summary>
/// What the trainer's network says about its inputs, kept up to date a little each frame: over a grid where there are
/// two inputs, along a line where there is one, and for single samples where there are more. Waits for no training
/// on a CPU and never allocates once it has run. Frame thread.
/// </summary>
public sealed class DecisionMap(Trainer trainer)
{
    /// <summary>Points along each side of the grid of a network with two inputs.</summary>
    public const int GridSide = 64;

    /// <summary>Points of the curve of a network with one input.</summary>
    public const int CurvePoints = 128;

    /// <summary>The largest number of samples looked at where there are more than two inputs.</summary>
    public const int MaxSamples = 160;

    // The fewest points that a pass over the weights is worth.
    private const int MinPoints = 64;
    private const float Margin = 0.12f;

    private NetworkShape? _shape;
    private Dataset? _data;
    private int _run = -1;
    private float[] _parameters = [], _points = [], _outputs = [], _shown = [];
    private int _done;
    private long _step = -1;
    private bool _isStale = true;

    /// <summary>Multiply-adds that one <see cref="Advance"/> may spend.</summary>
    public int Budget { get; set; } = 600_000;

    /// <summary>Rises whenever <see cref="Outputs"/> changed.</summary>
    public int Version { get; private set; }

    /// <summary>Points looked at: grid, curve or samples.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers the network gives for each point.</summary>
    public int OutputCount => _shape?.OutputCount ?? 0;

    /// <summary>The inputs, [Count, inputs]; a grid runs row by row from the highest second input.</summary>
    public ReadOnlySpan<float> Points => _points;

    /// <summary>The network's outputs, [Count, OutputCount]; empty until all were worked out once.</summary>
    public ReadOnlySpan<float> Outputs => Version > 0 ? _shown : [];

    /// <summary>Ends of the first input's range.</summary>
    public (float Low, float High) RangeX { get; private set; }

    /// <summary>Ends of the second input's range.</summary>
    public (float Low, float High) RangeY { get; private set; }

    /// <summary>Goes on with the next points; with the last of them they are shown and the present weights are read.</summary>
    public void Advance()
    {
        if (_run != trainer.Run || !ReferenceEquals(_data, trainer.Experiment.Train) || !ReferenceEquals(_shape, trainer.Session.Shape))
            Begin();
        if (_done == 0 && !TryReadWeights())
            return;
        var count = Math.Min(Math.Max(MinPoints, Budget / _shape!.ParameterCount), Count - _done);
        var (inputs, outputs) = (_shape.InputCount, _shape.OutputCount);
        trainer.Session.Predict(
            _points.AsSpan(_done * inputs, count * inputs), _outputs.AsSpan(_done * outputs, count * outputs), _parameters);
        _done += count;
        if (_done < Count)
            return;
        (_outputs, _shown) = (_shown, _outputs);
        _done = 0;
        Version++;
    }

    /// <summary>Looks again although the step count stayed: the weights were replaced.</summary>
    public void Invalidate() => _isStale = true;

    /// <summary>The most likely class at a point and how sure the network is of it, 0 … 1.</summary>
    public (int Class, float Share) Classify(int point)
    {
        var outputs = _shown.AsSpan(point * OutputCount, OutputCount);
        if (outputs.Length == 1)
        {
            var share = trainer.Experiment.Loss is BinaryCrossEntropy ? 1 / (1 + MathF.Exp(-outputs[0])) : Math.Clamp(outputs[0], 0, 1);
            return share > 0.5f ? (1, share) : (0, 1 - share);
        }
        var best = 0;
        for (var i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[best])
                best = i;
        }
        if (trainer.Experiment.Loss is not SoftmaxCrossEntropy)
            return (best, Math.Clamp(outputs[best], 0, 1));
        var sum = 0f;
        foreach (var output in outputs)
            sum += MathF.Exp(output - outputs[best]);
        return (best, 1 / sum);
    }

    private bool TryReadWeights()
    {
        // Reading waits for the steps that are under way; with none, it costs a copy.
        if (trainer.Session.PendingSteps > 0 || (_step == trainer.Status.Step && Version > 0 && !_isStale))
            return false;
        trainer.Session.ReadParameters(_parameters);
        _step = trainer.Status.Step;
        _isStale = false;
        return true;
    }

    private void Begin()
    {
        var isSameRun = _run == trainer.Run;
        _run = trainer.Run;
        _isStale = true;
        _done = 0;
        if (ReferenceEquals(_data, trainer.Experiment.Train) && ReferenceEquals(_shape, trainer.Session.Shape))
            return;
        // Points that are painted come and go within the picture, which stays.
        if (isSameRun && ReferenceEquals(_shape, trainer.Session.Shape) && IsWithin(trainer.Experiment.Train))
        {
            _data = trainer.Experiment.Train;
            return;
        }
        _data = trainer.Experiment.Train;
        _shape = trainer.Session.Shape;
        Version = 0;
        _parameters = new float[_shape.ParameterCount];
        var data = _data;
        RangeX = Range(0);
        RangeY = data.InputCount > 1 ? Range(1) : default;
        switch (data.InputCount)
        {
            case 1: PlaceCurve(); break;
            case 2: PlaceGrid(); break;
            default:
                // Samples that training never saw tell more.
                var samples = trainer.Experiment.Test ?? data;
                Count = Math.Min(samples.Count, MaxSamples);
                _points = new float[Count * samples.InputCount];
                samples.Inputs.CopyTo(0, _points);
                break;
        }
        _outputs = new float[Count * _shape.OutputCount];
        _shown = new float[Count * _shape.OutputCount];
    }

    private bool IsWithin(Dataset data)
    {
        if (data.InputCount != 2)
            return false;
        for (var i = 0; i < data.Count; i++)
        {
            var sample = data.Sample(i);
            if (!(sample[0] >= RangeX.Low && sample[0] <= RangeX.High && sample[1] >= RangeY.Low && sample[1] <= RangeY.High))
                return false;
        }
        return true;
    }

    private (float Low, float High) Range(int input)
    {
        var data = _data!;
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (var i = input; i < data.Inputs.Count; i += data.InputCount)
        {
            low = MathF.Min(low, data.Inputs[i]);
            high = MathF.Max(high, data.Inputs[i]);
        }
        var margin = MathF.Max((high - low) * Margin, 1e-3f);
        return (low - margin, high + margin);
    }

    private void PlaceCurve()
    {
        Count = CurvePoints;
        _points = new float[Count];
        for (var i = 0; i < Count; i++)
            _points[i] = RangeX.Low + (RangeX.High - RangeX.Low) * i / (Count - 1);
    }

    private void PlaceGrid()
    {
        Count = GridSide * GridSide;
        _points = new float[2 * Count];
        for (var i = 0; i < Count; i++)
        {
            _points[2 * i] = RangeX.Low + (RangeX.High - RangeX.Low) * (i % GridSide + 0.5f) / GridSide;
            _points[2 * i + 1] = RangeY.High - (RangeY.High - RangeY.Low) * (i / GridSide + 0.5f) / GridSide;
        }
    }
}
