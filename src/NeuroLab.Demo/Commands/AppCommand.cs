using System.CommandLine;
using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>The program without a verb: the app in a window or, without a display, a recording of what it would show.</summary>
internal sealed class AppCommand
{
    private readonly Option<DatasetSource> _data =
        OptionKinds.Choice("--data", "data set", "What to start with", Catalog.Datasets).Default(new Spirals());

    private readonly Option<ulong> _seed = OptionKinds.Seed().Default(7UL);
    private readonly Option<string> _backend = BackendFactory.CreateOption();
    private readonly Option<double?> _scale = OptionKinds.OptionalNumber(
        "--scale", "Enlarge the interface [default: as it was last, on top of what the monitor asks for]", 0.5, 4);

    /// <summary>Makes the root command open the app.</summary>
    public static void AddTo(RootCommand root, CommandContext context)
    {
        var command = new AppCommand();
        foreach (var option in (Option[])[command._data, command._seed, command._backend, command._scale])
            root.Add(option);
        root.SetAction(parse => command.Run(parse, context));
    }

    private int Run(ParseResult parse, CommandContext context)
    {
        var source = parse.GetRequiredValue(_data);
        var seed = parse.GetValue(_seed);
        var backend = parse.GetRequiredValue(_backend);
        if (ulong.TryParse(Environment.GetEnvironmentVariable("NEUROLAB_DELAYS"), CultureInfo.InvariantCulture, out var delays))
            HandOver.DelayAtRandom(delays);
        if (WindowFactory.TryCreate(new WindowOptions("NeuroLab", 1280, 720), out var window, out var reason))
        {
            var options = new AppOptions(source.Name, seed, (float?)parse.GetValue(_scale), Autosave.DefaultFolder)
            {
                OpenBackend = device => BackendFactory.Create(backend, device, context),
                ShowFolder = FolderBrowser.Show,
            };
            using (window)
            using (var app = new DescentApp(window, options))
                app.Run(context.Interruption);
            return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
        }
        context.Say($"{reason}; recording the default descent instead");
        var file = DescentCommands.FileOf(source, seed);
        // An animation needs no encoder of the system's.
        var path = Path.Combine(TakeName.Folder, FfmpegLocator.Find().IsAvailable ? "descent.mp4" : "descent.gif");
        var take = new TakeOptions(
            file.CreateExperiment(), file, path, new FrameFormat(1280, 720, 30), Frames: 240, file.Training.StepsPerFrame);
        return RecordCommand.Record(take, backend, false, context);
    }
}
