using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// The losses that a run wrote beside its checkpoints while it trained, which may still grow: <c>metrics.csv</c> with the
/// columns step (or epoch) and loss, or <c>metrics.jsonl</c> with such members, or TensorBoard's event files, in the folder, in
/// one below it, or above one called checkpoints. Use it on one thread.
/// </summary>
/// <param name="folder">The run's folder.</param>
internal sealed class RunMetrics(string folder)
{
    // In the order of preference.
    private static readonly string[] StepNames = ["step", "epoch", "iteration"];
    private static readonly string[] LossNames = ["loss", "train_loss", "train/loss", "loss/train", "training_loss", "epoch_loss"];

    // Folders of losses that are not the training's.
    private static readonly string[] Others = ["val", "test", "eval"];

    private static readonly EnumerationOptions Accessible = new();

    private readonly List<EventFile> _events = [];
    private (string Path, long Length, DateTime Written) _seen;

    /// <summary>The losses, by ascending step; empty if there are none.</summary>
    public ImmutableArray<(long Step, float Loss)> Losses { get; private set; } = [];

    /// <summary>One line about a file that cannot be read; null if there is nothing to say.</summary>
    public string? Problem { get; private set; }

    /// <summary>Throws if there is a table that cannot be read.</summary>
    /// <exception cref="UserErrorException">There is.</exception>
    public void RequireTable()
    {
        if (_events.Count == 0 && Problem is { } problem)
            throw new UserErrorException(problem);
    }

    /// <summary>Reads what was written since the last call, if the files have changed. Blocks.</summary>
    /// <returns>Whether they have.</returns>
    public bool Refresh()
    {
        var table = new[] { "metrics.csv", "metrics.jsonl" }.Select(name => new FileInfo(Path.Combine(folder, name))).FirstOrDefault(file => file.Exists);
        var files = table is not null ? [table] : EventFiles();
        var now = files.Count == 0 ? default : (string.Join('\n', files.Select(file => file.FullName)), files.Sum(file => file.Length), files.Max(file => file.LastWriteTimeUtc));
        if (now == _seen)
            return false;
        _seen = now;
        Problem = null;
        try
        {
            Losses = table is not null ? [.. Read(table.FullName)] : [.. ReadEvents(files)];
        }
        catch (UserErrorException error)
        {
            Problem = error.Message;
        }
        return true;
    }

    // Their names begin with the time of their start.
    private List<FileInfo> EventFiles()
    {
        var top = new DirectoryInfo(Path.GetFullPath(folder));
        // Folders with a number are checkpoints, of which there may be thousands.
        var inner = top.EnumerateDirectories("*", Accessible).Where(each => !each.Name.Any(char.IsAsciiDigit)
            && !Others.Any(other => each.Name.StartsWith(other, StringComparison.OrdinalIgnoreCase)));
        DirectoryInfo[] beside = top is { Name: "checkpoints", Parent: { } parent } ? [top, parent] : [top];
        return
        [
            .. beside.Concat(inner).SelectMany(each => each.EnumerateFiles("*.tfevents.*", Accessible))
                .OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.FullName, StringComparer.Ordinal),
        ];
    }

    // A training that went on has several files; the later one counts.
    private IEnumerable<(long Step, float Loss)> ReadEvents(List<FileInfo> files)
    {
        _events.RemoveAll(known => !files.Exists(file => file.FullName == known.Path));
        _events.AddRange(files.Where(file => !_events.Exists(known => known.Path == file.FullName)).Select(file => new EventFile(file.FullName)).ToList());
        foreach (var file in _events)
            file.Read();
        var name = Array.Find(LossNames, name => _events.Exists(file => file.Scalars.ContainsKey(name)));
        Problem = _events.Select(file => file.Problem).FirstOrDefault(problem => problem is not null);
        string[] tags = [.. _events.SelectMany(file => file.Scalars.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (name is null && tags.Length > 0)
            Problem ??= $"{files[0].FullName}: has no scalar named {string.Join(", ", LossNames)}, so no loss is drawn; there {(tags.Length == 1 ? "is" : "are")} {string.Join(", ", tags.Take(8))}";
        var losses = new SortedDictionary<long, float>();
        foreach (var (step, loss) in _events.OrderBy(file => Path.GetFileName(file.Path), StringComparer.Ordinal)
            .SelectMany(file => name is null ? [] : file.Scalars.GetValueOrDefault(name) ?? []))
            losses[step] = loss;
        return losses.Select(pair => (pair.Key, pair.Value));
    }

    /// <summary>
    /// Reads (step, loss) of a table or of lines of JSON by ascending step. A line that is incomplete, or has no loss, is left out: the file may be in the
    /// middle of a write. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be opened, or has no column of steps and losses.</exception>
    public static IReadOnlyList<(long Step, float Loss)> Read(string path)
    {
        var found = new SortedDictionary<long, float>();
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var isTable = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
            var (step, loss) = isTable ? Columns(reader.ReadLine() ?? "", path) : default;
            while (reader.ReadLine() is { } line)
            {
                if ((isTable ? OfRow(line, step, loss) : OfJson(line)) is { } point)
                    found[point.Step] = point.Loss;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({error.Message}); check its permissions", error);
        }
        return [.. found.Select(pair => (pair.Key, pair.Value))];
    }

    private static (int Step, int Loss) Columns(string header, string path)
    {
        var names = header.Split(',', StringSplitOptions.TrimEntries);
        var step = Array.Find(StepNames, name => Array.IndexOf(names, name) >= 0);
        var loss = Array.Find(LossNames, name => Array.IndexOf(names, name) >= 0);
        return step is not null && loss is not null ? (Array.IndexOf(names, step), Array.IndexOf(names, loss)) : throw new UserErrorException(
            $"{path}: line 1 names no column {step ?? string.Join(" or ", StepNames)} beside {loss ?? string.Join(" or ", LossNames)}; name them so");
    }

    private static (long Step, float Loss)? OfRow(string line, int step, int loss)
    {
        var cells = line.Split(',');
        return cells.Length > Math.Max(step, loss)
            && long.TryParse(cells[step], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            && float.TryParse(cells[loss], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (number, value) : null;
    }

    private static (long Step, float Loss)? OfJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Member(json.RootElement, StepNames) is { } step && Member(json.RootElement, LossNames) is { } loss ? ((long)step, (float)loss) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double? Member(JsonElement line, string[] names)
    {
        foreach (var name in names)
        {
            if (line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number)
                return value.GetDouble();
        }
        return null;
    }
}
