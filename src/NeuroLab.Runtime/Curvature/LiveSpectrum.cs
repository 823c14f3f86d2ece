using System.Diagnostics;
using System.Numerics.Tensors;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Curvature;

/// <summary>
/// The largest eigenvalues of a running session's Hessian over its evaluation set, tracked from frame to frame: the
/// session computes a few products between its steps, at a fixed θ, and nothing here waits for them. On the session's
/// thread; sums over large networks run on the thread pool.
/// </summary>
internal sealed class LiveSpectrum
{
    /// <summary>Maximum number of eigenvalues.</summary>
    public const int MaxCount = 10;

    // Products per request, and the maximum seconds per request if a single one takes less.
    private const int Portion = 4;
    private const double PortionSeconds = 0.003;

    // Maximum fraction of the time for products and sums.
    private const double Share = 0.12;

    // The residual at which the search moves on to a newer θ, and the one at which it stops if there is none.
    private const double MovingTolerance = 0.03, RestingTolerance = 1e-3;
    private const int MaxRounds = 60;
    private const double RestSeconds = 0.1;
    private const long InlineWork = 1 << 20;

    // A residual δ causes an error of about δ²: values shown have at least two digits.
    private const double KnownResidual = 0.05;

    private readonly bool _isPreconditioned;
    private ITrainingSession? _session;
    private SampleSet? _samples;
    private Optimizer? _optimizer;
    private HessianRequest _request = new(0, 0);
    private EigenTracker _tracker = new(1, 1);
    private float[] _scale = [];
    private SessionState? _point, _spare;
    private OptimizerSettings _settings;
    private Task? _work;
    private double[] _known = [];
    private double _tolerance, _productSeconds;
    private long _due;
    private int _rounds;
    private bool _isAsked, _isRoundOver, _isScaled, _isUndefined, _isNew, _followsRun;

    /// <summary>Creates an empty spectrum.</summary>
    /// <param name="isPreconditioned">Whether, with an adaptive optimizer, the values are those of P^-½·H·P^-½, which
    /// its edge is about.</param>
    public LiveSpectrum(bool isPreconditioned) => _isPreconditioned = isPreconditioned;

    /// <summary>
    /// Number of eigenvalues, 1 to <see cref="MaxCount"/>; a change applies from the next <see cref="Advance"/> on.
    /// </summary>
    public int Count { get; set; } = 1;

    /// <summary>The eigenvalues, largest first; NaN if unknown. At most as many as parameters.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>‖Hv − λv‖ / |λ| of each.</summary>
    public double[] Residuals { get; private set; } = [];

    /// <summary>The step of the weights they belong to.</summary>
    public long Step { get; private set; } = -1;

    /// <summary>Incremented with each new set of values.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Whether the values are those of the current weights, as exact as they will get, and nothing is in progress.
    /// </summary>
    public bool IsResting { get; private set; }

    /// <summary>
    /// The eigenvalue beyond which full-batch steps of the session grow, with the settings that hold now and the learning
    /// rate in force; NaN where there is none, as for a run whose steps another program took.
    /// </summary>
    public double Edge => _session?.Options is { FollowsRun: false } own ? own.EdgeAt(RateInForce, GradientNorm) : double.NaN;

    /// <summary>The learning rate whose edge is the largest eigenvalue; NaN where either is not known.</summary>
    public double RateAtEdge => _session?.Options is { FollowsRun: false } own ? own.RateAtEdge(Known(0), GradientNorm) : double.NaN;

    /// <summary>The learning rate that the session's schedule has at <see cref="Step"/>.</summary>
    public double RateInForce => _session?.Options.RateAt(_point?.ScheduleStep ?? 0) ?? double.NaN;

    // ‖g‖ of the last step.
    private double GradientNorm => _session!.History.TryGetLast(out var record) ? record.GradientNorm : double.NaN;

    /// <summary>Whether the value at an index has a residual below 1/20: its error is below 1 %.</summary>
    public bool IsExact(int index) => Residuals[index] < KnownResidual;

