using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>The program without a verb: the app in a window or, without a display, a recording of what it would show.</summary>
internal static class AppCommand
{
    private const string Folder = "recordings";

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
        var data = Catalog.Find(Catalog.Datasets, options.Dataset, "data set").Load(new DatasetOptions { Seed = options.Seed });
        var experiment = Preset.For(data.Train).CreateExperiment(data, options.Seed);
        Directory.CreateDirectory(Folder);
        // An animation needs no encoder of the system's.
        var path = Path.Combine(Folder, FfmpegLocator.Find().IsAvailable ? "descent.mp4" : "descent.gif");
        var take = new TakeOptions(experiment, path, new FrameFormat(1280, 720, 30), Frames: 240, StepsPerFrame: 4);
        return RecordCommand.Record(take, "auto", false, context);
    }
}
