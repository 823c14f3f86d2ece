namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Background threads kept for reuse: surfaces are sampled many times a second, and a fresh thread would wait longest
/// for a core. Work is never queued: if no thread is free, another one starts.
/// </summary>
internal sealed class ThreadCache : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private int _idle;
    private bool _isDisposed;

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
