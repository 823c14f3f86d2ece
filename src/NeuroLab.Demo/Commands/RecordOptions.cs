using System.CommandLine;
using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>The options of a recording, besides the experiment.</summary>
internal sealed class RecordOptions
{
    private const double DefaultSeconds = 8;
    private const double MaxSeconds = 3600;
    private const int MaxSteps = 1_000_000_000, MaxFrames = 864_000;

    private static readonly string[] Formats = [.. RecordingFormat.All.Select(kind => kind.Name)];
    private static readonly string[] Interfaces = ["hud", "inset", "clean"];
    private static readonly string[] Cameras = ["orbit", "follow", "path", "bookmarks", "still"];

    private readonly Option<PlaneKind?> _plane = OptionKinds.Create(
        "--plane", "NAME", $"What the surface is drawn over: {string.Join(", ", Catalog.Planes.Where(plane => !plane.LooksBack))}; with settings: random:layer,7; hessian:max,min; weights:0.weight[3,1],2.bias[0]; minima:A,B,C; line:A,B [default: the experiment's, else descent]",
        text => (PlaneKind?)Catalog.Plane(text));

    private static readonly string[] Easings = [.. Enum.GetNames<CameraEasing>().Select(name => name.ToLowerInvariant())];

    private readonly Option<(double From, double To)?> _seconds = OptionKinds.Create(
        "--seconds", "X|A..B", "Length of the recording, or its part from A to B [default: 8]", text => ReadRange(text, MaxSeconds));

    private readonly Option<int?> _frames = OptionKinds.OptionalWhole("--frames", "Length in frames instead", 1, MaxFrames);
    private readonly Option<(double From, double To)?> _steps = OptionKinds.Create(
        "--steps", "N|A..B", "Length in training steps instead", text => ReadRange(text, MaxSteps));

    private readonly SizeOptions _size = new();

    private readonly Option<int> _supersampling = OptionKinds.Whole(
        "--supersample", "Draw so many times larger and average", 1, TakeLook.MaxSupersampling).Default(1);

    private readonly Option<int?> _stepsPerFrame = OptionKinds.OptionalWhole(
        "--steps-per-frame", "Training steps between two frames [default: the experiment's, else 4]", 1, 1_000_000);

    private readonly Option<string> _interface = Word("--ui", "What is in the picture beside the scene", Interfaces);
    private readonly Option<string> _camera = Word("--camera", "How it moves", Cameras);
    private readonly Option<CameraPathFile?> _cameraPath = OptionKinds.Create(
        "--camera-path", "FILE.json", "It flies past the views of a file: {\"keys\": [{\"time\": 0, \"target\": [0, 0, 0], \"yaw\": 3.7, "
        + "\"pitch\": 0.6, \"distance\": 4, \"fieldOfView\": 0.66, \"easing\": \"glide\"}, …], \"loop\": false}; angles in radians, "
        + "as an experiment keeps its camera, and what a key leaves out is as in the one before", text => (CameraPathFile?)CameraPathFile.Load(text));

    private readonly Option<string> _easing = Word("--easing", "How a camera on a path gets from one pose to the next", Easings);
    private readonly Option<bool> _transparent = OptionKinds.Flag("--transparent", "Leave the background out; for PNG");
    private readonly Option<bool> _fits = OptionKinds.Flag(
        "--fit", "Train once ahead and choose extent, colour range and camera from the whole run");

    private readonly Option<int> _curvature = OptionKinds.Whole(
        "--curvature", "Add the Hessian's N largest eigenvalues on the evaluation set to the table beside the recording, and the edge "
        + "beyond which the optimizer's full-batch steps overshoot", 0, LiveSpectrum.MaxCount).Default(0);

    private readonly Option<string?> _out = OptionKinds.Create(
        "--out", "FILE|FOLDER/", "Where to; a folder with a slash at its end takes every frame as PNG [default: --name in recordings/]",
        text => (string?)text);

    private readonly Option<string> _name = OptionKinds.Text(
        "--name", "PATTERN", "Name of the file without --out").Default(TakeName.DefaultPattern);

