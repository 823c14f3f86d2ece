using System.Runtime.ExceptionServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// A few threads that share the parts of one piece of work with the thread that brings it. Handing over costs about a
/// microsecond while the workers are awake; after a short while without work they sleep. Never allocates.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // About 20 µs: longer than the gap between two layers, shorter than a frame would notice.
    private const int SpinsBeforeSleep = 400;

    private readonly Thread[] _workers;
    private readonly Lock _runGate = new();
    private readonly object _sleepGate = new();
    private IParallelWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _count;     // parts of the present work
    private int _untaken;   // parts nobody has begun
    private int _unfinished;
    private int _sleepers;
    private volatile bool _isStopping;

    /// <summary>A pool of <paramref name="threads"/> threads, the caller's included; 0 takes one for each core.</summary>
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

    /// <summary>Threads that work at once, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>
    /// Does all parts and returns when they are done. While another caller has the workers, the caller does its parts alone.
    /// </summary>
    public void Run(IParallelWork work, int parts)
    {
        if (parts == 1 || _workers.Length == 0 || _isStopping || !_runGate.TryEnter())
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
            // Publishes the work, and orders it before the look at the sleepers.
            Interlocked.Exchange(ref _untaken, parts);
            if (_sleepers > 0)
                Wake();
            while (TryRunPart())
            {
            }
            var spinner = new SpinWait();
            while (Volatile.Read(ref _unfinished) > 0)
                spinner.SpinOnce(sleep1Threshold: -1);
            Interlocked.Exchange(ref _failure, null)?.Throw();
        }
        finally
        {
            _runGate.Exit();
        }
    }

    /// <summary>Ends the threads; work that is still brought runs on its caller's thread alone.</summary>
    public void Dispose()
    {
        _isStopping = true;
        Wake();
        foreach (var worker in _workers)
            worker.Join();
    }

    // A part that is taken keeps Run from returning, so that the fields read after taking belong to it.
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

    private void Serve()
    {
        while (!_isStopping)
        {
            if (TryRunPart())
                continue;
            var spins = 0;
            while (spins < SpinsBeforeSleep && Volatile.Read(ref _untaken) == 0 && !_isStopping)
            {
                Thread.SpinWait(8);
                spins++;
            }
            if (spins == SpinsBeforeSleep)
                Sleep();
        }
    }

    private void Sleep()
    {
        lock (_sleepGate)
        {
            Interlocked.Increment(ref _sleepers);
            // The other half of Run's order: first announced, then looked.
            if (Volatile.Read(ref _untaken) == 0 && !_isStopping)
                Monitor.Wait(_sleepGate);
            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void Wake()
    {
        lock (_sleepGate)
            Monitor.PulseAll(_sleepGate);
    }
}
