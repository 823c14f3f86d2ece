using System.CommandLine;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab lesson</c>: five stations about training, on a running network.</summary>
internal sealed class LessonCommand
{
    private readonly Argument<int> _station = new("station")
    {
        HelpName = "STATION",
        Description = $"Where to begin: {string.Join(", ", LessonPanel.Names)} [default: {LessonPanel.Names[0]}]",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            try
            {
                return LessonPanel.Names.ToList().IndexOf(Station(result.Tokens[^1].Value));
            }
            catch (UserErrorException error)
            {
                result.AddError(error.Message);
                return 0;
            }
        },
    };

    // The derivative's former word.
    private static string Station(string text) => Catalog.Find(
        LessonPanel.Names, text.Equals("slope", StringComparison.OrdinalIgnoreCase) ? "derivative" : text, "station");

    // How many steps ahead the plane along the path is computed for.
    private const int PathSteps = 400;

    private readonly ExperimentOptions _experiment = new();
    private readonly Option<string?> _out = OptionKinds.Create(
        "--out", "FILE", $"Without a window: a picture (.png), or an animation ({RecordingFormat.EndingsOf(format => !format.IsStill)})", text => (string?)text);

    private readonly Option<double> _seconds = OptionKinds.Number("--seconds", "Length of the animation", 0.1, 600).Default(8);
    private readonly Option<int> _rate = OptionKinds.Whole("--fps", "Its frames per second", 1, FrameFormat.MaxFramesPerSecond).Default(30);

    public static Command Create(CommandContext context)
    {
        var command = new LessonCommand();
        var verb = new Verb(
            "lesson", "Five stations about gradient descent, each on a network that really trains.",
            "layer",
            "derivative --data moons --layers 16,16 --activation tanh",
            "gradient --out gradient.png");
        verb.Add(command._station);
        command._experiment.AddTo(verb);
        // The lesson has default data.
        verb.Options.Single(option => option.Name == "--data").Required = false;
        foreach (var option in (Option[])[command._out, command._seconds, command._rate, OptionKinds.Force])
            verb.Add(option);
        verb.SetAction(parse => command.Run(parse, verb, context));
        return verb;
    }

    private int Run(ParseResult parse, Command verb, CommandContext context)
    {
        var hasData = parse.GetResult(verb.Options.Single(option => option.Name == "--data")) is not null;
        var (experiment, file) = hasData ? _experiment.BindFile(parse) : Default();
        var station = parse.GetValue(_station);
        // The layer and the loop are shown on the plane of the whole path, the others on a random plane.
        file = file with { Plane = new(station < 2 ? new DescentPlane().Name : new RandomPlane().Name, Steps: PathSteps) };
        context.ReportReading(experiment.Train.Reading, _experiment.Weights, isJson: false);
        context.WarnOf(experiment);
        var backend = _experiment.Backend(parse);
        BackendSwitch Open(GraphicsDevice device) => BackendFactory.Create(backend, device, context);
        if (parse.GetValue(_out) is { } path)
            return Record(parse, experiment, file, Open, station, path, context);
        if (!WindowFactory.TryCreate(new WindowOptions("NeuroLab", 1280, 720), out var window, out var reason))
            throw new UserErrorException($"{reason}; or draw a station with --out {LessonPanel.Names[station]}.png");
        // The app may save over files that it has opened.
        CommandFiles.End();
        var options = new AppOptions(StateFolder: Autosave.DefaultFolder)
        {
            File = file,
            Experiment = experiment,
            Station = station,
            OpenBackend = Open,
        };
        using (window)
        using (var app = new DescentApp(window, options))
            app.Run(context.Interruption);
        return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
    }

    private int Record(
        ParseResult parse, Experiment experiment, ExperimentFile file, Func<GraphicsDevice, IComputeBackend> open, int station,
        string path, CommandContext context)
    {
        var rate = parse.GetValue(_rate);
        var isPicture = RecordingFormat.Of(path).IsStill;
        var frames = isPicture ? 1 : Math.Max(2, (int)Math.Round(parse.GetValue(_seconds) * rate));
        TakeSummary? summary = null;
        ProgressBar.Run(context, "recording", progress => summary = LessonTake.Record(
            experiment, file, open, station, path, new FrameFormat(1280, 720, rate), frames,
            (done, bytes) => progress.Report(done / (double)frames, $"drawing frame {done} of {frames}, {bytes / 1e6:F1} MB"),
            context.Interruption));
        new Report().Add("out", summary!.Path).Add("frames", (long)summary.Frames).Print(context.Output, asJson: false);
        return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
    }

    // Small enough to show every weight, smooth, and plain gradient descent, as in the formulas.
    private static (Experiment Experiment, ExperimentFile File) Default()
    {
        var file = new ExperimentFile
        {
            Version = ExperimentFile.CurrentVersion,
            Data = new(new Moons().Name, Count: 256),
            Network = new([16, 16]),
            Training = new(new Sgd().Name, LearningRate: 0.2, BatchSize: 32),
            Seed = 7,
        };
        return (file.CreateExperiment(), file);
    }
}
