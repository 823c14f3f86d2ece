using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// A session that outlives its device: when that fails, another backend goes on from the last state known in host
/// memory, and the steps still owed are enqueued there. Surfaces in the making end with the failure; sample them again.
/// </summary>
public sealed class ResilientSession : ITrainingSession
{
    private readonly IComputeBackend _fallback;
    private readonly StepRecord[] _copied = new StepRecord[256];
    private ITrainingSession _session;
    private SessionState _known;
    private long _target, _historyRead, _nextRecord;
    private bool _hasFallenBack;

    /// <summary>Guards a session that has not trained yet.</summary>
    /// <param name="session">The session on the device that may fail; owned from now on.</param>
    /// <param name="start">The weights it started from.</param>
    /// <param name="fallback">Goes on after a failure; not owned.</param>
    public ResilientSession(ITrainingSession session, Network start, IComputeBackend fallback)
    {
        _session = session;
        _fallback = fallback;
        _known = new SessionState(0, 0, default, (float[])start.Parameters.Clone(), []);
    }

    /// <summary>Raised once, with one line for the person at the screen, when the fallback has taken over.</summary>
    public event Action<string>? FellBack;

    /// <inheritdoc/>
    public NetworkShape Shape => _session.Shape;

    /// <inheritdoc/>
    public TrainingData Data => _session.Data;

    /// <inheritdoc/>
    public StepHistory History { get; } = new();

    /// <inheritdoc/>
    public int PendingSteps => _session.PendingSteps;

    /// <inheritdoc/>
    public TrainingOptions Options
    {
        get => _session.Options;
        set => _session.Options = value;
    }

    /// <inheritdoc/>
    public Observation Observation
    {
        get => _session.Observation;
        set => _session.Observation = value;
    }

    /// <inheritdoc/>
    public void Train(int steps)
    {
        _target += steps;
        try
        {
            _session.Train(steps);
        }
        catch (BackendFailureException failure) when (!_hasFallenBack)
        {
            // The fallback is given all steps up to the target, these among them.
            FallBack(failure);
        }
    }

    /// <inheritdoc/>
    public void Pump(TimeSpan budget)
    {
        try
        {
            _session.Pump(budget);
        }
        catch (BackendFailureException failure) when (!_hasFallenBack)
        {
            FallBack(failure);
        }
        CopyHistory();
    }

    /// <inheritdoc/>
    public bool TryGetStatus(out TrainingStatus latest)
    {
        CopyHistory();
        return _session.TryGetStatus(out latest);
    }

    /// <inheritdoc/>
    public void Finish() => Blocking(session =>
    {
        session.Finish();
        return true;
    });

    /// <inheritdoc/>
    public void ReadParameters(Span<float> destination)
    {
        var parameters = Blocking(session =>
        {
            var copy = new float[session.Shape.ParameterCount];
            session.ReadParameters(copy);
            return copy;
        });
        parameters.CopyTo(destination);
    }

    /// <inheritdoc/>
    public void WriteParameters(ReadOnlySpan<float> source)
    {
        var copy = source.ToArray();
        Blocking(session =>
        {
            session.WriteParameters(copy);
            return true;
        });
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(DataPart part, Span<float> gradient = default)
    {
        var copy = new float[gradient.Length];
        var result = Blocking(session => session.Evaluate(part, copy));
        copy.CopyTo(gradient);
        return result;
    }

    /// <inheritdoc/>
    public void UseEvaluation(SampleSet evaluation) => Blocking(session =>
    {
        session.UseEvaluation(evaluation);
        return true;
    });

    /// <inheritdoc/>
    public SessionState Capture() => Blocking(session => session.Capture());

    /// <inheritdoc/>
    public void Restore(SessionState state)
    {
        Blocking(session =>
        {
            session.Restore(state);
            return true;
        });
        _target = _nextRecord = state.Step;
        _known = state;
    }

    /// <inheritdoc/>
    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid)
    {
        try
        {
            return _session.Sample(plane, grid);
        }
        catch (BackendFailureException failure) when (!_hasFallenBack)
        {
            FallBack(failure);
            return _session.Sample(plane, grid);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private T Blocking<T>(Func<ITrainingSession, T> work)
    {
        try
        {
            return work(_session);
        }
        catch (BackendFailureException failure) when (!_hasFallenBack)
        {
            FallBack(failure);
            return work(_session);
        }
        finally
        {
            CopyHistory();
        }
    }

    private void FallBack(BackendFailureException failure)
    {
        CopyHistory();
        _hasFallenBack = true;
        var state = failure.LastKnownState ?? _known;
        var failed = _session;
        _session = _fallback.CreateSession(new Network(failed.Shape, state.Parameters), failed.Data, failed.Options);
        _session.Restore(state);
        _session.Observation = failed.Observation;
        _historyRead = 0;
        failed.Dispose();
        var owed = (int)(_target - state.Step);
        if (owed > 0)
            _session.Train(owed);
        FellBack?.Invoke($"{failure.Message}: training goes on with {_fallback.Name} from step {state.Step}");
    }

    // One history for both sessions; steps that are done a second time are not recorded twice.
    private void CopyHistory()
    {
        int count;
        while ((count = _session.History.CopyTo(ref _historyRead, _copied)) > 0)
        {
            foreach (ref readonly var record in _copied.AsSpan(0, count))
            {
                if (record.Step < _nextRecord)
                    continue;
                History.Add(record);
                _nextRecord = record.Step + 1;
            }
        }
    }
}
