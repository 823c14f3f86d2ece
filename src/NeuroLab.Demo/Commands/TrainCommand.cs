using System.CommandLine;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab train</c>: trains to the end at full speed.</summary>
internal sealed class TrainCommand
{
    // Enough to learn a small set and to see a large one several times.
    private const int DefaultEpochs = 10, DefaultSteps = 2000;

    private readonly CommandContext _context;
    private readonly ExperimentOptions _experiment = new();
    private readonly Option<int?> _steps = OptionKinds.OptionalWhole("--steps", "Steps to take", 0, int.MaxValue);
    private readonly Option<int?> _epochs = OptionKinds.OptionalWhole(
        "--epochs", $"Passes over the training data to take instead [default: {DefaultEpochs}, and at least {DefaultSteps} steps]", 0, 1_000_000);

    private readonly Option<string?> _save = OptionKinds.Create(
        "--save", "OUT.safetensors", "Write the trained weights; PyTorch's Sequential loads them", text => (string?)text);

    private readonly Option<string?> _snapshots = OptionKinds.Create(
        "--snapshots", "FOLDER", "Write the weights at step 0 and every --snapshot-every steps to FOLDER/step-00000100.safetensors: the path of surface --path", text => (string?)text);

    private readonly Option<int> _snapshotEvery =
        OptionKinds.Whole("--snapshot-every", "Steps from one snapshot to the next", 1, int.MaxValue).Default(100);

    private readonly Option<string?> _log = OptionKinds.Create(
        "--log", "LOG.csv|LOG.png|LOG.svg|LOG.pdf", "Write the batch loss before every step, then the loss on all training data after the last, as a table or as curves",
        text => (string?)text);

    private readonly FigureOptions _figure = new();

    private readonly Option<int?> _curvature = OptionKinds.OptionalWhole(
        "--curvature", "Add the Hessian's N largest eigenvalues on the evaluation set to the log, and the edge beyond which the optimizer's "
        + "full-batch steps overshoot; for adaptive optimizers both are of the Hessian divided by what their steps are divided by, "
        + "P^-1/2 H P^-1/2, from the first step on", 1, 10);

    private readonly Option<int> _curvatureEvery =
        OptionKinds.Whole("--curvature-every", "Steps from one look at the curvature to the next", 1, int.MaxValue).Default(100);

    private readonly Option<bool> _json = OptionKinds.Json();