    private readonly Option<string> _format = Word("--format", "Kind of the file without --out", Formats);
    private readonly Option<string?> _poster = OptionKinds.Create(
        "--poster", "FILE.png", "Write the last frame as well", text => (string?)text);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [
                _plane, _seconds, _frames, _steps, .. _size.All, _supersampling, _stepsPerFrame, _interface, _transparent, _camera,
                _cameraPath, _easing, _fits, _curvature,
                _out, _name, _format, _poster, OptionKinds.Force,
            ])
            command.Add(option);
    }

    /// <exception cref="UserErrorException">The options are inconsistent.</exception>
    public TakeOptions Bind(ParseResult parse, Experiment experiment, ExperimentFile file, CommandContext context)
    {
        var saved = RecordingSection.Of(file);
        RequireKnown(saved);
        var format = _size.Bind(parse, saved is null ? null : new FrameFormat(saved.Width, saved.Height, saved.FramesPerSecond));
        format.Validate();
        if (parse.GetValue(_plane) is { } plane)
            file = file with { Plane = file.Plane with { Kind = plane.Name } };
        if (parse.GetValue(_stepsPerFrame) is { } steps)
            file = file with { Training = file.Training with { StepsPerFrame = steps } };
        // A whole run of another program, unless told otherwise.
        else if (experiment.Run is { } run && parse.GetResult(_steps) is not { Implicit: false })
            file = file with { Training = file.Training with { StepsPerFrame = (int)Math.Clamp(run.LastStep / Math.Max(1, Frames(parse, format.FramesPerSecond, 1, saved).Count - 1), 1, 1 << 20) } };
        var (skipped, frames) = Frames(parse, format.FramesPerSecond, file.Training.StepsPerFrame, saved);
        file = file with { Plane = file.Plane with { Steps = Math.Max(1, (skipped + frames - 1) * file.Training.StepsPerFrame) } };
        var path = Path(parse, file, format, context);
        var section = new RecordingSection(
            format.Width, format.Height, format.FramesPerSecond, frames, skipped,
            Chosen(parse, _interface, saved?.Ui), Chosen(parse, _supersampling, saved?.Supersampling),
            Chosen(parse, _transparent, saved?.Transparent), Chosen(parse, _camera, saved?.Camera),
            Chosen(parse, _easing, saved?.Easing), Chosen(parse, _fits, saved?.Fit), Math.Clamp(Chosen(parse, _curvature, saved?.Curvature), 0, LiveSpectrum.MaxCount),
            Keys(parse, saved));
        if (section.CameraPath is not null)
            section = section with { Camera = Cameras[(int)TakeCamera.Path] };
        if (section.Transparent && !RecordingFormat.Of(path).HasAlpha)
            throw new UserErrorException($"--transparent: {path} has no opacity; write .png, or a folder with a slash at its end");
        return new TakeOptions(
            experiment, file with { Recording = section.ToJson() }, path, format, frames, file.Training.StepsPerFrame)
        {
            SkippedFrames = skipped,
            Look = new(
                (HudStyle)IndexOf(section.Ui, Interfaces), Math.Clamp(section.Supersampling, 1, TakeLook.MaxSupersampling),
                section.Transparent),
            Direction = new((TakeCamera)IndexOf(section.Camera, Cameras), (CameraEasing)IndexOf(section.Easing, Easings)) { Keys = section.CameraPath },
            FitsRun = section.Fit,
            Curvature = section.Curvature,
            Poster = parse.GetValue(_poster),
        };
    }

    // A file may contain values that no option accepts.
    private static void RequireKnown(RecordingSection? saved)
    {
        if (saved is null)
            return;
        foreach (var (name, text, words) in ((string, string, string[])[])
            [("ui", saved.Ui, Interfaces), ("camera", saved.Camera, Cameras), ("easing", saved.Easing, Easings)])
        {
            if (!words.Contains(text))
                throw new UserErrorException($"--experiment: recording.{name} '{text}' is none of {string.Join(", ", words)}; write one of these");
        }
        saved.CameraPath?.Checked("--experiment: recording.cameraPath");
    }

    // A camera that is named otherwise leaves the saved views.
    private CameraPathFile? Keys(ParseResult parse, RecordingSection? saved)
    {
        var isNamed = parse.GetResult(_camera) is { Implicit: false };
        if (parse.GetValue(_cameraPath) is not { } path)
            return isNamed ? null : saved?.CameraPath;
        return isNamed ? throw new UserErrorException("--camera and --camera-path exclude each other; give one of them") : path;
    }

    // The given option, else the experiment's recording section, else the default.
    private static T Chosen<T>(ParseResult parse, Option<T> option, T? saved) where T : class =>
        saved is not null && parse.GetResult(option) is not { Implicit: false } ? saved : parse.GetRequiredValue(option);

    private static T Chosen<T>(ParseResult parse, Option<T> option, T? saved) where T : struct =>
        saved is { } value && parse.GetResult(option) is not { Implicit: false } ? value : parse.GetValue(option);

    private (int Skipped, int Count) Frames(
        ParseResult parse, int rate, int stepsPerFrame, RecordingSection? saved)
    {
        var (seconds, frames, steps) = (parse.GetValue(_seconds), parse.GetValue(_frames), parse.GetValue(_steps));
        if ((seconds is null ? 0 : 1) + (frames is null ? 0 : 1) + (steps is null ? 0 : 1) > 1)
            throw new UserErrorException("--seconds, --frames and --steps exclude each other; give one of them");
        if (frames is { } count)
            return (0, count);
        if (steps is var (firstStep, lastStep))
        {
            var first = (long)Math.Ceiling(firstStep / stepsPerFrame);
            return Checked(first, (long)Math.Ceiling(lastStep / stepsPerFrame) - first + 1);
        }
        if (seconds is null && saved is not null)
            return Checked(Math.Max(0, saved.SkippedFrames), Math.Max(1, saved.Frames));
        var (from, to) = seconds ?? (0, parse.GetValue(_cameraPath)?.Duration ?? DefaultSeconds);
        var start = (long)Math.Round(from * rate);
        return Checked(start, Math.Max(1, (long)Math.Round(to * rate) - start));

        static (int, int) Checked(long first, long length) => first + length <= MaxFrames
            ? ((int)first, (int)length)
            : throw new UserErrorException($"{first + length} frames are too many; record up to {MaxFrames}, or raise --steps-per-frame");
    }

    private string Path(ParseResult parse, ExperimentFile file, FrameFormat format, CommandContext context)
    {
        var path = parse.GetValue(_out)
            ?? System.IO.Path.Combine(TakeName.Folder, parse.GetRequiredValue(_name) + Kind(parse, context).Ending);
        path = TakeName.Resolve(path, file, format, DateTime.UtcNow);
        RecordingFormat.Of(path);
        return path;
    }

    // By default, a format that is available here.
    private RecordingFormat Kind(ParseResult parse, CommandContext context)
    {
        var kind = RecordingFormat.All[Array.IndexOf(Formats, parse.GetRequiredValue(_format))];
        if (parse.GetResult(_format) is { Implicit: false } || !kind.NeedsFfmpeg || FfmpegLocator.Find() is not { Problem: { } problem })
            return kind;
        context.Say($"writing {RecordingFormat.Gif}; with ffmpeg it would be {kind}: {problem}");
        return RecordingFormat.Gif;
    }

    private static Option<string> Word(string name, string description, string[] words) => OptionKinds.Create(
        name, "NAME", $"{description}: {string.Join(", ", words)}", text => words[IndexOf(text, words)]).Default(words[0]);

    private static int IndexOf(string text, string[] words) => Array.IndexOf(words, text) is >= 0 and var place
        ? place
        : throw new UserErrorException($"'{text}' is none of {string.Join(", ", words)}; choose one of these");

    private static (double, double)? ReadRange(string text, double max)
    {
        var (from, to) = text.Split("..") is [var low, var high]
            ? (OptionKinds.ReadNumber(low, 0, max), OptionKinds.ReadNumber(high, 0, max))
            : (0, OptionKinds.ReadNumber(text, 0, max));
        return to > from ? (from, to) : throw new UserErrorException($"'{text}' is not a valid length; give a number above 0, or A..B with A below B");
    }
}
