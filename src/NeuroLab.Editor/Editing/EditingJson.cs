using System.Text.Json.Serialization;

using NeuroLab.Experiments;
namespace NeuroLab.Editing;

/// <summary>JSON serialization of run logs: source-generated, names in camelCase, Greek letters unescaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(RunLogFormat2))]
internal sealed partial class EditingJson : JsonSerializerContext
{
    private static EditingJson? _line;

    /// <summary>On one line.</summary>
    public static EditingJson Line => _line ??= new(ExperimentJson.OptionsOf(Default.Options, isIndented: false));
}
