using System.CommandLine;
using System.CommandLine.Parsing;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab record</c>: a descent as a video, an animation or a folder of pictures.</summary>
internal sealed class RecordCommand
{
    // What encoders and graphics drivers take.
    private const int SmallestSide = 16, LargestWidth = 7680, LargestHeight = 4320, HighestRate = 240;

    private static readonly string[] Extensions = [".mp4", ".webm", ".gif", ".webp", ".png"];

    private readonly ExperimentOptions _experiment = new();
    private readonly Option<PlaneKind> _plane =
        OptionKinds.Choice("--plane", "plane", "What the surface is drawn over", Catalog.Planes).Default(new DescentPlane());

    private readonly Option<double> _seconds = OptionKinds.Number("--seconds", "Length of the recording", 0.01, 3600).Default(8);
    private readonly Option<int> _rate = OptionKinds.Whole("--fps", "Frames per second", 1, HighestRate).Default(30);
    private readonly Option<(int Width, int Height)?> _size =
        OptionKinds.Create("--size", "WxH", "Pixels [default: 1280x720]", ReadSize);

    private readonly Option<int> _stepsPerFrame =
        OptionKinds.Whole("--steps-per-frame", "Training steps between two frames", 1, 1_000_000).Default(4);

    private readonly Option<string> _out = OptionKinds.Text(
        "--out", "FILE|FOLDER/", $"{string.Join(", ", Extensions)}, or a folder with a slash at its end for every frame as PNG").Required();

    public static Command Create(CommandContext context)
    {
        var command = new RecordCommand();
        var verb = new Verb(
            "record", "Record a descent frame by frame, with a fixed time step, also without a display.",
            "--data spirals --layers 16,16 --activation tanh --seconds 8 --out descent.mp4",
            "--data iris --optimizer sgd --learning-rate 0.1 --seconds 4 --fps 25 --size 640x360 --seed 7 --out descent.gif");
        command._experiment.AddTo(verb);
        foreach (var option in (Option[])
            [command._plane, command._seconds, command._rate, command._size, command._stepsPerFrame, command._out])
            verb.Add(option);
        verb.SetAction(parse => Run(command.Bind(parse), context));
        return verb;
    }

    /// <summary>Records; returns the exit code.</summary>
    private static int Run(RecordOptions options, CommandContext context) =>
        throw new UserErrorException($"{options.Out}: this build cannot record; use train or surface");

    private RecordOptions Bind(ParseResult parse)
    {
        var path = parse.GetRequiredValue(_out);
        RequireKnownKind(path);
        var (width, height) = parse.GetValue(_size) ?? (1280, 720);
        return new RecordOptions(
            _experiment.Bind(parse), _experiment.Backend(parse), parse.GetRequiredValue(_plane), parse.GetValue(_seconds),
            parse.GetValue(_rate), width, height, parse.GetValue(_stepsPerFrame), path);
    }

    private static void RequireKnownKind(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (!Path.EndsInDirectorySeparator(path) && !Directory.Exists(path) && !Extensions.Contains(extension))
            throw new UserErrorException(
                $"{path}: '{extension}' is no known kind of recording; write {string.Join(", ", Extensions)}, or a folder with a slash at its end");
    }

    private static (int Width, int Height)? ReadSize(string text) => text.Split('x') is [var width, var height]
        ? (OptionKinds.ReadWhole(width, SmallestSide, LargestWidth), OptionKinds.ReadWhole(height, SmallestSide, LargestHeight))
        : throw new UserErrorException($"'{text}' is no size; write for example 1280x720");
}
