using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using NeuroLab.Experiments;
namespace NeuroLab.Experiments;

/// <summary>JSON serialization of experiments: source-generated, names in camelCase, Greek letters unescaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExperimentFile))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    // Created on first use, after the generated part has been initialized.
    private static ExperimentJson? _line, _indented;

    /// <summary>On one line.</summary>
    public static ExperimentJson Line => _line ??= new(OptionsOf(Default.Options, isIndented: false));

    /// <summary>Indented for readability.</summary>
    public static ExperimentJson Indented => _indented ??= new(OptionsOf(Default.Options, isIndented: true));

    /// <summary>Options shared by experiments and run logs beyond the attribute's: comments are skipped.</summary>
    internal static JsonSerializerOptions OptionsOf(JsonSerializerOptions generated, bool isIndented) => new(generated)
    {
        WriteIndented = isIndented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
