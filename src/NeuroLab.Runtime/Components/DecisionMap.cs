using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Components;

/// <summary>
/// The predictions of the trainer's network over its input space, updated incrementally each frame: over a grid for two
/// inputs, along a line for one, and for individual samples for more. Snapshots are published as a whole. On a CPU it
/// never waits for training; allocates only at first. Frame thread.
/// </summary>
internal sealed class DecisionMap(Trainer trainer)
{
    /// <summary>Points along each side of the grid for two inputs.</summary>
    public const int GridSide = 64;

    /// <summary>Points of the curve for one input.</summary>
    public const int CurvePoints = 128;

    /// <summary>Maximum number of samples shown if there are more than two inputs.</summary>
    public const int MaxSamples = 160;

    // Minimum points per pass, to be worth reading the weights.
    private const int MinPoints = 64;
    private const float Margin = 0.12f;

    private DecisionView? _next;  // being computed
    private DecisionView? _spare; // until the first is shown
    private int _run = -1, _version, _seen = -1;
    private float[] _parameters = [];
    private int _done;

    /// <summary>Multiply-adds per call of <see cref="Advance"/>.</summary>
    public int Budget { get; set; } = 600_000;

    /// <summary>
    /// The latest complete snapshot; null until there is one of this network and data. It does not change until the
    /// next one replaces it.
    /// </summary>
    public DecisionView? Shown { get; private set; }

    /// <summary>
    /// Computes the next points; after the last one, publishes the snapshot and reads the current weights.
    /// </summary>
    public void Advance()
    {
        if (_next is null || _run != trainer.Run || !ReferenceEquals(_next.Data, trainer.Experiment.Train)
            || !ReferenceEquals(_next.Shape, trainer.Session.Shape))
        {
            Begin();
        }
        if (_done == 0 && !TryReadWeights())
            return;
        var view = _next!;
        var count = Math.Min(Math.Max(MinPoints, Budget / view.Shape.ParameterCount), view.Count - _done);
        var (inputs, outputs) = (view.Shape.InputCount, view.OutputCount);
        trainer.Session.Predict(
            view.Points.Slice(_done * inputs, count * inputs), view.Unfinished.Slice(_done * outputs, count * outputs), _parameters);
        _done += count;
        if (_done < view.Count)
            return;
        HandOver.Point();
        view.Version = ++_version;
        (Shown, _next, _spare) = (view, Shown ?? _spare, null);
        _next!.Data = view.Data;
        _done = 0;
    }

    /// <summary>Drops snapshots of data that the trainer no longer learns.</summary>
    public void Release()
    {
        if (ReferenceEquals(_next?.Data, trainer.Experiment.Train))
            return;
        (_next, _spare, Shown, _run) = (null, null, null, -1);
    }

    private bool TryReadWeights()
    {
        // Reading waits for steps in flight; without any, it costs a copy. Weights can also change without a step.
        if (trainer.Session.PendingSteps > 0 || (_seen == trainer.StatusVersion && Shown is not null))
            return false;
        trainer.Session.ReadParameters(_parameters);
        _seen = trainer.StatusVersion;
        return true;
    }

    private void Begin()
    {
        var (isSameRun, experiment, shape) = (_run == trainer.Run, trainer.Experiment, trainer.Session.Shape);
        _run = trainer.Run;
        _seen = -1;
        _done = 0;
        if (_next is { } view && ReferenceEquals(view.Shape, shape))
        {
            if (ReferenceEquals(view.Data, experiment.Train))
                return;
            // Painted points come and go within the displayed range, which stays.
            if (isSameRun && IsWithin(view, experiment.Train))
            {
                view.Data = experiment.Train;
                return;
            }
        }
        var data = experiment.Train;
        var rangeX = Range(data, 0);
        var rangeY = data.InputCount > 1 ? Range(data, 1) : default;
        // Test samples are more informative.
        var samples = experiment.Test ?? data;
        var points = data.InputCount switch
        {
            1 => PlaceCurve(rangeX),
            2 => PlaceGrid(rangeX, rangeY),
            _ => FirstOf(samples),
        };
        _next = new DecisionView(data, samples, shape, experiment.Loss, points, rangeX, rangeY);
        _spare = _next.CreateSibling(); // now: the first is complete in some later frame, which must not allocate
        Shown = null;
        _parameters = new float[shape.ParameterCount];
    }

    private static bool IsWithin(DecisionView view, Dataset data)
    {
        if (data.InputCount != 2)
            return false;
        for (var i = 0; i < data.Count; i++)
        {
            var sample = data.Sample(i);
            if (!(sample[0] >= view.RangeX.Low && sample[0] <= view.RangeX.High && sample[1] >= view.RangeY.Low && sample[1] <= view.RangeY.High))
                return false;
        }
        return true;
    }

    private static (float Low, float High) Range(Dataset data, int input)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (var i = input; i < data.Inputs.Count; i += data.InputCount)
        {
            low = MathF.Min(low, data.Inputs[i]);
            high = MathF.Max(high, data.Inputs[i]);
        }
        var margin = MathF.Max((high - low) * Margin, 1e-3f);
        return (low - margin, high + margin);
    }

    private static float[] PlaceCurve((float Low, float High) range)
    {
        var points = new float[CurvePoints];
        for (var i = 0; i < points.Length; i++)
            points[i] = range.Low + (range.High - range.Low) * i / (points.Length - 1);
        return points;
    }

    private static float[] PlaceGrid((float Low, float High) x, (float Low, float High) y)
    {
        var points = new float[2 * GridSide * GridSide];
        for (var i = 0; i < GridSide * GridSide; i++)
        {
            points[2 * i] = x.Low + (x.High - x.Low) * (i % GridSide + 0.5f) / GridSide;
            points[2 * i + 1] = y.High - (y.High - y.Low) * (i / GridSide + 0.5f) / GridSide;
        }
        return points;
    }

    private static float[] FirstOf(Dataset samples)
    {
        var points = new float[Math.Min(samples.Count, MaxSamples) * samples.InputCount];
        samples.Inputs.CopyTo(0, points);
        return points;
    }
}
