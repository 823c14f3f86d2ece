using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Files;
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
        commands.Notices.SayFile("Saved", path, format.Write(path, scene.Landscape.Samples) is { } lack ? $": {lack}" : "");
    });
}
