using System.CommandLine;
using NeuroLab.Demo.App;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab record</c>: a descent as a video, an animation or a folder of pictures.</summary>
internal sealed class RecordCommand
{
    private static readonly string[] Extensions = [".mp4", ".webm", ".gif", ".webp", ".png"];

    private readonly ExperimentOptions _experiment = new();
    private readonly Option<PlaneKind> _plane =
        OptionKinds.Choice("--plane", "plane", "What the surface is drawn over", Catalog.Planes).Default(new DescentPlane());

    private readonly Option<double> _seconds = OptionKinds.Number("--seconds", "Length of the recording", 0.01, 3600).Default(8);
    private readonly Option<int> _rate = OptionKinds.Whole("--fps", "Frames per second", 1, FrameFormat.MaxFramesPerSecond).Default(30);
    private readonly Option<(int Width, int Height)?> _size =
        OptionKinds.Create("--size", "WxH", "Pixels [default: 1280x720]", ReadSize);

    private readonly Option<int> _stepsPerFrame =
        OptionKinds.Whole("--steps-per-frame", "Training steps between two frames", 1, 1_000_000).Default(4);

    private readonly Option<string> _out = OptionKinds.Text(
        "--out", "FILE|FOLDER/", $"{string.Join(", ", Extensions)}, or a folder with a slash at its end for every frame as PNG").Required();

    private readonly Option<bool> _json = OptionKinds.Json();

    public static Command Create(CommandContext context)
    {
        var command = new RecordCommand();
        var verb = new Verb(
            "record", "Record a descent frame by frame, with a fixed time step, also without a display.",
            "--data spirals --layers 16,16 --activation tanh --seconds 8 --out descent.mp4",
            "--data iris --optimizer sgd --learning-rate 0.1 --seconds 4 --fps 25 --size 640x360 --seed 7 --out descent.gif");
        command._experiment.AddTo(verb);
        foreach (var option in (Option[])
            [command._plane, command._seconds, command._rate, command._size, command._stepsPerFrame, command._out, command._json])
            verb.Add(option);
        verb.SetAction(parse => Record(
            command.Bind(parse), command._experiment.Backend(parse), parse.GetValue(command._json), context));
        return verb;
    }

    /// <summary>Records, says where it is, and returns the exit code. Ctrl+C ends the take early and keeps it.</summary>
    public static int Record(TakeOptions take, string backendName, bool asJson, CommandContext context)
    {
        using var backend = BackendFactory.Create(backendName);
        TakeSummary? summary = null;
        ProgressBar.Run(context, "recording", progress => summary = Take.Record(
            take, backend,
            (frames, bytes) => progress.Report(
                frames / (double)take.Frames, $"recording frame {frames} of {take.Frames}, {bytes / 1e6:F1} MB"),
            context.Interruption));
        new Report()
            .Add("out", summary!.Path)
            .Add("frames", (long)summary.Frames)
            .Add("duration", summary.Duration)
            .Add("bytes", summary.Bytes)
            .Add("steps", summary.Step)
            .Add("loss", summary.Loss)
            .Add("sha256", summary.Sha256)
            .Print(context.Output, asJson);
        return context.Interruption.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Success;
    }

    private TakeOptions Bind(ParseResult parse)
    {
        var path = parse.GetRequiredValue(_out);
        RequireKnownKind(path);
        var (width, height) = parse.GetValue(_size) ?? (1280, 720);
        var rate = parse.GetValue(_rate);
        return new TakeOptions(
            _experiment.Bind(parse), path, new FrameFormat(width, height, rate),
            Math.Max(1, (int)Math.Round(parse.GetValue(_seconds) * rate)), parse.GetValue(_stepsPerFrame),
            parse.GetRequiredValue(_plane).Name);
    }

    private static void RequireKnownKind(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (!Path.EndsInDirectorySeparator(path) && !Directory.Exists(path) && !Extensions.Contains(extension))
            throw new UserErrorException(
                $"{path}: '{extension}' is no known kind of recording; write {string.Join(", ", Extensions)}, or a folder with a slash at its end");
    }

    private static (int Width, int Height)? ReadSize(string text) => text.Split('x') is [var width, var height]
        ? (OptionKinds.ReadWhole(width, FrameFormat.MinSide, FrameFormat.MaxWidth),
            OptionKinds.ReadWhole(height, FrameFormat.MinSide, FrameFormat.MaxHeight))
        : throw new UserErrorException($"'{text}' is no size; write for example 1280x720");
}
