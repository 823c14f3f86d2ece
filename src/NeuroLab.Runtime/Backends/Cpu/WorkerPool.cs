using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// A few threads that share the parts of one work item with the calling thread. Handing over costs about a microsecond
/// while the workers are awake; they sleep after a short while without work. Never allocates.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // Longer than the gap between two layers, too short to disturb other programs.
    private static readonly TimeSpan AwakeWithoutWork = TimeSpan.FromMicroseconds(30);

    private readonly Thread[] _workers;
    private readonly object _sleepGate = new();
    private IParallelWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _count;     // parts of the current work
    private int _untaken;   // parts not started yet
    private int _unfinished;
    private int _isTaken;   // 1 while a caller has the workers
    private int _sleepers;
    private volatile bool _isStopping;

    /// <summary>A pool of <paramref name="threads"/> threads, including the caller's; 0 for one per core.</summary>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _workers = new Thread[Threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Serve) { IsBackground = true, Name = "NeuroLab worker" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work in parallel, including the caller's.</summary>
    public int Threads { get; }

    /// <summary>
    /// Runs all parts; returns when they are done. While another caller has the workers, runs the parts on the calling
    /// thread alone.
    /// </summary>
    public void Run(IParallelWork work, int parts)
    {
        if (parts == 1 || _workers.Length == 0 || _isStopping || Interlocked.Exchange(ref _isTaken, 1) == 1)
        {
            for (var part = 0; part < parts; part++)
                work.Run(part);
            return;
        }
        try
        {
            _work = work;
            _count = parts;
            _unfinished = parts;
            // Publishes the work; ordered before the read of _sleepers.
            Interlocked.Exchange(ref _untaken, parts);
            if (_sleepers > 0)
                Wake();
            while (TryRunPart())
            {
            }
            WaitForOthers();
            Interlocked.Exchange(ref _failure, null)?.Throw();
        }
        finally
        {
            Volatile.Write(ref _isTaken, 0);
        }
    }

    /// <summary>Stops the threads; later work runs on its caller's thread alone.</summary>
    public void Dispose()
    {
        _isStopping = true;
        Wake();
        foreach (var worker in _workers)
            worker.Join();
    }

    // Run does not return while a part is taken, so the fields read after taking it belong to this work.
    private bool TryRunPart()
    {
        var untaken = Volatile.Read(ref _untaken);
        while (untaken > 0)
        {
            var seen = Interlocked.CompareExchange(ref _untaken, untaken - 1, untaken);
            if (seen == untaken)
            {
                RunPart(_count - untaken);
                return true;
            }
            untaken = seen;
        }
        return false;
    }

    private void RunPart(int part)
    {
        try
        {
            _work!.Run(part);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    private void WaitForOthers()
    {
        var start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _unfinished) > 0)
        {
            // A part takes microseconds. If it takes longer, its thread has lost the core, possibly to this loop.
            if (Stopwatch.GetElapsedTime(start) < AwakeWithoutWork)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    private void Serve()
    {
        while (!_isStopping)
        {
            if (TryRunPart())
                continue;
            var start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _untaken) == 0 && Stopwatch.GetElapsedTime(start) < AwakeWithoutWork)
                Thread.SpinWait(1);
            if (Volatile.Read(ref _untaken) == 0)
                Sleep();
        }
    }

    private void Sleep()
    {
        lock (_sleepGate)
        {
            Interlocked.Increment(ref _sleepers);
            // The counterpart of the order in Run: announces itself first, then checks for work.
            if (Volatile.Read(ref _untaken) == 0 && !_isStopping)
                Monitor.Wait(_sleepGate);
        }
    }

    private void Wake()
    {
        lock (_sleepGate)
        {
            // Once woken, nobody counts as asleep: a worker that gets no core is woken once, not at every layer.
            _sleepers = 0;
            Monitor.PulseAll(_sleepGate);
        }
    }
}
