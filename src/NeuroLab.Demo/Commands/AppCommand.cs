using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NeuroLab.Backends;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;
using OpenedNetwork = NeuroLab.Demo.Shell.OpenedNetwork;

namespace NeuroLab.Demo.Commands;

/// <summary>The program without a verb: the app in a window or, without a display, an offline recording.</summary>
internal sealed class AppCommand
{
    /// <summary>Arguments after <c>neurolab</c>, for the help.</summary>
    public static readonly IReadOnlyList<string> Examples =
    [
        "mine.neurolab.json",
        "houses.csv --target price --layers 32,32",
        "--data moons --layers 32,32 --activation relu --optimizer sgd --learning-rate 0.3",
        "net.safetensors --data mnist",
        "run/ --activation tanh",
    ];

    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "What to open: an experiment (.json), data (as --data), weights (as --weights) or the folder of a run (as --run)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly ExperimentOptions _experiment = new(takesFile: true, isForWatching: true);
    private readonly Option<double?> _scale = OptionKinds.OptionalNumber(
        "--ui-scale", "Enlarge the interface [default: as it was last, on top of what the monitor asks for]", 0.5, 4);

    /// <summary>Makes the root command open the app.</summary>
    public static AppCommand AddTo(RootCommand root, CommandContext context)
    {
        var command = new AppCommand();
        root.Add(command._file);
        command._experiment.AddTo(root);
        root.Add(command._scale);
        root.SetAction(parse => command.Run(parse, root, context));
        return command;
    }

    /// <summary><c>neurolab watch</c>: the app with a run of another program.</summary>
    public static Command CreateWatch(CommandContext context)
    {
        var command = new AppCommand();
        var folder = new Argument<string>("FOLDER") { Description = "The folder in which a training program leaves its checkpoints, as --run" };
        var verb = new Verb(
            "watch", "Watch a run of another program in the app, while it trains or later.",
            "run/", "checkpoints/ --data digits --activation relu", "run/ --data points.npz --activation tanh,relu --loss mse");
        verb.Add(folder);
        command._experiment.AddTo(verb);
        verb.Add(command._scale);
        verb.SetAction(parse =>
        {
            var path = parse.GetRequiredValue(folder);
            command._experiment.Use(Directory.Exists(path) ? path : throw new UserErrorException($"{path}: there is no such folder; name one with the checkpoints of a run"));
            return command.Run(parse, null, context);
        });
        return verb;
    }

    /// <summary>Reads the files given by the user, and returns the app's start options.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or the options are inconsistent.</exception>
    public AppOptions Bind(ParseResult parse, RootCommand? root, Func<GraphicsDevice, BackendSwitch>? openBackend = null)
    {
        if (root is not null && parse.GetValue(_file) is { } named)
            Use(named, root);
        var question = _experiment.Question(parse);
        var (experiment, file) = question is null && _experiment.IsAnyGiven(parse) ? _experiment.BindFile(parse) : (null, null);
        return new AppOptions(new Moons().Name, Seed: _experiment.Seed(parse), Scale: (float?)parse.GetValue(_scale), StateFolder: Autosave.DefaultFolder)
        {
            File = file,
            Experiment = experiment,
            Path = PathOf(parse, file),
            Note = NoteOf(experiment, file, _experiment.Remark),
            // With given weights, the user wants to see where they are before they move.
            StartsPaused = question is not null || experiment is { Weights: not null, Run: null },
            ParseReading = TableOptions.Parse,
            OpenBackend = openBackend,
            ShowFolder = FolderBrowser.Show,
            BindNetwork = Open,
            Question = question,
        };
    }

