using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// Processor and GPU behind one backend, to be changed while its sessions train: each goes on with its weights, its
/// optimizer's state, its place in the batches and its history. A GPU that fails costs a line, not the run. One thread.
/// </summary>
public sealed class BackendSwitch : IComputeBackend
{
    private readonly IComputeBackend _cpu;
    private readonly Func<IComputeBackend> _openGpu;
    private readonly Lazy<bool> _prefersGpu;
    private readonly List<ResilientSession> _sessions = [];
    private IComputeBackend? _gpu;
    private IComputeBackend _current;
    private BackendKind _choice = BackendKind.Cpu;
    private bool _hasGpuFailed;

    /// <summary>Begins on the processor.</summary>
    /// <param name="cpu">Trains on the processor; owned from now on.</param>
    /// <param name="openGpu">Opens the other, when it is first chosen; throws where there is none.</param>
    /// <param name="prefersGpu">What <see cref="BackendKind.Auto"/> stands for here.</param>
    public BackendSwitch(IComputeBackend cpu, Func<IComputeBackend> openGpu, Func<bool> prefersGpu)
    {
        _cpu = _current = cpu;
        _openGpu = openGpu;
        _prefersGpu = new Lazy<bool>(prefersGpu);
    }

    /// <summary>Raised with one line for the person at the screen when the processor has taken over from a GPU that failed.</summary>
    public event Action<string>? FellBack;

    /// <inheritdoc/>
    public string Name => _current.Name;

    /// <summary>What trains now, where any thread may open and use sessions of its own on it: the processor; null on a GPU.</summary>
    public IComputeBackend? AnyThread => _current == _cpu ? _cpu : null;

    /// <summary>Whether nothing but its owner changes it: what a run log says about it is passed over.</summary>
    public bool IsFixed { get; set; }

    /// <summary>What trains. Setting it takes every session along, at the steps enqueued so far. Blocks until those are done.</summary>
    /// <exception cref="UserErrorException">That device cannot train here; all goes on where it was.</exception>
    public BackendKind Choice
    {
        get => _choice;
        set
        {
            MoveTo(Open(value));
            _choice = value;
        }
    }

    /// <summary>
    /// Takes one session along and leaves the others where they are, as <see cref="Choice"/> will find them: for a past
    /// that is trained again, session by session. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">That device cannot train here; it goes on where it was.</exception>
    public void Move(ITrainingSession session, BackendKind kind)
    {
        try
        {
            (session as ResilientSession)?.MoveTo(Open(kind));
        }
        catch (BackendFailureException failure)
        {
            throw Refused(failure);
        }
    }

    /// <inheritdoc/>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
    {
        ResilientSession session;
        try
        {
            session = new ResilientSession(_current, start, data, options, _cpu);
        }
        catch (BackendFailureException failure)
        {
            Fail($"{failure.Message}: training on {_cpu.Name} instead");
            session = new ResilientSession(_cpu, start, data, options, _cpu);
        }
        session.FellBack += Fail;
        session.Disposed += () => _sessions.Remove(session);
        _sessions.Add(session);
        return session;
    }

    /// <summary>Closes both; sessions must be disposed before.</summary>
    public void Dispose()
    {
        _gpu?.Dispose();
        _cpu.Dispose();
    }

    private IComputeBackend Open(BackendKind kind)
    {
        if (kind == BackendKind.Cpu || (kind == BackendKind.Auto && !_prefersGpu.Value))
            return _cpu;
        if (_hasGpuFailed)
            CloseGpu();
        try
        {
            return _gpu ??= _openGpu();
        }
        catch (Exception error) when (error is UserErrorException or BackendFailureException)
        {
            throw Refused(error);
        }
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
            // All or none: those that have gone come back.
            foreach (var session in _sessions)
                session.MoveTo(_current);
            throw Refused(error);
        }
    }

    private UserErrorException Refused(Exception error)
    {
        // What the message advises is done already.
        var end = error.Message.LastIndexOf("; ", StringComparison.Ordinal);
        return new($"{(end < 0 ? error.Message : error.Message[..end])}; training goes on with {_current.Name}", error);
    }

    private void Fail(string message)
    {
        _hasGpuFailed = true;
        // Several sessions find out, one after the other; one line is enough.
        if (_current == _cpu)
            return;
        _current = _cpu;
        FellBack?.Invoke(message);
    }

    private void CloseGpu()
    {
        // Sessions that have not found out yet.
        foreach (var session in _sessions)
            session.MoveTo(_cpu);
        _gpu!.Dispose();
        _gpu = null;
        _hasGpuFailed = false;
    }
}
