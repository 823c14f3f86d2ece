using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// A session whose steps are read from a run of another program as long as <see cref="TrainingOptions.FollowsRun"/> is set:
/// after step n it is at the weights of the newest checkpoint up to n. Otherwise its own steps go on from there, with an
/// optimizer that starts anew.
/// </summary>
/// <param name="inner">Evaluates, samples and trains; owned.</param>
/// <param name="run">The run.</param>
internal sealed class RecordedSession(ITrainingSession inner, RecordedRun run) : ITrainingSession
{
    private readonly StepRecord[] _copied = new StepRecord[256];
    private long _step, _read;
    private int _nextLoss;
    private float[][] _empty = [];

    /// <summary>The session itself if there is no run.</summary>
    public static ITrainingSession Around(ITrainingSession session, RecordedRun? run) =>
        run is null ? session : new RecordedSession(session, run);

    /// <summary>The session of the backend.</summary>
    public ITrainingSession Inner => inner;

    /// <inheritdoc/>
    public NetworkShape Shape => inner.Shape;

    /// <inheritdoc/>
    public TrainingData Data => inner.Data;

    /// <inheritdoc/>
    public TrainingOptions Options
    {
        get => inner.Options;
        set => inner.Options = value;
    }

    /// <inheritdoc/>
    public Observation Observation
    {
        get => inner.Observation;
        set => inner.Observation = value;
    }

    /// <inheritdoc/>
    public int PendingSteps => inner.PendingSteps;

    /// <summary>The losses that the run has written of its steps, and those of the own steps.</summary>
    public StepHistory History { get; } = new();

    /// <inheritdoc/>
    public void Pump(TimeSpan budget) => inner.Pump(budget);

    /// <inheritdoc/>
    public void Train(int steps)
    {
        _step += steps;
        if (!Options.FollowsRun)
        {
            inner.Train(steps);
            return;
        }
        if (steps > 0)
        {
            inner.Restore(new SessionState(_step, 0, default, run.Read(_step, Shape) ?? inner.Capture().Parameters, EmptyState()));
            TakeLosses();
        }
        inner.Train(0);
    }

    /// <inheritdoc/>
    public bool TryGetStatus(out TrainingStatus latest)
    {
        while (inner.History.CopyTo(ref _read, _copied) is > 0 and var count)
        {
            foreach (ref readonly var record in _copied.AsSpan(0, count))
                History.Add(record);
        }
        return inner.TryGetStatus(out latest);
    }

    /// <inheritdoc/>
    public void Finish() => inner.Finish();

    /// <inheritdoc/>
    public void ReadParameters(Span<float> destination) => inner.ReadParameters(destination);

    /// <inheritdoc/>
    public void WriteParameters(ReadOnlySpan<float> source) => inner.WriteParameters(source);

    /// <inheritdoc/>
    public Evaluation Evaluate(DataPart part, Span<float> gradient = default) => inner.Evaluate(part, gradient);

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product) =>
        inner.HessianVectorProduct(direction, part, product);

    /// <inheritdoc/>
    public void Multiply(HessianRequest request) => inner.Multiply(request);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default) =>
        inner.Predict(inputs, outputs, parameters);

    /// <inheritdoc/>
    public void UseEvaluation(SampleSet evaluation) => inner.UseEvaluation(evaluation);

    /// <inheritdoc/>
    public SessionState Capture() => inner.Capture();

    /// <inheritdoc/>
    public SessionState Capture(SessionState? spare) => inner.Capture(spare);

    /// <inheritdoc/>
    public void Restore(SessionState state)
    {
        _step = state.Step;
        for (_nextLoss = 0; _nextLoss < run.Losses.Length && run.Losses[_nextLoss].Step <= _step; _nextLoss++)
        {
        }
        inner.Restore(state);
    }

    /// <inheritdoc/>
    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid) => inner.Sample(plane, grid);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    // The optimizer has seen none of these steps.
    private float[][] EmptyState()
    {
        var slots = Options.Optimizer.StateSlots;
        if (_empty.Length != slots)
            _empty = [.. Enumerable.Range(0, slots).Select(_ => new float[Shape.ParameterCount])];
        return _empty;
    }

    private void TakeLosses()
    {
        for (var losses = run.Losses; _nextLoss < losses.Length && losses[_nextLoss].Step <= _step; _nextLoss++)
            History.Add(new StepRecord(losses[_nextLoss].Step, losses[_nextLoss].Loss, float.NaN, float.NaN));
    }
}
