using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// A run of another program: a folder of checkpoints that may still grow. A file, or a folder with one file of weights, is
/// a checkpoint if the last number of its name says after which step or epoch; others are ignored. Weights stay on disk.
/// Use it on one thread, except for <see cref="Refresh"/>.
/// </summary>
internal sealed partial class RecordedRun
{
    private const long IntervalMilliseconds = 250, GrowingMilliseconds = 10_000;

    // Checkpoints that are tried in one call in place of one that cannot be read.
    private const int MaxTries = 8;

    // A run that trains is shown with this delay, a fraction of a second.
    private const int FramesBehind = 6;

    private readonly string? _prefix;
    private volatile Listing _listing;
    private long _furthest;
    private long _nextLook, _grewAt = long.MinValue / 2;
    private int _isLooking;
    private readonly HashSet<(string, DateTime)> _unread = [];
    private readonly Queue<string> _problems = [];
    private (string Path, DateTime Written, float[] Weights)? _last;

    private readonly RunMetrics _metrics;
    private volatile string? _problem;
    private string? _said;

    private RecordedRun(string folder, string? prefix, Listing listing, RunMetrics metrics)
    {
        (Folder, _prefix, _listing, _metrics, _problem) = (folder, prefix, listing, metrics, metrics.Problem);
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
    }

