using System.Globalization;
using System.Runtime.ExceptionServices;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Reads experiments on a background thread while the current one continues, and applies each between two frames once
/// it is complete. One at a time: another one cancels it. Frame thread.
/// </summary>
/// <param name="notices">Shows errors.</param>
internal sealed class ExperimentLoader(Notices notices) : IDisposable
{
    private const double NoteSeconds = 0.2, NoteInterval = 0.1;
    private const long LargeHeap = 64L << 20;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly List<Job> _ended = [];
    private Job? _job;
    private double _begun, _nextNote;
    private IComputeBackend? _pathBackend;

    /// <summary>Whether something is being read.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>The name of what is being read, without its folder; empty for nothing.</summary>
    public string Name => _job?.Name ?? "";

    /// <summary>A one-line status; null if there is nothing to say, as for fast reads.</summary>
    public string? Note { get; private set; }

    /// <summary>Fraction of the file read, 0…1; 1 during preparation.</summary>
    public float Share { get; private set; }

    /// <summary>Returns the current backend if other threads may train on it too; otherwise null.</summary>
    public Func<IComputeBackend?> FindPathBackend { get; set; } = () => null;

    /// <summary>See <see cref="ReadProgress.Advanced"/>; applies to reads started from now on.</summary>
    public Action<ReadProgress>? Advanced { get; set; }

    /// <summary>
    /// Starts to read in the background; errors are shown when it is done, and affect this file only.
    /// </summary>
    /// <param name="name">The path, or the data set's name.</param>
    /// <param name="read">Reads, on a background thread.</param>
    /// <param name="apply">Applies the result, in <see cref="Update"/>.</param>
    public void Load(string name, Func<PreparedExperiment> read, Action<PreparedExperiment> apply)
    {
        Cancel();
        _ended.RemoveAll(job => job.IsDone);
        Volatile.Write(ref _pathBackend, FindPathBackend());
        (_begun, Share) = (double.NaN, 0);
        _job = new Job(name, read, apply, new ReadProgress { Advanced = Advanced });
    }

    /// <summary>
    /// Prepares an experiment, including the descent for its plane. Blocks; for <see cref="Load"/>, on its thread.
    /// </summary>
    public PreparedExperiment Prepare(ExperimentFile file, DatasetSplit? data = null) =>
        PreparedExperiment.Of(file, data, Volatile.Read(ref _pathBackend));

    /// <summary>Applies a finished result, and updates the progress. Call once per frame, between two steps.</summary>
    /// <param name="now">Time of the window's clock in seconds.</param>
    public void Update(double now)
    {
        if (_job is not { } job)
            return;
        if (double.IsNaN(_begun))
            _begun = _nextNote = now;
        if (!job.IsDone)
        {
            UpdateNote(job, now);
            return;
        }
        (_job, Note) = (null, null);
        Deliver(job);
    }

    /// <summary>Cancels the current read, if any. Never blocks: its thread ends when it notices.</summary>
    public void Cancel()
    {
        if (_job is not { } job)
            return;
        job.Cancel();
        _ended.Add(job);
        (_job, Note) = (null, null);
    }

    /// <summary>
    /// Cancels the current read. Blocks until its thread has noticed, with a timeout in case the disk hangs.
    /// </summary>
    public void Dispose()
    {
        Cancel();
        foreach (var job in _ended)
            job.Wait(MaxWait);
    }

    // Separate from the above, which thus allocates nothing in a frame without a read.
    private void Deliver(Job job) => notices.TryFile(job.Path, () =>
    {
        if (ResultOf(job) is not { } prepared)
            return;
        // If the backend has changed meanwhile, the recorded descent does not match exactly.
        job.Apply(_pathBackend == FindPathBackend() ? prepared : prepared with { Shown = null });
        // The previous experiment may have held hundreds of megabytes, which nothing else would free for minutes.
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    });

    // A reader's defect affects the file, not the run; null if there was one.
    private PreparedExperiment? ResultOf(Job job)
    {
        try
        {
            return job.Result();
        }
        catch (Exception error) when (!Notices.IsExpected(error) && notices.Contain($"Opening {job.Name}", error))
        {
            return null;
        }
    }

    private void UpdateNote(Job job, double now)
    {
        if (now < _begun + NoteSeconds || now < _nextNote)
            return;
        _nextNote = now + NoteInterval;
        var progress = job.Progress;
        var (file, share) = (Path.GetFileName(progress.Path), progress.Share);
        Share = file.Length == 0 ? 1 : (float)share;
        Note = Share < 1
            ? string.Create(CultureInfo.InvariantCulture,
                $"Reading {file}: {Math.Floor(100 * share)} % of {progress.Length / 1e6:F1} MB · Esc cancels")
            : $"Preparing {job.Name} · Esc cancels";
    }

    private sealed class Job
    {
        private readonly Func<PreparedExperiment> _read;
        private readonly Thread _thread;
        private volatile PreparedExperiment? _result;
        private ExceptionDispatchInfo? _failure;
        private volatile bool _isDone;

        public Job(string path, Func<PreparedExperiment> read, Action<PreparedExperiment> apply, ReadProgress progress)
        {
            (Path, _read, Apply, Progress) = (path, read, apply, progress);
            _thread = new Thread(Work) { IsBackground = true, Name = "NeuroLab reading" };
            _thread.Start();
        }

        public string Path { get; }

        public string Name => System.IO.Path.GetFileName(Path);

        public Action<PreparedExperiment> Apply { get; }

        public ReadProgress Progress { get; }

        public bool IsDone => _isDone;

        public PreparedExperiment Result()
        {
            _failure?.Throw();
            return _result!;
        }

        // Releases what was read so far, instead of keeping it until another file is opened.
        public void Cancel()
        {
            Progress.Cancel();
            _result = null;
        }

        public void Wait(TimeSpan longest) => _thread.Join(longest);

        // The frame thread handles all exceptions; those of a cancelled read are dropped.
        private void Work()
        {
            try
            {
                _result = Progress.Follow(_read);
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
