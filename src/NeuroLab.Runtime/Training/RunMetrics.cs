using System.Globalization;
using System.Text.Json;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>The losses that a run wrote while it trained: a table or lines of JSON, which may still grow.</summary>
internal static class RunMetrics
{
    // In the order of preference.
    private static readonly string[] Steps = ["step", "epoch", "iteration"], Losses = ["loss", "train_loss", "train/loss"];

    /// <summary>
    /// Reads (step, loss) by ascending step. A line that is incomplete, or has no loss, is left out: the file may be in the
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
        var step = Array.Find(Steps, name => Array.IndexOf(names, name) >= 0);
        var loss = Array.Find(Losses, name => Array.IndexOf(names, name) >= 0);
        return step is not null && loss is not null ? (Array.IndexOf(names, step), Array.IndexOf(names, loss)) : throw new UserErrorException(
            $"{path}: line 1 names no column {step ?? string.Join(" or ", Steps)} beside {loss ?? string.Join(" or ", Losses)}; name them so");
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
            return Member(json.RootElement, Steps) is { } step && Member(json.RootElement, Losses) is { } loss ? ((long)step, (float)loss) : null;
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
