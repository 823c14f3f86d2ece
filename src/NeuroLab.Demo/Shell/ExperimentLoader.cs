using System.Globalization;
using System.Runtime.ExceptionServices;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Reads experiments on a thread of its own while the one on screen goes on, and hands each over between two frames when
/// it is whole. One at a time: another one ends the one before. Frame thread.
/// </summary>
/// <param name="notices">Says what went wrong.</param>
internal sealed class ExperimentLoader(Notices notices) : IDisposable
{
    private const double NoteSeconds = 0.2, NoteInterval = 0.1;
    private const long LargeHeap = 64L << 20;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly List<Job> _ended = [];
    private Job? _job;
    private double _begun, _nextNote;
    private IComputeBackend? _rehearsal;

    /// <summary>Whether something is being read.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>What is being read, without its folder; empty for nothing.</summary>
    public string Name => _job?.Name ?? "";

    /// <summary>One line about it; null while there is nothing to say, as for what takes no time.</summary>
    public string? Note { get; private set; }

    /// <summary>How much of the file is read, 0…1; 1 while the rest is made ready.</summary>
    public float Share { get; private set; }

    /// <summary>Tells what trains now, where other threads may train on it too; null where only the frame's may.</summary>
    public Func<IComputeBackend?> FindRehearsal { get; set; } = () => null;

    /// <summary>See <see cref="ReadProgress.Advanced"/>; holds for what is begun from now on.</summary>
    public Action<ReadProgress>? Advanced { get; set; }

    /// <summary>Begins to read in the background; what goes wrong is said when it is done, and costs the file alone.</summary>
    /// <param name="name">The path, or the data set's name.</param>
    /// <param name="read">Reads, on a thread of its own.</param>
    /// <param name="apply">Puts what was read in place, in <see cref="Update"/>.</param>
    public void Load(string name, Func<PreparedExperiment> read, Action<PreparedExperiment> apply)
    {
        Cancel();
        _ended.RemoveAll(job => job.IsDone);
        Volatile.Write(ref _rehearsal, FindRehearsal());
        (_begun, Share) = (double.NaN, 0);
        _job = new Job(name, read, apply, new ReadProgress { Advanced = Advanced });
    }

    /// <summary>Makes an experiment ready, with what trains ahead for it. Blocks; for <see cref="Load"/>, on its thread.</summary>
    public PreparedExperiment Prepare(ExperimentFile file, DatasetSplit? data = null) =>
        PreparedExperiment.Of(file, data, Volatile.Read(ref _rehearsal));

    /// <summary>Hands over what is read, and says how far the rest is. Once a frame, between two steps.</summary>
    /// <param name="now">Seconds of the window's clock.</param>
    public void Update(double now)
    {
        if (_job is not { } job)
            return;
        if (double.IsNaN(_begun))
            _begun = _nextNote = now;
        if (!job.IsDone)
        {
            Tell(job, now);
            return;
        }
        (_job, Note) = (null, null);
        Deliver(job);
    }

    /// <summary>Ends what is being read, if anything is. Never blocks: its thread goes as soon as it notices.</summary>
    public void Cancel()
    {
        if (_job is not { } job)
            return;
        job.Cancel();
        _ended.Add(job);
        (_job, Note) = (null, null);
    }

    /// <summary>Ends what is being read. Blocks until its thread has noticed, not longer than a disk that hangs is worth.</summary>
    public void Dispose()
    {
        Cancel();
        foreach (var job in _ended)
            job.Wait(MaxWait);
    }

    // Apart from the above, which so makes nothing in a frame that waits for nothing.
    private void Deliver(Job job) => notices.TryFile(job.Path, () =>
    {
        if (ResultOf(job) is not { } prepared)
            return;
        // Where what trains has changed meanwhile, the way ahead is not quite its own.
        job.Apply(_rehearsal == FindRehearsal() ? prepared : prepared with { Shown = null });
        // What was on screen before may be hundreds of megabytes, which nothing else would give back for minutes.
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    });

    // A reader's defect costs the file, not the run; null where it had one.
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

    private void Tell(Job job, double now)
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

        // What was read by then is not kept for as long as nothing else is opened.
        public void Cancel()
        {
            Progress.Cancel();
            _result = null;
        }

        public void Wait(TimeSpan longest) => _thread.Join(longest);

        // Whatever goes wrong here is the frame's to tell; of what was cancelled nobody wants to know.
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