    /// <summary>
    /// Reads a network, or a run, by the arguments of the command line: the file or folder first, and a text with any
    /// number of them last. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">An argument is wrong, a file is damaged, or they do not match.</exception>
    public static OpenedNetwork Open(IReadOnlyList<string> arguments)
    {
        var command = new AppCommand();
        var root = new RootCommand();
        command._experiment.AddTo(root);
        var parse = root.Parse([.. arguments.Skip(1).SkipLast(1), .. CommandLineParser.SplitCommandLine(arguments[^1])], CommandLine.Parser);
        if (parse.UnmatchedTokens is [var word, ..])
            throw new UserErrorException(CommandLine.Unknown(word, root));
        if (parse.Errors is [var error, ..])
            throw new UserErrorException(error.Message);
        command._experiment.Use(arguments[0]);
        var (experiment, file) = command._experiment.BindFile(parse);
        return new OpenedNetwork(file, experiment, NoteOf(experiment, file, command._experiment.Remark));
    }

    private int Run(ParseResult parse, RootCommand? root, CommandContext context)
    {
        var backend = _experiment.Backend(parse);
        var options = Bind(parse, root, device => BackendFactory.Create(backend, device, context).YieldToDrawing(device));
        Report(options.Experiment, context);
        if (ulong.TryParse(Environment.GetEnvironmentVariable("NEUROLAB_DELAYS"), CultureInfo.InvariantCulture, out var delays))
        {
            HandOver.DelayAtRandom(delays);
            context.Say("threads are late at random where they hand over (NEUROLAB_DELAYS)");
        }
        if (!WindowFactory.TryCreate(new WindowOptions("NeuroLab", 1280, 720), out var window, out var reason))
        {
            // Nobody could answer there.
            if (options.Question is not null)
                _experiment.BindFile(parse);
            return Record(options, backend, reason, context);
        }
        using (window)
        using (var app = new DescentApp(window, options))
            app.Run(context.Interruption);
        return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
    }

    private void Report(Experiment? experiment, CommandContext context)
    {
        if (experiment is null)
            return;
        context.ReportReading(experiment.Train.Reading, _experiment.Weights, isJson: false);
        if (_experiment.Remark is { } remark)
            context.Say(remark);
        context.WarnOf(experiment);
    }

    // A word that is not a file may be a misspelt verb.
    private void Use(string named, RootCommand root)
    {
        if (named.StartsWith('-') || (!File.Exists(named) && !Directory.Exists(named) && !named.AsSpan().ContainsAny(".,/\\") && !Catalog.Datasets.Any(set => set.Name == named)))
            throw new UserErrorException(CommandLine.Unknown(named, root));
        _experiment.Use(named);
    }

    private string? PathOf(ParseResult parse, ExperimentFile? file) => _experiment.FilePath(parse)
        ?? (file is not null && File.Exists(file.Data.Source) ? file.Data.Source : null);

    private static string? NoteOf(Experiment? experiment, ExperimentFile? file, string? remark)
    {
        if (experiment is null || file is null)
            return null;
        if (experiment.Run is { } run)
            return $"{run.Name}: {experiment.Shape}, {run.Checkpoints.Length:N0} checkpoints up to step {run.LastStep:N0}; new ones are shown as they come{(remark is null ? "" : $"\n{remark}")}";
        return file.Network.Weights is { } weights
            ? $"{Path.GetFileName(weights)}: {experiment.Shape}, as it is; Space trains it on"
            : experiment.Train.Reading?.Summary();
    }

    private static int Record(AppOptions options, string backend, string reason, CommandContext context)
    {
        context.Say($"{reason}; recording {(options.File is null ? "the default descent" : "it")} instead");
        var (file, data) = options.Start();
        // An animation needs no external encoder.
        var path = Path.Combine(TakeName.Folder, FfmpegLocator.Find().IsAvailable ? "descent.mp4" : "descent.gif");
        var take = new TakeOptions(
            options.Experiment ?? file.CreateExperiment(data), file, path, new FrameFormat(1280, 720, 30), Frames: 240, file.Training.StepsPerFrame);
        return RecordCommand.Record(take, backend, false, context);
    }
}
