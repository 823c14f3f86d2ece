using System.Runtime.InteropServices;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Background threads kept for reuse: surfaces are sampled many times a second, and a fresh thread would wait longest
/// for a core. Work is never queued: if no thread is free, another one starts.
/// </summary>
internal sealed partial class ThreadCache : IDisposable
{
    // A third of the weight of other threads.
    private const int Nice = 5;

    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private int _idle;
    private bool _isDisposed;

    /// <summary>
    /// Whether threads that start from now on leave the processors to those that draw, where a software renderer shares them:
    /// on Linux .NET's priorities have no effect. They take what is left, also by other programs.
    /// </summary>
    public bool YieldsToDrawing { get; set; }

    /// <summary>Runs the work on a separate thread. It must handle its exceptions.</summary>
    public void Run(Action work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            if (_work.Count <= _idle)
            {
                Monitor.Pulse(_gate);
                return;
            }
        }
        // Below normal: training and drawing come first.
        new Thread(Serve) { IsBackground = true, Name = "NeuroLab surface", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Ends the threads once they have finished their work.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Serve()
    {
        // Of this thread alone: Linux has a priority for each.
        if (YieldsToDrawing && OperatingSystem.IsLinux())
            _ = SetPriority(0, 0, GetPriority(0, 0) + Nice);
        while (true)
        {
            Action work;
            lock (_gate)
            {
                _idle++;
                while (_work.Count == 0 && !_isDisposed)
                    Monitor.Wait(_gate);
                _idle--;
                if (_work.Count == 0)
                    return;
                work = _work.Dequeue();
            }
            work();
        }
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);
}
