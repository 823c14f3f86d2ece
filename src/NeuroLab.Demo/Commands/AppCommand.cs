using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>The program without a verb: the app in a window or, without a display, a recording of what it would show.</summary>
internal static class AppCommand
{
    public static int Run(CommandContext context)
    {
        var options = new AppOptions(StateFolder: NeuroLab.Editing.Autosave.DefaultFolder);
        if (WindowFactory.TryCreate(new WindowOptions("NeuroLab", 1280, 720), out var window, out var reason))
        {
            using (window)
            using (var app = new DescentApp(window, options))
                app.Run();
            return CommandLine.Success;
        }
        context.Say($"{reason}; recording the default descent instead");
        var source = Catalog.Find(Catalog.Datasets, options.Dataset, "data set");
        var file = DescentCommands.FileOf(source, options.Seed);
        // An animation needs no encoder of the system's.
        var path = Path.Combine(TakeName.Folder, FfmpegLocator.Find().IsAvailable ? "descent.mp4" : "descent.gif");
        var take = new TakeOptions(
            file.CreateExperiment(), file, path, new FrameFormat(1280, 720, 30), Frames: 240, file.Training.StepsPerFrame);
        return RecordCommand.Record(take, "auto", false, context);
    }
}
