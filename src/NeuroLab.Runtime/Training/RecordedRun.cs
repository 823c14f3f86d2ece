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

    // A run that trains is shown with this delay, a fraction of a second.
    private const int FramesBehind = 6;

    private readonly string? _prefix;
    private volatile Listing _listing;
    private long _nextLook, _grewAt = long.MinValue / 2;
    private int _isLooking;
    private readonly HashSet<(string, DateTime)> _unread = [];
    private readonly Queue<string> _problems = [];
    private (string Path, DateTime Written, float[] Weights)? _last;

    private RecordedRun(string folder, string? prefix, Listing listing)
    {
        (Folder, _prefix, _listing) = (folder, prefix, listing);
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
    }

    /// <summary>Opens a folder. Blocks.</summary>
    /// <param name="prefix">What the names of the tensors start with; null for files with one network.</param>
    /// <exception cref="UserErrorException">There is no such folder, or no checkpoint in it.</exception>
    public static RecordedRun Open(string folder, string? prefix = null)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"{folder}: there is no such folder; name one with the checkpoints of a run");
        var listing = List(folder);
        return listing.Checkpoints.Length > 0 ? new RecordedRun(folder, prefix, listing) : throw new UserErrorException(
            $"{folder}: holds no checkpoint; name each after its step, such as step-000100.safetensors ({WeightsFormat.Known})");
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
    /// One line about a checkpoint that could not be read, once for each; null if there is nothing new to say.
    /// </summary>
    public string? TakeProblem() => _problems.TryDequeue(out var problem) ? problem : null;

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
                if (List(run.Folder, known) is { Checkpoints.Length: > 0 } listing
                    && (listing.Metrics != known.Metrics || !listing.Checkpoints.SequenceEqual(known.Checkpoints)))
                {
                    if (listing.Checkpoints[^1].Step > run.LastStep)
                        Volatile.Write(ref run._grewAt, Environment.TickCount64);
                    run._listing = listing;
                }
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
        for (var i = Math.Max(0, IndexAt(step)); i >= 0; i--)
        {
            var checkpoint = checkpoints[i];
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
                if (_unread.Add((checkpoint.Path, checkpoint.Written)))
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

    // Losses are read again only if their file has changed.
    private static Listing List(string folder, Listing? known = null)
    {
        try
        {
            var found = new SortedDictionary<long, Checkpoint>();
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (NumberOf(entry.Name) is { } step && FileOf(entry) is { } file && !found.ContainsKey(step))
                    found[step] = new Checkpoint(step, file.FullName, file.LastWriteTimeUtc);
            }
            var metrics = MetricsOf(folder);
            return new Listing(
                [.. found.Values], known is not null && metrics == known.Metrics ? known.Losses : metrics is null ? [] : [.. RunMetrics.Read(metrics.Path)], metrics);
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

    // metrics.csv with the columns step (or epoch) and loss, or metrics.jsonl with such members.
    private static MetricsFile? MetricsOf(string folder) =>
        new[] { "metrics.csv", "metrics.jsonl" }.Select(name => new FileInfo(Path.Combine(folder, name))).FirstOrDefault(file => file.Exists) is { } file
            ? new MetricsFile(file.FullName, file.Length, file.LastWriteTimeUtc) : null;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    /// <summary>A checkpoint.</summary>
    /// <param name="Step">Steps, or epochs, before it.</param>
    /// <param name="Path">Its file.</param>
    /// <param name="Written">When it was written.</param>
    public readonly record struct Checkpoint(long Step, string Path, DateTime Written);

    private sealed record MetricsFile(string Path, long Length, DateTime Written);

    private sealed record Listing(
        ImmutableArray<Checkpoint> Checkpoints, ImmutableArray<(long Step, float Loss)> Losses, MetricsFile? Metrics);
}
