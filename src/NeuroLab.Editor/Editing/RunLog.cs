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
        if (header.Version > RunLogWriter.CurrentVersion || header.Experiment.Version > ExperimentFile.CurrentVersion)
            throw new UserErrorException($"{path}: was written by a newer version ({header.Program}); update the program");
        var body = lines.Skip(1).ToList();
        if (body.FindIndex(line => line.Run is not null) is >= 0 and var second)
            throw new UserErrorException($"{path}: line {second + 2}: a second run begins; keep one run in a file");
        return new RunLog(header, body, body.Count > 0 && body[^1].End is not null);
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
