using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Experiments;

/// <summary>
/// What a run of another program says of itself, in <c>run.json</c> beside its checkpoints: everything that the weights do
/// not say. Each member may be missing; others are left unread.
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
                Skip = json.RootElement.TryGetProperty("skip", out var skip) && (skip.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? skip.GetBoolean() : throw new UserErrorException($"{path} at skip: is neither true nor false; correct it or leave it out")),
            };
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"{path}: line {error.LineNumber + 1}: is not valid JSON; correct that place or remove the file", error);
        }
    }

    private static string? Text(JsonElement json, string name, string path) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new UserErrorException($"{path} at {name}: is not a text; correct it or leave it out");
}
