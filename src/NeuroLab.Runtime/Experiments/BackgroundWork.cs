using System.Runtime.ExceptionServices;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Experiments;

/// <summary>
/// Runs long work on a background thread, and applies its result on the frame thread. One job at a time: another one
/// cancels it. Frame thread.
/// </summary>
internal sealed class BackgroundWork : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly List<Job> _cancelled = [];
    private Job? _job;

    /// <summary>Whether there is a job: running, or done and not taken yet.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>Whether the job is done.</summary>
    public bool IsDone => _job is { IsDone: true };

    /// <summary>The progress of the job's reads; null for no job.</summary>
    public ReadProgress? Progress => _job?.Progress;

    /// <summary>See <see cref="ReadProgress.Advanced"/>; applies to jobs started from now on.</summary>
    public Action<ReadProgress>? Advanced { get; set; }

    /// <summary>Starts a job.</summary>
    /// <param name="prepare">Runs on a background thread, within <see cref="ReadProgress.Follow"/>; returns what
    /// <see cref="Update"/> is to do.</param>
    public void Begin(Func<Action> prepare)
    {
        Cancel();
        _cancelled.RemoveAll(job => job.IsDone);
        _job = new Job(prepare, new ReadProgress { Advanced = Advanced });
    }

    /// <summary>Applies the result if it is ready. Call once per frame.</summary>
    /// <exception cref="Exception">The job or its result failed.</exception>
    public void Update()
    {
        if (IsDone)
            Take()();
    }

    /// <summary>Takes the result of the job that is done, which ends it.</summary>
    /// <exception cref="Exception">The job failed.</exception>
    public Action Take()
    {
        var job = _job!;
        _job = null;
        return job.Result();
    }

    /// <summary>Blocks until the current job is done.</summary>
    public void Wait() => _job?.Wait(Timeout.InfiniteTimeSpan);

    /// <summary>Cancels the job. Never blocks: its thread ends when it notices.</summary>
    public void Cancel()
    {
        if (_job is not { } job)
            return;
        job.Cancel();
        _cancelled.Add(job);
        _job = null;
    }

    /// <summary>Cancels the job. Blocks until its thread has noticed, with a timeout in case the disk hangs.</summary>
    public void Dispose()
    {
        Cancel();
        foreach (var job in _cancelled)
            job.Wait(MaxWait);
    }

    private sealed class Job
    {
        private readonly Func<Action> _prepare;
        private readonly Thread _thread;
        private volatile Action? _result;
        private ExceptionDispatchInfo? _failure;
        private volatile bool _isDone;

        public Job(Func<Action> prepare, ReadProgress progress)
        {
            (_prepare, Progress) = (prepare, progress);
            _thread = new Thread(Work) { IsBackground = true, Name = "NeuroLab reading" };
            _thread.Start();
        }

        public ReadProgress Progress { get; }

        public bool IsDone => _isDone;

        public Action Result()
        {
            _failure?.Throw();
            return _result!;
        }

        // Releases what was read so far, instead of keeping it until the next job.
        public void Cancel()
        {
            Progress.Cancel();
            _result = null;
        }

        public void Wait(TimeSpan longest) => _thread.Join(longest);

        // The frame thread handles all exceptions; those of a cancelled job are dropped.
        private void Work()
        {
            try
            {
                _result = Progress.Follow(_prepare);
                if (Progress.IsCancelled)
                    _result = null;
            }
            catch (Exception error)
            {
                _failure = ExceptionDispatchInfo.Capture(error);
            }
            HandOver.Point();
            _isDone = true;
        }
    }
}
