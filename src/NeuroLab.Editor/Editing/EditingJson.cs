using System.Text.Json.Serialization;

using NeuroLab.Experiments;
namespace NeuroLab.Editing;

/// <summary>How run logs are written: without reflection, names in camelCase, Greek letters as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(RunLogFormat2))]
internal sealed partial class EditingJson : JsonSerializerContext
{
    private static EditingJson? _line;

    /// <summary>One line.</summary>
    public static EditingJson Line => _line ??= new(ExperimentJson.OptionsOf(Default.Options, isIndented: false));
}
