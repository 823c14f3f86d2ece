using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>How experiments and run logs are written: without reflection, names in camelCase, Greek letters as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExperimentFile))]
[JsonSerializable(typeof(RunLogLine))]
internal sealed partial class EditingJson : JsonSerializerContext
{
    // Made when first asked for: the generated part must have been set up by then.
    private static EditingJson? _line, _indented;

    /// <summary>One line.</summary>
    public static EditingJson Line => _line ??= Create(isIndented: false);

    /// <summary>For people to read.</summary>
    public static EditingJson Indented => _indented ??= Create(isIndented: true);

    private static EditingJson Create(bool isIndented) => new(new JsonSerializerOptions(Default.Options)
    {
        WriteIndented = isIndented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    });
}
