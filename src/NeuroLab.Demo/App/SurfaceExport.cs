using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;

namespace NeuroLab.Demo.App;

/// <summary>Saves the current surface in the export folder.</summary>
internal static class SurfaceExport
{
    /// <summary>Writes it under the first unused name, and shows the path. Blocks. Frame thread.</summary>
    public static void Save(DescentScene scene, DescentCommands commands, SurfaceFormat format) => commands.Notices.Try(() =>
    {
        var folder = Path.Combine(commands.Files.ExportFolder, TakeName.Folder);
        Directory.CreateDirectory(folder);
        var path = FreeName.Of(Path.Combine(folder, "surface"), format.Ending);
        commands.Notices.SayFile("Saved", path, format.Write(path, Captioned(scene)) is { } lack ? $": {lack}" : "");
    });

    private static SurfaceSamples Captioned(DescentScene scene)
    {
        var (samples, status) = (scene.Landscape.Samples, scene.Trainer.Status);
        if (scene.Landscape.Caption is not { } caption)
            return samples;
        return samples.With(scene.Trainer.StatusVersion == 0 || status.Plane is null ? caption : caption with
        {
            Trail = [.. scene.Ball.Trail.ToArray().Select(point => ((double)point.Alpha, (double)point.Beta, (double)point.Loss))],
            Standing = string.Create(
                CultureInfo.InvariantCulture,
                $"the network at step {status.Step:N0}: α {status.Alpha:G3}, β {status.Beta:G3}, {100 * status.Residual:F0} % off the plane, gap {status.Gap:G3}")
                .Replace('-', '−'),
        });
    }
}
