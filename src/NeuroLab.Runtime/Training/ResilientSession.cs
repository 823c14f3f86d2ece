using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// A session that survives its device. It can be moved to another backend between two steps; and if its device fails,
/// the fallback continues from the last state in host memory and runs the remaining steps. Surfaces in progress are
/// stopped in both cases; sample them again.
/// </summary>
internal sealed class ResilientSession : ITrainingSession
{
    private readonly IComputeBackend _fallback;
    private readonly StepRecord[] _copied = new StepRecord[256];
    private IComputeBackend _backend;
    private ITrainingSession _session;
    private SessionState _known;
    private TrainingStatus _status;
    private long _target, _historyRead, _nextRecord;
    private bool _hasStatus;

    /// <summary>Starts on a backend.</summary>
    /// <param name="backend">The initial backend; not owned.</param>
    /// <param name="start">The initial weights.</param>
    /// <param name="data">The data sets.</param>
    /// <param name="options">The training options.</param>
    /// <param name="fallback">Takes over after a failure; not owned.</param>
    /// <exception cref="BackendFailureException">The device fails immediately.</exception>
    public ResilientSession(
        IComputeBackend backend, Network start, TrainingData data, TrainingOptions options, IComputeBackend fallback)
    {
        _backend = backend;
        _fallback = fallback;
        _session = backend.CreateSession(start, data, options);
        _known = new SessionState(0, 0, default, (float[])start.Parameters.Clone(), []);
    }

    /// <summary>
    /// Raised once per failure, with the failed device and one line for the user, when the fallback has taken over.
    /// </summary>
    public event Action<IComputeBackend, string>? FellBack;

    /// <summary>Raised when the session is disposed.</summary>
    public event Action? Disposed;

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

    private bool HasFallback => _backend != _fallback;

    /// <summary>
    /// Moves to another backend, keeping weights, optimizer state, batch position and history. Blocks until the steps
    /// enqueued so far are done.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">It cannot hold the network or the data; nothing has
    /// changed.</exception>
    /// <exception cref="BackendFailureException">It fails immediately; nothing has changed.</exception>
    public void MoveTo(IComputeBackend backend)
    {
        if (backend == _backend)
            return;
        var state = Capture();
        // Its own device may have just failed.
        if (backend == _backend)
            return;
        var next = Begin(backend, state);
        if (_session.TryGetStatus(out var status))
            (_status, _hasStatus) = (status, true);
        _known = state;
        Replace(next, backend);
    }

    /// <inheritdoc/>
    public void Train(int steps)
    {
        _target += steps;
        // The fallback is given all steps up to the target, including these.
        Guard(steps, static (session, count) => session.Train(count), isRepeated: false);
    }

    /// <inheritdoc/>
    public void Pump(TimeSpan budget) => Guard(budget, static (session, time) => session.Pump(time));

    /// <inheritdoc/>
    public bool TryGetStatus(out TrainingStatus latest)
    {
        CopyHistory();
        var isNew = _session.TryGetStatus(out latest);
        if (!isNew && _hasStatus)
            (latest, isNew) = (_status, true); // reported before the move, and not taken yet
        _hasStatus = false;
        return isNew;
    }

    /// <inheritdoc/>
    public void Finish() => Guard(0, static (session, _) => session.Finish());

    /// <inheritdoc/>
    public void ReadParameters(Span<float> destination) =>
        Guard(destination, static (session, to) => session.ReadParameters(to));

    /// <inheritdoc/>
    public void WriteParameters(ReadOnlySpan<float> source) =>
        Guard(source, static (session, from) => session.WriteParameters(from));

    /// <inheritdoc/>
    public Evaluation Evaluate(DataPart part, Span<float> gradient = default) =>
        Guard(new EvaluateCall(part, gradient), static (session, call) => session.Evaluate(call.Part, call.Gradient));

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product) => Guard(
        new ProductCall(direction, part, product),
        static (session, call) => session.HessianVectorProduct(call.Direction, call.Part, call.Product));

    /// <inheritdoc/>
    public void Multiply(HessianRequest request) => Guard(request, static (session, products) => session.Multiply(products));

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default) => Guard(
        new PredictCall(inputs, outputs, parameters),
        static (session, call) => session.Predict(call.Inputs, call.Outputs, call.Parameters));

    /// <inheritdoc/>
    public void UseEvaluation(SampleSet evaluation) =>
        Guard(evaluation, static (session, set) => session.UseEvaluation(set));

    /// <inheritdoc/>
    public SessionState Capture() => Capture(null);

    /// <inheritdoc/>
    public SessionState Capture(SessionState? spare) => Guard(spare, static (session, room) => session.Capture(room));

    /// <inheritdoc/>
    public void Restore(SessionState state)
    {
        Guard(state, static (session, moment) => session.Restore(moment));
        _target = _nextRecord = state.Step;
        _known = state;
    }

    /// <inheritdoc/>
    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid) =>
        Guard((plane, grid), static (session, call) => session.Sample(call.plane, call.grid));

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        Disposed?.Invoke();
    }

    // Every call to the device goes through here, and is repeated on the fallback if the device fails during it.
    // Allocates nothing: the lambdas are static, and their arguments are passed along.
    private TResult Guard<TCall, TResult>(TCall call, Func<ITrainingSession, TCall, TResult> make)
        where TCall : allows ref struct
    {
        try
        {
            return make(_session, call);
        }
        catch (BackendFailureException failure) when (HasFallback)
        {
            FallBack(failure);
            return make(_session, call);
        }
        finally
        {
            CopyHistory();
        }
    }

    private void Guard<TCall>(TCall call, Action<ITrainingSession, TCall> make, bool isRepeated = true)
        where TCall : allows ref struct
    {
        try
        {
            make(_session, call);
        }
        catch (BackendFailureException failure) when (HasFallback)
        {
            FallBack(failure);
            if (isRepeated)
                make(_session, call);
        }
        finally
        {
            CopyHistory();
        }
    }

    private void FallBack(BackendFailureException failure)
    {
        CopyHistory();
        var (failed, state) = (_backend, failure.LastKnownState ?? _known);
        Replace(Begin(_fallback, state), _fallback);
        var owed = (int)(_target - state.Step);
        if (owed > 0)
            _session.Train(owed);
        FellBack?.Invoke(failed, $"{failure.Message}: training goes on with {_fallback.Name} from step {state.Step}");
    }

    private ITrainingSession Begin(IComputeBackend backend, SessionState state)
    {
        var next = backend.CreateSession(new Network(Shape, state.Parameters), Data, Options);
        try
        {
            next.Restore(state);
            next.Observation = Observation;
            return next;
        }
        catch
        {
            next.Dispose();
            throw;
        }
    }

    private void Replace(ITrainingSession next, IComputeBackend backend)
    {
        var left = _session;
        (_session, _backend) = (next, backend);
        _historyRead = 0;
        left.Dispose();
    }

    // One history for all sessions; steps that run twice are recorded once.
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

    private readonly ref struct EvaluateCall(DataPart part, Span<float> gradient)
    {
        public readonly DataPart Part = part;
        public readonly Span<float> Gradient = gradient;
    }

    private readonly ref struct ProductCall(ReadOnlySpan<float> direction, DataPart part, Span<float> product)
    {
        public readonly ReadOnlySpan<float> Direction = direction;
        public readonly DataPart Part = part;
        public readonly Span<float> Product = product;
    }

    private readonly ref struct PredictCall(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters)
    {
        public readonly ReadOnlySpan<float> Inputs = inputs, Parameters = parameters;
        public readonly Span<float> Outputs = outputs;
    }
}