    /// <summary>Opens a folder. Blocks.</summary>
    /// <param name="prefix">What the names of the tensors start with; null for files with one network.</param>
    /// <exception cref="UserErrorException">There is no such folder, no checkpoint in it, or no loss in its table of them.</exception>
    public static RecordedRun Open(string folder, string? prefix = null)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"{folder}: there is no such folder; name one with the checkpoints of a run");
        var metrics = new RunMetrics(folder);
        var listing = List(folder, metrics);
        metrics.RequireTable();
        return listing.Checkpoints.Length > 0 ? new RecordedRun(folder, prefix, listing, metrics) : throw new UserErrorException(
            $"{folder}: holds no checkpoint; name each after its step, such as step-000100.safetensors");
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The folder's name.</summary>
    public string Name { get; }

    /// <summary>The checkpoints found so far, by ascending step.</summary>
    public ImmutableArray<Checkpoint> Checkpoints => _listing.Checkpoints;

    /// <summary>The step of the newest checkpoint.</summary>
    public long LastStep => Checkpoints[^1].Step;

    /// <summary>The losses that the run has written beside its checkpoints, by ascending step; empty if there are none.</summary>
    public ImmutableArray<(long Step, float Loss)> Losses => _listing.Losses;

    /// <summary>
    /// One line about a checkpoint, or a file of losses, that could not be read, once for each; null if there is nothing new to say.
    /// </summary>
    public string? TakeProblem()
    {
        // One that grows says it in other words each time.
        if (_problem is null)
            _said = null;
        else if (_said is null)
            return _said = _problem;
        return _problems.TryDequeue(out var problem) ? problem : null;
    }

    /// <summary>Looks for new checkpoints on another thread, at most four times a second. Never blocks.</summary>
    public void Refresh()
    {
        var now = Environment.TickCount64;
        if (now < _nextLook || Interlocked.Exchange(ref _isLooking, 1) != 0)
            return;
        _nextLook = now + IntervalMilliseconds;
        ThreadPool.UnsafeQueueUserWorkItem(static run =>
        {
            try
            {
                // A run that is being replaced has none for a moment.
                var known = run._listing;
                var listing = List(run.Folder, run._metrics);
                var gone = run.Gone(listing.Checkpoints);
                if (listing.Checkpoints.Length > 0 && (listing.Losses != known.Losses || !listing.Checkpoints.SequenceEqual(known.Checkpoints)))
                {
                    if (listing.Checkpoints[^1].Step > run.LastStep)
                        Volatile.Write(ref run._grewAt, Environment.TickCount64);
                    run._listing = listing;
                }
                run._problem = gone ?? run._metrics.Problem;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or UserErrorException)
            {
                // What was found so far is shown on; the folder may come back.
            }
            finally
            {
                Volatile.Write(ref run._isLooking, 0);
            }
        }, this, preferLocal: false);
    }

    // What is said if the newest checkpoints are not there any more; a run that thins itself out keeps those.
    private string? Gone(ImmutableArray<Checkpoint> now)
    {
        _furthest = Math.Max(_furthest, LastStep);
        if (now.Length > 0 && now[^1].Step >= _furthest)
            return null;
        return now.Length == 0
            ? $"{Folder}: all its checkpoints are gone; what was read of them stays on show, and new ones are shown as they come"
            : string.Create(CultureInfo.InvariantCulture, $"{Folder}: its checkpoints after step {now[^1].Step:N0} are gone, of a run that went up to {_furthest:N0}; if another one is in its place, open it again");
    }

    /// <summary>
    /// The step to show next: some steps further, until there are more checkpoints at most the newest one; or, with null, the
    /// next checkpoint. Looks for new ones.
    /// </summary>
    /// <param name="step">The step that is shown.</param>
    /// <param name="steps">Steps of a frame.</param>
    /// <param name="keepsPace">Whether to take more of them where the run grows faster than that.</param>
    public long Advance(long step, int? steps, bool keepsPace)
    {
        Refresh();
        if (steps is not { } count)
            return StepAfter(step);
        if (keepsPace && Environment.TickCount64 - _grewAt < GrowingMilliseconds)
            count = (int)Math.Clamp((LastStep - step) / FramesBehind, count, int.MaxValue);
        return Math.Min(step + count, LastStep);
    }

    /// <summary>The step of the first checkpoint after a step; the last one's if there is none.</summary>
    public long StepAfter(long step)
    {
        var index = IndexAt(step) + 1;
        return Checkpoints[Math.Min(index, Checkpoints.Length - 1)].Step;
    }

    /// <summary>
    /// The weights after a step: those of the newest checkpoint up to it that can be read, before the first one the first's,
    /// and if they are gone the last ones that were read; null if there are none. The array may be shared; do not change
    /// it. Blocks.
    /// </summary>
    /// <param name="step">Steps of the run.</param>
    /// <param name="shape">The network; a checkpoint of another one is passed over.</param>
    public float[]? Read(long step, NetworkShape shape)
    {
        var checkpoints = Checkpoints;
        var tries = MaxTries;
        for (var i = Math.Max(0, IndexAt(step)); i >= 0 && tries > 0; i--)
        {
            var checkpoint = checkpoints[i];
            if (_unread.Contains((checkpoint.Path, checkpoint.Written)))
                continue;
            if (_last is { } last && last.Path == checkpoint.Path && last.Written == checkpoint.Written)
                return last.Weights;
            try
            {
                var weights = StoredNetwork.Load(checkpoint.Path, _prefix, shape, "watch the run of one network").Parameters;
                _last = (checkpoint.Path, checkpoint.Written, weights);
                return weights;
            }
            catch (UserErrorException error)
            {
                // Where one is of another network, all of them may be: those before it are tried in later frames.
                tries--;
                _unread.Add((checkpoint.Path, checkpoint.Written));
                _problems.Enqueue(error.Message);
            }
        }
        return _last?.Weights;
    }

    /// <summary>About so many weight vectors, evenly spaced over the checkpoints, the newest last. Blocks.</summary>
    public IReadOnlyList<float[]> Sample(int points, NetworkShape shape)
    {
        var checkpoints = Checkpoints;
        var count = Math.Min(points + 1, checkpoints.Length);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                ReadProgress.ThrowIfCancelled();
                return Read(checkpoints[count == 1 ? 0 : (int)((long)i * (checkpoints.Length - 1) / (count - 1))].Step, shape);
            }).OfType<float[]>(),
        ];
    }

    // Index of the newest checkpoint up to a step; −1 before the first.
    private int IndexAt(long step)
    {
        var (low, high) = (0, Checkpoints.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Checkpoints[middle].Step <= step)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    private static Listing List(string folder, RunMetrics metrics)
    {
        try
        {
            var found = new SortedDictionary<long, Checkpoint>();
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (NumberOf(entry.Name) is { } step && FileOf(entry) is { } file && !found.ContainsKey(step))
                    found[step] = new Checkpoint(step, file.FullName, file.LastWriteTimeUtc);
            }
            metrics.Refresh();
            return new Listing([.. found.Values], metrics.Losses);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{folder}: cannot be read ({error.Message}); check its permissions", error);
        }
    }

    // Half-written files have other endings, or, if they are ours, "partial" before theirs.
    private static FileInfo? FileOf(FileSystemInfo entry) => entry switch
    {
        FileInfo file when HasEnding(file.Name) && !file.Name.Contains(".partial.", StringComparison.Ordinal) => file,
        DirectoryInfo inner => inner.EnumerateFiles().Where(file => HasEnding(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault(),
        _ => null,
    };

    private static bool HasEnding(string name) => WeightsFormat.All.Any(format => format.Endings.Any(
        ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    private static long? NumberOf(string name) =>
        Numbers().Matches(Path.GetFileNameWithoutExtension(name)) is { Count: > 0 } numbers
            && long.TryParse(numbers[^1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    /// <summary>A checkpoint.</summary>
    /// <param name="Step">Steps, or epochs, before it.</param>
    /// <param name="Path">Its file.</param>
    /// <param name="Written">When it was written.</param>
    public readonly record struct Checkpoint(long Step, string Path, DateTime Written);

    private sealed record Listing(ImmutableArray<Checkpoint> Checkpoints, ImmutableArray<(long Step, float Loss)> Losses);
}