    /// <summary>The latest exact value at an index; NaN if there is none.</summary>
    public double Known(int index) => index < _known.Length ? _known[index] : double.NaN;

    /// <summary>
    /// Processes the session's finished products, and requests more if time allows. Does not block unless
    /// <paramref name="isSteady"/>.
    /// </summary>
    /// <param name="session">The session; changing it, or its evaluation set, restarts the search.</param>
    /// <param name="isSteady">Whether every call does the same work, however long it takes: for recordings, which wait
    /// for the session anyway.</param>
    public void Advance(ITrainingSession session, bool isSteady = false)
    {
        Follow(session);
        if (TryCollect(session, isSteady) && (isSteady || Stopwatch.GetTimestamp() >= _due))
            Ask(session, isSteady);
    }

    /// <summary>
    /// Follows up to the session's present weights, to two digits at least, whatever time that takes; the same weights on
    /// the same way give the same values. Blocks.
    /// </summary>
    public void Settle(ITrainingSession session)
    {
        Follow(session);
        session.Finish();
        TryCollect(session, isSteady: true);
        while (!_isRoundOver) // of weights that were
            AskAndWait(session);
        do
            AskAndWait(session);
        while (!_isRoundOver);
        _due = 0;
    }

    private void AskAndWait(ITrainingSession session)
    {
        Ask(session, isSteady: true);
        session.Finish();
        TryCollect(session, isSteady: true);
    }

    // Processes the requested products if they are ready; false if not.
    private bool TryCollect(ITrainingSession session, bool isSteady)
    {
        if (_request.IsPending)
            return false;
        if (_isAsked)
            TakeAnswer(session);
        if (_work is not null)
        {
            if (isSteady)
                _work.Wait();
            if (!_work.IsCompleted)
                return false;
            _work.GetAwaiter().GetResult();
            _work = null;
        }
        if (_isNew)
            Publish();
        return true;
    }

    /// <summary>Drops the session and everything found; the next <see cref="Advance"/> starts the search again.</summary>
    public void Clear()
    {
        (_session, _samples, _point, _spare, _work) = (null, null, null, null, null);
        (_isAsked, _isNew, IsResting) = (false, false, false);
        (Values, Residuals, _known) = ([], [], []);
    }

    // The optimizer of another program, and what it has seen, are not known.
    private bool NeedsScale => _isPreconditioned && _optimizer!.IsAdaptive && !_followsRun;

    private void Follow(ITrainingSession session)
    {
        var (options, samples) = (session.Options, session.Data.Evaluation);
        var count = Math.Clamp(Count, 1, Math.Min(MaxCount, session.Shape.ParameterCount));
        // Switching between two non-adaptive optimizers does not change the matrix.
        var isSameMatrix = !_isPreconditioned || _optimizer == options.Optimizer
            || _optimizer is { IsAdaptive: false } && !options.Optimizer.IsAdaptive;
        isSameMatrix &= _followsRun == options.FollowsRun || !_isPreconditioned || !options.Optimizer.IsAdaptive;
        _followsRun = options.FollowsRun;
        if (ReferenceEquals(session, _session) && ReferenceEquals(samples, _samples) && isSameMatrix && Values.Length == count)
        {
            _optimizer = options.Optimizer;
            return;
        }
        (_session, _samples, _optimizer) = (session, samples, options.Optimizer);
        var size = session.Shape.ParameterCount;
        // A request in progress keeps the old buffers.
        _request = new HessianRequest(size, Portion);
        _tracker = new EigenTracker(size, count);
        _scale = new float[NeedsScale ? size : 0];
        (_point, _spare, _work, _due) = (null, null, null, 0);
        (_isAsked, _isRoundOver, IsResting) = (false, true, false);
        (Values, Residuals, _known) = (new double[count], new double[count], new double[count]);
        Publish();
    }

