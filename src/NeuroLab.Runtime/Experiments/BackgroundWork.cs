using System.Runtime.ExceptionServices;
using NeuroLab.Datasets;

namespace NeuroLab.Experiments;

/// <summary>
/// Runs long work on a background thread, and applies its result on the frame thread. One job at a time: another one
/// cancels it. Frame thread.
/// </summary>
internal sealed class BackgroundWork : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private Job? _job;

    /// <summary>Whether a job is running.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>Starts a job.</summary>
    /// <param name="prepare">Runs on a background thread, within <see cref="ReadProgress.Follow"/>; returns what
    /// <see cref="Update"/> is to do.</param>
    public void Begin(Func<Action> prepare)
    {
        Cancel();
        _job = new Job(prepare);
    }

    /// <summary>Applies the result if it is ready. Call once per frame.</summary>
    /// <exception cref="Exception">The job or its result failed.</exception>
    public void Update()
    {
        if (_job is not { IsDone: true } job)
            return;
        _job = null;
        job.Result()();
    }

    /// <summary>Blocks until the current job is done.</summary>
    public void Wait() => _job?.Wait();

    /// <summary>Cancels the job, and blocks until its thread has noticed.</summary>
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

        // The frame thread rethrows any exception.
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
