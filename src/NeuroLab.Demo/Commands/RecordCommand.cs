using System.CommandLine;
using System.Diagnostics;
using NeuroLab.Demo.App;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab record</c>: a descent as a video, an animation or a folder of images.</summary>
internal sealed class RecordCommand
{
    private readonly ExperimentOptions _experiment = new(takesFile: true);
    private readonly RecordOptions _options = new();
    private readonly Option<bool> _json = OptionKinds.Json();

    public static Command Create(CommandContext context)
    {
        var command = new RecordCommand();
        var verb = new Verb(
            "record", "Record a descent frame by frame, with a fixed time step, also without a display.",
            "--data spirals --layers 16,16 --activation tanh --seconds 8 --out descent.mp4",
            "--data iris --optimizer sgd --learning-rate 0.1 --seconds 4 --fps 25 --size 640x360 --seed 7 --out descent.gif",
            "--experiment mine.neurolab.json --fit --ui inset --camera path --size 1080p --format webm",
            "--data spirals --camera-path flight.json --easing glide --out flight.mp4",
            "--data moons --steps 200..600 --size 4k --supersample 2 --ui clean --out frames/ --poster last.png");
        command._experiment.AddTo(verb);
        command._options.AddTo(verb);
        verb.Add(command._json);
        verb.SetAction(parse => Record(
            command.Bind(parse, context), command._experiment.Backend(parse), parse.GetValue(command._json), context));
        return verb;
    }

    /// <summary>
    /// Records, reports the path, and returns the exit code. Ctrl+C stops early and keeps the recording.
    /// </summary>
    public static int Record(TakeOptions take, string backendName, bool asJson, CommandContext context)
    {
        context.ReportReading(take.Experiment.Train.Reading, null, asJson);
        context.WarnOf(take.Experiment);
        TakeSummary? summary = null;
        var clock = Stopwatch.StartNew();
        ProgressBar.Run(context, "recording", progress => summary = Take.Record(
            take, device => BackendFactory.Create(backendName, device, context), (frames, bytes) => Report(progress, frames, take.Frames, bytes, clock), context.Interruption));
        if (context.Interruption.IsCancellationRequested)
            context.Say($"interrupted; {(summary!.Frames == 1 ? "the one frame so far is" : $"the {summary.Frames} frames so far are")} in {summary.Path}");
        Report(summary!).Add("poster", take.Poster).Add(take.Experiment.Train.Reading).Print(context.Output, asJson);
        return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
    }

    public static void Report(ProgressBar progress, int frames, int all, long bytes, Stopwatch clock) => progress.Report(
        frames / (double)all,
        $"frame {frames} of {all}, {frames / clock.Elapsed.TotalSeconds:F1} fps, {bytes / 1e6:F1} MB");

    public static Report Report(TakeSummary summary) => new Report()
        .Add("out", summary.Path)
        .Add("frames", (long)summary.Frames)
        .Add("duration", summary.Duration)
        .Add("bytes", summary.Bytes)
        .Add("steps", summary.Step)
        .Add("loss", summary.Loss)
        .Add("sha256", summary.Sha256)
        .Add("telemetry", summary.Telemetry)
        .Add("experiment", summary.Experiment);

    private TakeOptions Bind(ParseResult parse, CommandContext context)
    {
        var (experiment, file) = _experiment.BindFile(parse);
        if (_experiment.Remark is { } remark)
            context.Say(remark);
        return _options.Bind(parse, experiment, file, context);
    }
}