    private TrainCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var command = new TrainCommand(context);
        var verb = new Verb(
            "train", "Train a network and say how well it does.",
            "--data iris --layers 16 --learning-rate 0.01 --epochs 100",
            "--data mnist --layers 512 --activation relu --optimizer rmsprop --batch 128 --epochs 5 --save mnist.safetensors",
            "--data houses.csv --target price --loss mse --optimizer adamw --weight-decay 0.01 --log log.csv",
            "--data points.npz --weights net.safetensors --activation tanh --batch full --steps 25 --json",
            "--data digits --snapshots path --snapshot-every 20 --save digits.safetensors",
            "--data spirals --batch full --learning-rate 0.5 --steps 5000 --curvature 3 --curvature-every 50 --log edge.png");
        command._experiment.AddTo(verb);
        foreach (var option in (Option[])[command._steps, command._epochs, command._save, command._snapshots, command._snapshotEvery, command._log, command._curvature, command._curvatureEvery, OptionKinds.Force, command._json])
            verb.Add(option);
        command._figure.AddTo(verb);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parse)
    {
        var save = parse.GetValue(_save);
        if (save is not null)
            CommandFiles.Claim(save);
        var logPath = parse.GetValue(_log);
        var style = _figure.Read(parse, logPath);
        var curvature = parse.GetValue(_curvature) is { } count ? new TrainingCurvature(count, parse.GetValue(_curvatureEvery)) : null;
        if (curvature is not null && logPath is null)
            throw new UserErrorException("--curvature adds columns to the log; say where with --log LOG.csv, or LOG.png, .svg or .pdf");
        var source = "";
        using var log = logPath is null ? null : ITrainingLog.Open(logPath, curvature, style, () => source);
        var experiment = _experiment.Bind(parse);
        source = FormattableString.Invariant($"{experiment.Shape} on {experiment.Train.Name}, {experiment.Loss}; {experiment.Optimizer.Name}, learning rate {experiment.Settings.LearningRate}, batch {(experiment.BatchSize >= experiment.Train.Count ? "of all" : $"of {experiment.BatchSize}")}, seed {experiment.Seed}.");
        var steps = Steps(parse, experiment);
        _context.ReportReading(experiment.Train.Reading, _experiment.Weights, parse.GetValue(_json));
        if (_experiment.Remark is { } remark)
            _context.Say(remark);
        _context.WarnOf(experiment);

        using var backend = BackendFactory.Create(_experiment.Backend(parse), _context);
        using var session = backend.CreateSession(
            experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
        // A schedule that follows the edge needs it measured, in columns of the log or not.
        if (experiment.Schedule.FollowsEdge)
            curvature ??= new TrainingCurvature(1, parse.GetValue(_curvatureEvery));
        var run = new TrainingRun(session, experiment, log, _context, curvature)
        {
            Snapshots = Snapshots(parse, session, experiment),
        };
        var seconds = run.Train(steps);
        if (run.Steps < steps)
            return Interrupt(run, session, experiment, save, log, logPath);
        // Saves the results before printing anything: the output may be closed.
        var problem = save is null ? null : Save(save, session, experiment);
        // Only the log needs the gradient, which costs more than the loss.
        var gradient = new float[log is null ? 0 : experiment.Shape.ParameterCount];
        var train = session.Evaluate(DataPart.Train, gradient);
        Evaluation? test = experiment.Test is null ? null : session.Evaluate(DataPart.Test);
        log?.Finish(steps, train.Loss, gradient, session.Options.RateAt(session.Capture().ScheduleStep));

        new Report()
            .Add("steps", steps)
            .Add("loss", train.Loss)
            .AddShare("accuracy", train.Accuracy)
            .Add("test_loss", test?.Loss)
            .Add("rmse", RootError(experiment, train.Loss))
            .Add("test_rmse", RootError(experiment, test?.Loss))
            .AddShare("test_accuracy", test?.Accuracy)
            .Add("seconds", seconds)
            .Add("backend", backend.Name)
            .Add(experiment.Train.Reading)
            .Add(_experiment.Weights)
            .Print(_context.Output, parse.GetValue(_json));
        if (run.FirstDivergence is { } step)
            _context.Say(FormattableString.Invariant(
                $"the loss is not finite from step {step} on; lower --learning-rate (it was {experiment.Settings.LearningRate})"));
        else if (!double.IsFinite(train.Loss) || train.Loss > LossBaseline.Factor * run.FirstLoss)
            SayIfDiverged(backend, experiment, train.Loss);
        return problem is null ? CommandLine.Success : throw new UserErrorException(problem);
    }

    // The loss of the first batch may be small by chance, so the whole training set decides.
    private void SayIfDiverged(IComputeBackend backend, Experiment experiment, double end)
    {
        using var untrained = backend.CreateSession(experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
        var start = untrained.Evaluate(DataPart.Train).Loss;
        if (!double.IsFinite(end) || end > LossBaseline.Factor * start)
            _context.Say(FormattableString.Invariant(
                $"diverged: the loss rose from {start:G4} to {end:G4}; lower --learning-rate (it was {experiment.Settings.LearningRate})"));
    }

    // Ctrl+C and other signals: keeps the results so far.
    private int Interrupt(TrainingRun run, ITrainingSession session, Experiment experiment, string? save, ITrainingLog? log, string? logPath)
    {
        if (save is null && log is null)
            throw new OperationCanceledException();
        var problem = save is null ? null : Save(save, session, experiment);
        log?.Finish();
        var kept = string.Join(" and ", ((string?[])
            [
                save is null || problem is not null ? null : $"the weights are in {save}",
                logPath is null ? null : $"the log so far is in {logPath}",
            ]).Where(text => text is not null));
        _context.Say(FormattableString.Invariant($"interrupted after {run.Steps} steps; {problem}{(problem is null || kept == "" ? "" : "; ")}{kept}"));
        return CommandLine.Interrupted;
    }

    private long Steps(ParseResult parse, Experiment experiment)
    {
        var (steps, epochs) = (parse.GetValue(_steps), parse.GetValue(_epochs));
        if (steps is not null && epochs is not null)
            throw new UserErrorException("--steps and --epochs both say how long to train; give one of them");
        var count = experiment.Train.Count;
        var batch = experiment.BatchSize == 0 ? count : Math.Min(experiment.BatchSize, count);
        var stepsPerEpoch = ((long)count + batch - 1) / batch;
        return steps ?? epochs * stepsPerEpoch ?? Math.Max(DefaultSteps, DefaultEpochs * stepsPerEpoch);
    }

    // In the target's own unit, where the loss is not; null elsewhere.
    private static double? RootError(Experiment experiment, double? loss) =>
        experiment.Loss is MeanSquaredError && experiment.Train.Reading?.Standardization is { TargetScale: [var scale] } ? Math.Sqrt(loss ?? double.NaN) * scale : null;

    private (int Every, Action<long> Take)? Snapshots(ParseResult parse, ITrainingSession session, Experiment experiment)
    {
        if (parse.GetValue(_snapshots) is not { } folder)
            return null;
        Directory.CreateDirectory(folder);
        return (parse.GetValue(_snapshotEvery), step =>
        {
            if (Save(Path.Combine(folder, FormattableString.Invariant($"step-{step:D8}.safetensors")), session, experiment) is { } problem)
                throw new UserErrorException($"--snapshots: {problem}");
        }
        );
    }

    // Null, or why the weights are not worth saving.
    private static string? Save(string path, ITrainingSession session, Experiment experiment)
    {
        var parameters = new float[session.Shape.ParameterCount];
        session.ReadParameters(parameters);
        if (Array.FindIndex(parameters, value => !float.IsFinite(value)) >= 0)
            return $"{path}: not written, since the weights are not finite; lower --learning-rate";
        WeightsFile.Save(path, session.Shape.Sizes.AsSpan(), parameters, session.Shape.ActivationNames, experiment.Train.Reading?.Standardization, session.Shape.HasSkips);
        return null;
    }
}
