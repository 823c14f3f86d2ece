using System.Runtime.ExceptionServices;
using NeuroLab.Datasets;

namespace NeuroLab.Experiments;

/// <summary>
/// What takes long, on a thread of its own, and what puts its result in place, on the frame's. One at a time: another
/// one ends the one before. Frame thread.
/// </summary>
internal sealed class BackgroundWork : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private Job? _job;

    /// <summary>Whether something is under way.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>Begins in the background.</summary>
    /// <param name="prepare">Runs on a thread of its own, within <see cref="ReadProgress.Follow"/>; gives what <see cref="Update"/> is to do.</param>
    public void Begin(Func<Action> prepare)
    {
        Cancel();
        _job = new Job(prepare);
    }

    /// <summary>Puts the result in place where it is ready. Once a frame.</summary>
    /// <exception cref="Exception">What went wrong, here or on the other thread.</exception>
    public void Update()
    {
        if (_job is not { IsDone: true } job)
            return;
        _job = null;
        job.Result()();
    }

    /// <summary>Blocks until what is under way is ready.</summary>
    public void Wait() => _job?.Wait();

    /// <summary>Ends what is under way, and waits until its thread has noticed.</summary>
    public void Cancel()
    {
        _job?.End(MaxWait);
        _job = null;
    }

    /// <inheritdoc cref="Cancel"/>
    public void Dispose() => Cancel();

    private sealed class Job
    {
        private readonly Func<Action> _prepare;
        private readonly ReadProgress _progress = new();
        private readonly Thread _thread;
        private Action? _result;
        private ExceptionDispatchInfo? _failure;
        private volatile bool _isDone;

        public Job(Func<Action> prepare)
        {
            _prepare = prepare;
            _thread = new Thread(Work) { IsBackground = true, Name = "NeuroLab reading" };
            _thread.Start();
        }

        public bool IsDone => _isDone;

        public Action Result()
        {
            _failure?.Throw();
            return _result!;
        }

        public void Wait() => _thread.Join();

        public void End(TimeSpan longest)
        {
            _progress.Cancel();
            _thread.Join(longest);
        }

        // Whatever goes wrong here is the frame's to tell.
        private void Work()
        {
            try
            {
                _result = _progress.Follow(_prepare);
            }
            catch (Exception error)
            {
                _failure = ExceptionDispatchInfo.Capture(error);
            }
            _isDone = true;
        }
    }
}
