using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using NeuroLab.Experiments;
namespace NeuroLab.Experiments;

/// <summary>How experiments are written: without reflection, names in camelCase, Greek letters as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExperimentFile))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    // Made when first asked for: the generated part must have been set up by then.
    private static ExperimentJson? _line, _indented;

    /// <summary>One line.</summary>
    public static ExperimentJson Line => _line ??= new(OptionsOf(Default.Options, isIndented: false));

    /// <summary>For people to read.</summary>
    public static ExperimentJson Indented => _indented ??= new(OptionsOf(Default.Options, isIndented: true));

    /// <summary>What experiments and run logs have in common beyond what the attribute says: comments are passed over.</summary>
    internal static JsonSerializerOptions OptionsOf(JsonSerializerOptions generated, bool isIndented) => new(generated)
    {
        WriteIndented = isIndented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
