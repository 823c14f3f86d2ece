using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Files;
using NeuroLab.Surfaces;

namespace NeuroLab.Demo.App;

/// <summary>The surface on show as a file in the folder of recordings.</summary>
internal static class SurfaceExport
{
    /// <summary>Writes it under the first name that is free, and says where. Blocks. Frame thread.</summary>
    public static void Save(DescentScene scene, DescentCommands commands, SurfaceFormat format) => commands.Notices.Try(() =>
    {
        var folder = Path.Combine(commands.Files.ExportFolder, TakeName.Folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "surface" + format.Ending);
        for (var number = 2; OutputFile.IsTaken(path); number++)
            path = Path.Combine(folder, $"surface-{number}{format.Ending}");
        commands.Notices.SayFile("Saved", path, format.Write(path, scene.Landscape.Samples) is { } lack ? $": {lack}" : "");
    });
}
