using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>
/// The recording of an experiment from step 0 on, in the terms of the command line: a section of the experiment's file
/// from which it can be repeated.
/// </summary>
internal sealed partial record RecordingSection(
    int Width, int Height, int FramesPerSecond, int Frames, int SkippedFrames = 0, string Ui = "hud",
    int Supersampling = 1, bool Transparent = false, string Camera = "orbit", string Easing = "ease", bool Fit = false,
    int Curvature = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CameraPathFile? CameraPath = null)
{
    /// <summary>The section of a file; null for none.</summary>
    /// <exception cref="UserErrorException">It has an unknown member.</exception>
    public static RecordingSection? Of(ExperimentFile file)
    {
        if (file.Recording is not { } section)
            return null;
        try
        {
            return section.Deserialize(RecordingJson.Default.RecordingSection);
        }
        catch (JsonException error)
        {
            var at = error.Path is { Length: > 1 } found ? found[1..] : "";
            throw new UserErrorException(
                $"--experiment: recording{at} is not as this program writes it; mend that place or leave the section out", error);
        }
    }

    /// <summary>As stored in a file.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, RecordingJson.Default.RecordingSection);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(RecordingSection))]
    private sealed partial class RecordingJson : JsonSerializerContext;
}
