using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>A run log: the experiment, every edit with its step, and checksums of the weights.</summary>
public sealed class RunLog
{
    private RunLog(RunLogHeader header, IReadOnlyList<RunLogLine> lines, bool isComplete)
    {
        Header = header;
        Lines = lines;
        IsComplete = isComplete;
    }

    /// <summary>The experiment, and its device.</summary>
    internal RunLogHeader Header { get; }

    /// <summary>Whether the run was closed properly; otherwise the program crashed.</summary>
    public bool IsComplete { get; }

    /// <summary>The edits, oldest first.</summary>
    public IEnumerable<Edit> Edits => Lines.Where(line => line.Edit is not null).Select(line => line.Edit!);

    /// <summary>The step of the last checksum or edit.</summary>
    public long LastStep => Lines.Count == 0 ? 0 : Lines.Max(line => (line.Check ?? line.End)?.Step ?? line.Edit!.Step);

    internal IReadOnlyList<RunLogLine> Lines { get; }

    /// <summary>Reads a log. Ignores a last line that was truncated by a crash. Blocks.</summary>
    /// <exception cref="UserErrorException">It is missing, not a run log, damaged, or of a newer version.</exception>
    public static RunLog Load(string path)
    {
        ReadOnlySpan<byte> rest = UserFile.ReadAllBytes(path);
        var lines = new List<RunLogLine>();
        var isFormat2 = false;
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var isCut = end < 0;
            var text = isCut ? rest : rest[..end];
            rest = isCut ? [] : rest[(end + 1)..];
            if (number == 1)
                CheckVersion(path, text);
            if ((isFormat2 ? RunLogFormat2.Parse(text) : Parse(text)) is { } line)
            {
                lines.Add(line);
                isFormat2 |= line.Run?.Version <= 2;
            }
            else if (!isCut || number == 1)
                throw new UserErrorException($"{path}: line {number}: is not that of a run log; copy or record it again");
        }
        if (lines is not [{ Run: { } header }, ..])
            throw new UserErrorException($"{path}: line 1: is not the beginning of a run log; choose an .nlrun file");
        var body = lines.Skip(1).ToList();
        if (body.FindIndex(line => line.Run is not null) is >= 0 and var second)
            throw new UserErrorException($"{path}: line {second + 2}: a second run begins; keep one run in a file");
        return new RunLog(header, body, body.Count > 0 && body[^1].End is not null);
    }

    // Before anything else: lines of a newer version may have members that are unknown here.
    private static void CheckVersion(string path, ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            using var line = JsonDocument.ParseValue(ref reader);
            var run = line.RootElement.GetProperty("run");
            if (run.GetProperty("version").GetInt32() > RunLogWriter.CurrentVersion
                || run.GetProperty("experiment").GetProperty("neurolab").GetInt32() > ExperimentFile.CurrentVersion)
                throw new UserErrorException(
                    $"{path}: was written by a newer version ({run.GetProperty("program").GetString()}); update the program");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Is not the beginning of a run log, as reading it will show.
        }
    }

    private static RunLogLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EditingJson.Line.RunLogLine) is { HasOnePart: true } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
