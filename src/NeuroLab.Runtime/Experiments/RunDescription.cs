using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Experiments;

/// <summary>
/// What a run of another program says of itself, in <c>run.json</c> beside its checkpoints: everything that the weights do
/// not say. Each member may be missing; others are left unread, with a remark. <c>docs/runs.md</c> is its schema.
/// </summary>
internal sealed record RunDescription
{
    /// <summary>The file's name.</summary>
    public const string Name = "run.json";

    /// <summary>The data: a name of the catalogue, or a path from the folder.</summary>
    public string? Data { get; private init; }

    /// <summary>The activation of the hidden layers, or, separated by commas, those of each.</summary>
    public string? Activation { get; private init; }

    /// <summary>The loss.</summary>
    public string? Loss { get; private init; }

    /// <summary>Whether hidden layers of equal width are connected by skips.</summary>
    public bool Skip { get; private init; }

    /// <summary>What the names of the tensors start with.</summary>
    public string? Prefix { get; private init; }

    /// <summary>How a table is read: names of the options of the command line, each with its value; flags have none.</summary>
    public IReadOnlyList<(string Name, string? Value)> Reading { get; private init; } = [];

    /// <summary>One line about members that are left unread; null for none.</summary>
    public string? Remark { get; private init; }

    // The members that are options of the command line for reading a table: texts, or lists of them; numbers; flags.
    private static readonly string[] Texts = ["target", "columns", "ignore", "delimiter", "decimal", "missing", "categories", "scale"];
    private static readonly string[] Flags = ["classes", "regression"];
    private static readonly string[] Known = ["data", "activation", "loss", "skip", "prefix", .. Texts, "header", .. Flags];

    /// <summary>Reads the description of a run; an empty one if there is none. Blocks.</summary>
    /// <exception cref="UserErrorException">It is damaged, or a member has another type.</exception>
    public static RunDescription Load(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return new RunDescription();
        try
        {
            using var json = JsonDocument.Parse(UserFile.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new UserErrorException($"{path}: is no JSON object; write one such as {{\"data\": \"data.safetensors\", \"activation\": \"tanh\", \"loss\": \"mse\"}}");
            var data = Text(json.RootElement, "data", path);
            return new RunDescription
            {
                Data = data is null || !ExperimentFile.IsPath(data) ? data : Path.Combine(folder, data),
                Activation = Text(json.RootElement, "activation", path),
                Loss = Text(json.RootElement, "loss", path),
                Prefix = Text(json.RootElement, "prefix", path),
                Skip = Flag(json.RootElement, "skip", path) == true,
                Reading = [.. ReadingOf(json.RootElement, path)],
                Remark = RemarkOn([.. json.RootElement.EnumerateObject().Select(member => member.Name).Where(name => !Known.Contains(name))], path),
            };
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"{path}: line {error.LineNumber + 1}: is not valid JSON; correct that place or remove the file", error);
        }
        catch (InvalidOperationException error)
        {
            throw new UserErrorException($"{path}: holds a text that is no UTF-8; save it as UTF-8", error);
        }
    }

    private static IEnumerable<(string Name, string? Value)> ReadingOf(JsonElement json, string path)
    {
        foreach (var name in Texts)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            yield return (name, value.ValueKind switch
            {
                JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number) => string.Join(',', value.EnumerateArray()),
                JsonValueKind.Number => value.GetRawText(),
                _ => Text(json, name, path),
            });
        }
        if (Flag(json, "header", path) is { } header)
            yield return ("header", header ? "yes" : "no");
        foreach (var name in Flags.Where(name => Flag(json, name, path) == true))
            yield return (name, null);
    }

    private static string? RemarkOn(string[] unknown, string path) => unknown.Length == 0
        ? null
        : $"{path}: {string.Join(", ", unknown.Take(8))} {(unknown.Length == 1 ? "is" : "are")} not known here and left unread; known are {string.Join(", ", Known)}";

    private static bool? Flag(JsonElement json, string name, string path) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new UserErrorException($"{path} at {name}: is neither true nor false; correct it or leave it out");

    private static string? Text(JsonElement json, string name, string path) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new UserErrorException($"{path} at {name}: is not a text; correct it or leave it out");
}
