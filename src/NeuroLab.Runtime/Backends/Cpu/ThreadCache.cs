namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Background threads that are kept for the next work: a surface follows a surface many times a second, and a fresh
/// thread would wait longest for a core. Work never waits for other work: where no thread is free, another starts.
/// </summary>
internal sealed class ThreadCache : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private int _idle;
    private bool _isDisposed;

    /// <summary>Runs the work on a thread of its own, soon. The work handles its exceptions itself.</summary>
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
        // Training and drawing come first.
        new Thread(Serve) { IsBackground = true, Name = "NeuroLab surface", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Lets the threads go once they have finished what they were given.</summary>
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
}
