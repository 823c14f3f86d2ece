using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
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

    private readonly BackgroundWork _work = new();
    private string _path = "";
    private double _begun, _nextNote;
    private IComputeBackend? _pathBackend;

    /// <summary>Whether something is being read.</summary>
    public bool IsBusy => _work.IsBusy;

    /// <summary>The name of what is being read, without its folder; empty for nothing.</summary>
    public string Name => IsBusy ? Path.GetFileName(_path) : "";

    /// <summary>A one-line status; null if there is nothing to say, as for fast reads.</summary>
    public string? Note { get; private set; }

    /// <summary>Fraction of the file read, 0…1; 1 during preparation.</summary>
    public float Share { get; private set; }

    /// <summary>Returns the current backend if other threads may train on it too; otherwise null.</summary>
    public Func<IComputeBackend?> FindPathBackend { get; set; } = () => null;

    /// <summary>See <see cref="ReadProgress.Advanced"/>; applies to reads started from now on.</summary>
    public Action<ReadProgress>? Advanced
    {
        get => _work.Advanced;
        set => _work.Advanced = value;
    }

    /// <summary>
    /// Starts to read in the background; errors are shown when it is done, and affect this file only.
    /// </summary>
    /// <param name="name">The path, or the data set's name.</param>
    /// <param name="read">Reads, on a background thread.</param>
    /// <param name="apply">Applies the result, in <see cref="Update"/>.</param>
    public void Load(string name, Func<PreparedExperiment> read, Action<PreparedExperiment> apply) => Load(name, () =>
    {
        var prepared = read();
        // If the backend has changed meanwhile, the recorded descent does not match exactly.
        return () => apply(_pathBackend == FindPathBackend() ? prepared : prepared with { Shown = null });
    });

    /// <summary>The same for what is not known to be an experiment before it is read.</summary>
    /// <param name="name">The path, or the data set's name.</param>
    /// <param name="read">Reads, on a background thread; returns what <see cref="Update"/> is to do.</param>
    public void Load(string name, Func<Action> read)
    {
        Cancel();
        Volatile.Write(ref _pathBackend, FindPathBackend());
        (_path, _begun, Share) = (name, double.NaN, 0);
        _work.Begin(read);
    }

    /// <summary>
    /// Prepares an experiment, including the descent for its plane. Blocks; for <see cref="Load"/>, on its thread.
    /// </summary>
    public PreparedExperiment Prepare(ExperimentFile file, DatasetSplit? data = null) =>
        PreparedExperiment.Of(file, data, Volatile.Read(ref _pathBackend));

    /// <summary>The same for an experiment that was created from its file, or with it.</summary>
    public PreparedExperiment Prepare(ExperimentFile file, Experiment experiment) =>
        PreparedExperiment.Of(file, experiment, Volatile.Read(ref _pathBackend));

    /// <summary>Applies a finished result, and updates the progress. Call once per frame, between two steps.</summary>
    /// <param name="now">Time of the window's clock in seconds.</param>
    public void Update(double now)
    {
        if (!IsBusy)
            return;
        if (double.IsNaN(_begun))
            _begun = _nextNote = now;
        if (_work.IsDone)
            Deliver();
        else
            UpdateNote(_work.Progress!, now);
    }

    /// <summary>Cancels the current read, if any. Never blocks: its thread ends when it notices.</summary>
    public void Cancel()
    {
        _work.Cancel();
        Note = null;
    }

    /// <summary>
    /// Cancels the current read. Blocks until its thread has noticed, with a timeout in case the disk hangs.
    /// </summary>
    public void Dispose() => _work.Dispose();

    // Separate from Update, which thus allocates nothing in a frame without a read.
    private void Deliver()
    {
        Note = null;
        var path = _path;
        notices.TryFile(path, () =>
        {
            if (Take(path) is not { } apply)
                return;
            apply();
            // The previous experiment may have held hundreds of megabytes, which nothing else would free for minutes.
            if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        });
    }

    // A reader's defect affects the file, not the run; null if there was one.
    private Action? Take(string path)
    {
        try
        {
            return _work.Take();
        }
        catch (Exception error) when (!Notices.IsExpected(error) && notices.Contain($"Opening {Path.GetFileName(path)}", error))
        {
            return null;
        }
    }

    private void UpdateNote(ReadProgress progress, double now)
    {
        if (now < _begun + NoteSeconds || now < _nextNote)
            return;
        _nextNote = now + NoteInterval;
        var (file, share) = (Path.GetFileName(progress.Path), progress.Share);
        Share = file.Length == 0 ? 1 : (float)share;
        Note = Share < 1
            ? string.Create(CultureInfo.InvariantCulture,
                $"Reading {file}: {Math.Floor(100 * share)} % of {progress.Length / 1e6:F1} MB · Esc cancels")
            : $"Preparing {Name} · Esc cancels";
    }
}
