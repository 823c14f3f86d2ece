using System.CommandLine;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab replay</c>: repeats a run from its log and compares it bit by bit.</summary>
internal sealed class ReplayCommand
{
    private readonly Argument<string> _log = new("run.nlrun") { Description = "The log; the app writes one for every run" };
    private readonly Option<string?> _record = OptionKinds.Create(
        "--record", "FILE|FOLDER/", "Write the run as a video, an animation or a folder of pictures", text => (string?)text);

    private readonly SizeOptions _size = new();

    private readonly Option<int?> _stepsPerFrame = OptionKinds.OptionalWhole(
        "--steps-per-frame", "Training steps between two frames [default: the run's]", 1, 1_000_000);

    private readonly Option<string> _backend = BackendFactory.CreateOption();
    private readonly Option<bool> _json = OptionKinds.Json();

    public static Command Create(CommandContext context)
    {
        var command = new ReplayCommand();
        var verb = new Verb(
            "replay", "Run a log again and compare the weights, bit by bit (on another device, within 1 %); exit code 1 where they differ.",
            "run.nlrun", "run.nlrun --record run.mp4 --size 1080p");
        verb.Add(command._log);
        foreach (var option in (Option[])
            [command._record, .. command._size.All, command._stepsPerFrame, command._backend, OptionKinds.Force, command._json])
            verb.Add(option);
        verb.SetAction(parse => command.Run(parse, context));
        return verb;
    }

    private int Run(ParseResult parse, CommandContext context)
    {
        var path = parse.GetRequiredValue(_log);
        var log = RunLog.Load(path);
        var (result, backend, take) = Replay(parse, log, context);
        new Report()
            .Add("run", path)
            .Add("result", result.Verdict)
            .Add("first_difference", result.FirstDifference)
            .Add("deviation", result.Deviation)
            .Add("curvature_deviation", result.CurvatureDeviation)
            .Add("checks", (long)result.Checks)
            .Add("steps", result.LastStep)
            .Add("complete", result.IsComplete ? "yes" : "no: the log was cut short")
            .Add("backend", $"{backend} (the log is from {log.Header.Backend}, version {log.Header.Program})")
            .Add("out", take?.Path)
            .Add("frames", take?.Frames)
            .Add("duration", take?.Duration)
            .Add("sha256", take?.Sha256)
            .Print(context.Output, parse.GetValue(_json));
        if (context.Interruption.IsCancellationRequested)
            return CommandLine.Interrupted;
        return result.IsSame ? CommandLine.Success : CommandLine.Different;
    }

    private (ReplayResult Result, string Backend, TakeSummary? Take) Replay(ParseResult parse, RunLog log, CommandContext context)
    {
        using var surface = parse.GetValue(_record) is null ? null : Take.OpenSurface();
        using var backend = Open(parse.GetRequiredValue(_backend), log, surface, context);
        using var replay = new Replay(log, backend);
        TakeSummary? take = null;
        ProgressBar.Run(context, "replaying", progress =>
        {
            if (parse.GetValue(_record) is { } path)
            {
                RecordingFormat.Of(path);
                take = Record(parse, replay, log, path, surface!.Gl, progress, context.Interruption);
            }
            else
            {
                while (!context.Interruption.IsCancellationRequested && replay.RunNext())
                    progress.Report(replay.Progress, $"replaying, step {replay.Scene.Trainer.EnqueuedSteps} of {log.LastStep}");
            }
        });
        return (replay.Result, backend.Name, take);
    }

    // As in the log, including changes of the device, unless the user says otherwise.
    private static BackendSwitch Open(string name, RunLog log, HeadlessWindow? surface, CommandContext context)
    {
        var isLogged = name == "auto";
        if (isLogged)
            name = log.Header.Kind.ToString();
        var backend = surface is null
            ? BackendFactory.Create(name, context)
            : BackendFactory.Create(name, new GraphicsDevice(surface.Gl), context);
        backend.IsFixed = !isLogged;
        return backend;
    }

    private TakeSummary Record(
        ParseResult parse, Replay replay, RunLog log, string path, GL gl, ProgressBar progress, CancellationToken interruption)
    {
        return ReplayTake.Record(
            replay, gl, log.Header.Experiment, path, _size.Bind(parse),
            parse.GetValue(_stepsPerFrame) ?? log.Header.Experiment.Training.StepsPerFrame,
            share => progress.Report(share, $"recording, step {replay.Scene.Trainer.EnqueuedSteps} of {log.LastStep}"),
            interruption);
    }
}
