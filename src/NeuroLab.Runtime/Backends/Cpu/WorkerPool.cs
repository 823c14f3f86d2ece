using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// A few threads that share the parts of one piece of work with the thread that brings it. Handing over costs about a
/// microsecond while the workers are awake; after a short while without work they sleep. Never allocates.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // Longer than the gap between two layers, shorter than anybody else would notice.
    private static readonly TimeSpan AwakeWithoutWork = TimeSpan.FromMicroseconds(30);

    private readonly Thread[] _workers;
    private readonly object _sleepGate = new();
    private IParallelWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _count;     // parts of the present work
    private int _untaken;   // parts nobody has begun
    private int _unfinished;
    private int _isTaken;   // 1 while somebody has the workers
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
            // Publishes the work, and orders it before the look at the sleepers.
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

    private void WaitForOthers()
    {
        var start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _unfinished) > 0)
        {
            // A part takes microseconds. One that takes longer has lost its core, perhaps to this very loop.
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
            // The other half of Run's order: first announced, then looked.
            if (Volatile.Read(ref _untaken) == 0 && !_isStopping)
                Monitor.Wait(_sleepGate);
        }
    }

    private void Wake()
    {
        lock (_sleepGate)
        {
            // Nobody counts as asleep once called: a worker that gets no core is called once, not at every layer.
            _sleepers = 0;
            Monitor.PulseAll(_sleepGate);
        }
    }
}