    private void TakeAnswer(ITrainingSession session)
    {
        _isAsked = false;
        if (!_request.IsDone)
        {
            // The device was changed: starts from the best vectors on the new one.
            (_point, _isRoundOver) = (null, true);
            return;
        }
        Spend(_request.Seconds);
        if (_request.Count == 0)
            TakePoint();
        else if ((long)session.Shape.ParameterCount * Count < InlineWork)
            TakeProducts();
        else
            _work = Task.Run(TakeProducts);
    }

    private void TakePoint()
    {
        var (point, options) = (_request.Point!, _request.Options!);
        var isSame = _point is { } old && old.Step == point.Step && old.OptimizerStep == point.OptimizerStep
            && options.Settings == _settings && old.Parameters.AsSpan().SequenceEqual(point.Parameters);
        if (isSame)
        {
            _spare = point;
            IsResting = _tolerance == RestingTolerance || _isUndefined;
            if (IsResting)
                _due = Stopwatch.GetTimestamp() + (long)(RestSeconds * Stopwatch.Frequency);
            else
                Solve(_tolerance = RestingTolerance);
            return;
        }
        (_spare, _point, _settings) = (_point, point, options.Settings);
        _isScaled = NeedsScale && options.Optimizer == _optimizer
            && PreconditionedHessian.TryScale(point, _optimizer!, options.Settings, _scale);
        _isUndefined = NeedsScale && !_isScaled;
        _tracker.Renew();
        if (_isUndefined)
            _tracker.Restart();
        _isNew = _isUndefined;
        // The first products show how good the old vectors are; one more round finds eigenvectors that have newly
        // emerged.
        (_tolerance, _rounds, _isRoundOver, IsResting) = (0, 0, _isUndefined, false);
    }

    // May run on the thread pool: the frame thread touches nothing before it has ended.
    private void TakeProducts()
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _request.Count; i++)
        {
            var product = _request.Products[i];
            if (_isScaled)
                TensorPrimitives.Multiply(product, _scale, product);
            if (_tracker.Take(product))
                continue;
            (_isRoundOver, _isNew) = (true, true);
            return;
        }
        if (_tracker.Pending.Length == 0)
        {
            Solve(_tolerance);
            _tolerance = Math.Max(_tolerance, MovingTolerance);
        }
        Spend(Stopwatch.GetElapsedTime(started).TotalSeconds);
        HandOver.Point();
    }

    private void Solve(double tolerance)
    {
        _isRoundOver = _tracker.Solve(tolerance) || ++_rounds >= MaxRounds;
        _isNew = true;
    }

    private void Ask(ITrainingSession session, bool isSteady)
    {
        var pending = _tracker.Pending;
        var count = 0;
        if (_isRoundOver || _point is null)
            (_request.Point, _request.Spare) = (null, _spare);
        else
        {
            _request.Point = _point;
            count = Math.Min(pending.Length, Portion);
            if (!isSteady && _productSeconds > 0)
                count = (int)Math.Clamp(PortionSeconds / _productSeconds, 1, count);
        }
        for (var i = 0; i < count; i++)
        {
            if (_isScaled)
                TensorPrimitives.Multiply(pending[i], _scale, _request.Directions[i]);
            else
                pending[i].CopyTo(_request.Directions[i], 0);
        }
        _request.Count = count;
        session.Multiply(_request);
        _isAsked = true;
    }

    // Accounts for time spent: the rest of the time is for others.
    private void Spend(double seconds)
    {
        var isFirst = _request.Count > 0 && _productSeconds == 0;
        if (_request.Count > 0)
            _productSeconds = _request.Seconds / _request.Count;
        // The first products include the driver's compilation.
        if (!isFirst)
            _due = Math.Max(_due, Stopwatch.GetTimestamp()) + (long)(seconds * (1 / Share - 1) * Stopwatch.Frequency);
    }

    private void Publish()
    {
        _tracker.Values.CopyTo(Values, 0);
        _tracker.Residuals.CopyTo(Residuals, 0);
        for (var k = 0; k < Values.Length; k++)
        {
            if (IsExact(k) || double.IsNaN(Values[k]))
                _known[k] = Values[k];
        }
        Step = _point?.Step ?? -1;
        Version++;
        _isNew = false;
    }
}
