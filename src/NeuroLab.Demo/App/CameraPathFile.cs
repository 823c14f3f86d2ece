using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>
/// A camera movement as a file: views at points in time. Angles are in radians and lengths in the landscape's coordinates,
/// as in the <c>camera</c> of an experiment; what a key leaves out is as in the one before, and in the first as in the
/// experiment.
/// </summary>
/// <param name="Keys">The views.</param>
/// <param name="Loop">Whether it leads back to the first view and begins again.</param>
/// <param name="Seconds">The time of one round; null for one more interval of the mean length.</param>
internal sealed partial record CameraPathFile(IReadOnlyList<CameraPathFile.Key> Keys, bool Loop = false, double? Seconds = null)
{
    private const int MaxKeys = 10_000;

    /// <summary>The time of the last key, or of one round; null if keys have no times: then they share the recording's.</summary>
    [JsonIgnore]
    public double? Duration => Keys is [.., { Time: { } last }] ? Loop ? Round(last) : last : Seconds;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is no such file; the message names the place.</exception>
    public static CameraPathFile Load(string path)
    {
        try
        {
            using var stream = UserFile.OpenRead(path);
            return (JsonSerializer.Deserialize(stream, CameraPathJson.Default.CameraPathFile) ?? new CameraPathFile(null!)).Checked(path);
        }
        catch (JsonException error)
        {
            var at = error.Path is { Length: > 1 } found ? found[1..].TrimStart('.') : string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}");
            throw new UserErrorException($"{path}: {at} is not as a camera path has it; a key has time, target, yaw, pitch, distance, top, fieldOfView and easing", error);
        }
    }

    /// <summary>The path.</summary>
    /// <param name="first">What the first key leaves out.</param>
    /// <param name="seconds">The time for keys that have none; 0 for 3 seconds each.</param>
    /// <param name="easing">Interpolation from keys that have none.</param>
    public CameraPath ToPath(CameraPose first, double seconds, CameraEasing easing)
    {
        var path = new CameraPath { Easing = easing, IsLoop = Loop };
        var intervals = Math.Max(1, Keys.Count - (Loop ? 0 : 1));
        var length = Duration ?? (seconds > 0 ? seconds : 3 * intervals);
        var pose = first;
        for (var i = 0; i < Keys.Count; i++)
        {
            var key = Keys[i];
            pose = new CameraPose(
                key.Target is [var x, var y, var z] ? new(x, y, z) : pose.Target, key.Yaw ?? pose.Yaw, key.Pitch ?? pose.Pitch,
                key.Distance ?? pose.Distance, key.Top ?? pose.IsTop)
            {
                FieldOfView = key.FieldOfView ?? pose.FieldOfView,
            };
            path.Set(key.Time ?? length * i / intervals, pose, key.Easing is { } word ? Enum.Parse<CameraEasing>(word, ignoreCase: true) : null);
        }
        // Back to the first view by the shorter way around.
        if (Loop && path.Keys[0].Pose is var start)
            path.Set(path.Keys[0].Time + length, start with { Yaw = start.Yaw + MathF.Tau * MathF.Round((pose.Yaw - start.Yaw) / MathF.Tau) });
        return path;
    }

    private double Round(double last) => Seconds ?? (last - Keys[0].Time!.Value) * Keys.Count / Math.Max(1, Keys.Count - 1);

    /// <summary>The same; also for a path within another file.</summary>
    /// <param name="path">The file, and the place in it.</param>
    /// <exception cref="UserErrorException">A value is missing, or not possible.</exception>
    public CameraPathFile Checked(string path)
    {
        if (Keys is null)
            throw new UserErrorException($"{path}: has no keys; write {{\"keys\": [{{\"time\": 0, \"yaw\": 3.7}}, …]}}");
        Require(Keys.Count is >= 1 and <= MaxKeys, $"has {Keys.Count} keys; give 1 to {MaxKeys}");
        Require(!Loop || Keys.Count > 1, "a loop needs two keys or more");
        Require(Loop || Seconds is null, "seconds is the time of one round; add \"loop\": true, or give times to the keys");
        Require(Seconds is null or (> 0 and <= 3600), "seconds must be above 0, and at most 3600");
        Require(Keys.All(key => key?.Time is null) || Keys.All(key => key?.Time is not null), "either all keys have a time, or none");
        for (var i = 0; i < Keys.Count; i++)
        {
            var (key, name) = (Keys[i], $"keys[{i}]");
            Require(key is not null, $"{name} is null");
            Require(key!.Time is null || (key.Time >= 0 && key.Time <= 3600 && (i == 0 || key.Time > Keys[i - 1].Time)), $"{name}.time must be after the one before, and at most 3600");
            Require(key.Target is null || (key.Target.Length == 3 && key.Target.All(value => Math.Abs(value) <= 10)), $"{name}.target must be three numbers within −10 … 10");
            Require(key.Yaw is null || Math.Abs(key.Yaw.Value) <= 1000, $"{name}.yaw must be an angle in radians");
            Require(key.Pitch is null or (>= -1.54f and <= 1.54f), $"{name}.pitch must be within −1.54 … 1.54 radians");
            Require(key.Distance is null or (>= 0.4f and <= 12), $"{name}.distance must be within 0.4 … 12");
            Require(key.FieldOfView is null or (>= 0.05f and <= 2.5f), $"{name}.fieldOfView must be within 0.05 … 2.5 radians");
            Require(key.Easing is null || Enum.GetNames<CameraEasing>().Contains(key.Easing, StringComparer.OrdinalIgnoreCase), $"{name}.easing must be ease, glide or linear");
        }
        Require(!Loop || Keys[^1].Time is not { } end || Seconds is null || Keys[0].Time + Seconds > end, "seconds must reach beyond the last key");
        return this;

        void Require(bool isMet, string otherwise)
        {
            if (!isMet)
                throw new UserErrorException($"{path}: {otherwise}");
        }
    }

    /// <summary>A view.</summary>
    /// <param name="Time">Seconds since the beginning.</param>
    /// <param name="Target">What it looks at: α/extent, height, β/extent.</param>
    /// <param name="Yaw">Angle around the vertical axis.</param>
    /// <param name="Pitch">Angle above the floor.</param>
    /// <param name="Distance">Distance from the target.</param>
    /// <param name="Top">Whether it looks straight down, as on a map.</param>
    /// <param name="FieldOfView">Vertical angle of view.</param>
    /// <param name="Easing">How it goes on to the next key.</param>
    internal sealed record Key(
        double? Time = null, float[]? Target = null, float? Yaw = null, float? Pitch = null, float? Distance = null, bool? Top = null,
        float? FieldOfView = null, string? Easing = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(CameraPathFile))]
    private sealed partial class CameraPathJson : JsonSerializerContext;
}
