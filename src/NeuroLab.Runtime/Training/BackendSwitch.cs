using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// Several devices behind one backend, which can be switched while its sessions train: each keeps its weights,
/// optimizer state, batch position and history. If a device fails, the fallback takes over with a one-line notice. Not
/// thread-safe.
/// </summary>
internal sealed class BackendSwitch : IComputeBackend, IBackendSelector
{
    private readonly BackendOpener[] _openers;
    private readonly Dictionary<BackendKind, IComputeBackend> _opened = [];
    private readonly HashSet<IComputeBackend> _failed = [];
    private readonly List<ResilientSession> _sessions = [];
    private readonly IComputeBackend _fallback;
    private readonly Lazy<BackendRecommendation> _recommendation;
    private IComputeBackend _current;
    private BackendKind _choice;

    /// <summary>Starts on the first device.</summary>
    /// <param name="openers">The first is opened immediately and is the fallback of all others, so it must not fail.
    /// The others are opened when first selected. The switch owns all of them.</param>
    public BackendSwitch(params ReadOnlySpan<BackendOpener> openers)
    {
        _openers = openers.ToArray();
        _choice = _openers[0].Kind;
        _fallback = _current = _opened[_choice] = _openers[0].Open();
        Reason = $"training on {_fallback.Name}";
        _recommendation = new Lazy<BackendRecommendation>(Recommend);
    }

    /// <summary>Raised with one line for the user when the first device has taken over from one that failed.</summary>
    public event Action<string>? FellBack;

    /// <inheritdoc/>
    public string Name => _current.Name;

    /// <inheritdoc/>
    public BackendKind Kind => _current.Kind;

    /// <inheritdoc/>
    public IComputeBackend? AnyThread => _current.AnyThread;

    /// <summary>The fallback device, which may also be used directly at any time.</summary>
    public IComputeBackend Fallback => _fallback;

    /// <summary>
    /// The device that <see cref="BackendKind.Auto"/> selects here. The first call may open a context to find out.
    /// </summary>
    public BackendRecommendation Recommendation => _recommendation.Value;

    /// <summary>Whether only its owner may change it: a run log's device changes are ignored then.</summary>
    public bool IsFixed { get; set; }

    /// <inheritdoc/>
    public IBackendSelector? Selector => IsFixed ? null : this;

    /// <inheritdoc/>
    public BackendKind Choice
    {
        get => _choice;
        set
        {
            try
            {
                MoveTo(Open(value));
                Reason = value == BackendKind.Auto ? Recommendation.Reason : $"training on {_current.Name}, as chosen";
            }
            catch (Exception error) when (error is UserErrorException or BackendFailureException)
            {
                if (value != BackendKind.Auto)
                    throw Refused(error);
                MoveTo(_fallback);
                Reason = $"{ProblemOf(error)}: training on {_fallback.Name} instead";
            }
            _choice = value;
        }
    }

    /// <summary>Why it trains on the current device, in one line for the user.</summary>
    public string Reason { get; private set; }

    /// <inheritdoc/>
    public void Move(ITrainingSession session, BackendKind kind)
    {
        try
        {
            _sessions.Find(each => ReferenceEquals(each, session is RecordedSession recorded ? recorded.Inner : session))?.MoveTo(Open(kind));
        }
        catch (Exception error) when (error is UserErrorException or BackendFailureException)
        {
            throw Refused(error);
        }
    }

    /// <inheritdoc/>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
    {
        ResilientSession session;
        try
        {
            session = new ResilientSession(_current, start, data, options, _fallback);
        }
        catch (Exception error) when (_current != _fallback && IsReplaceable(error))
        {
            Fail(_current, $"{ProblemOf(error)}: training on {_fallback.Name} instead");
            session = new ResilientSession(_fallback, start, data, options, _fallback);
        }
        session.FellBack += Fail;
        session.Disposed += () => _sessions.Remove(session);
        _sessions.Add(session);
        return session;
    }

    /// <summary>Closes all devices; dispose the sessions first.</summary>
    public void Dispose()
    {
        foreach (var backend in _opened.Values)
            backend.Dispose();
    }

    private static string ProblemOf(Exception error) => error is UserErrorException user ? user.Problem : error.Message;

    // A device requested by name is an error if it does not fit; one chosen automatically is replaced.
    private bool IsReplaceable(Exception error) =>
        error is BackendFailureException || (error is UserErrorException && _choice == BackendKind.Auto);

    private BackendRecommendation Recommend()
    {
        var last = BackendRecommendation.Cpu("there is nothing else here");
        foreach (var opener in _openers.AsSpan(1))
        {
            last = opener.Recommend();
            if (last.Kind == opener.Kind)
                break;
        }
        return last;
    }

    private IComputeBackend Open(BackendKind kind)
    {
        if (kind == BackendKind.Auto)
            kind = Recommendation.Kind;
        if (_opened.TryGetValue(kind, out var backend))
        {
            if (!_failed.Remove(backend))
                return backend;
            Close(kind, backend);
        }
        var opener = Array.Find(_openers, each => each.Kind == kind)
            ?? throw new UserErrorException($"there is no {kind.ToString().ToUpperInvariant()} backend here", "choose another");
        return _opened[kind] = opener.Open();
    }

    private void MoveTo(IComputeBackend backend)
    {
        try
        {
            foreach (var session in _sessions)
                session.MoveTo(backend);
            _current = backend;
        }
        catch (Exception error) when (error is UserErrorException or BackendFailureException)
        {
            // All or none: on failure the sessions already moved are moved back.
            foreach (var session in _sessions)
                session.MoveTo(_current);
            throw;
        }
    }

    private UserErrorException Refused(Exception error) => new(
        ProblemOf(error), _sessions.Count > 0 ? $"training goes on with {_current.Name}" : "choose the CPU backend", error);

    private void Fail(IComputeBackend failed, string message)
    {
        _failed.Add(failed);
        // Several sessions notice the failure, one after the other; report it once.
        if (_current == _fallback)
            return;
        _current = _fallback;
        Reason = message;
        FellBack?.Invoke(message);
    }

    private void Close(BackendKind kind, IComputeBackend backend)
    {
        // Sessions that have not noticed yet.
        foreach (var session in _sessions)
            session.MoveTo(_fallback);
        backend.Dispose();
        _opened.Remove(kind);
    }
}
