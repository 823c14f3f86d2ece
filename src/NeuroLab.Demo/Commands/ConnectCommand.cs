using System.CommandLine;
using NeuroLab.Connectivity;
using NeuroLab.Files;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab connect</c>: loss and error between networks, before and after matching their hidden units.</summary>
internal sealed class ConnectCommand
{
    private readonly CommandContext _context;
    private readonly Verb _verb = new(
        "connect", "Whether networks lie in one valley: loss and error along the line between each two of them. "
        + "The barrier is the largest value on the line minus the mean of its ends.",
        "a.safetensors b.safetensors --data digits",
        "a.safetensors b.safetensors c.safetensors --data digits --match --json",
        "a.safetensors b.safetensors --data mnist --match --curve --out connect.png");

    private readonly WeightsOptions _weights = new()
    {
        Files = new("FILES")
        {
            HelpName = "A.safetensors B.safetensors …",
            Description = "Two or more networks of one shape and activation, as PyTorch's Sequential saves them",
            Arity = ArgumentArity.ZeroOrMore,
        },
    };

    private readonly Option<int> _points = OptionKinds.Whole("--points", "Points on each line, its ends included", 3, 10_001).Default(25);
    private readonly Option<bool> _match = OptionKinds.Flag(
        "--match", "Also order the hidden units of each network as the first one's (weight matching, Ainsworth et al. 2023; of ten searches the one with the lowest training loss half-way), which does not change what it computes");

    private readonly Option<string?> _saveMatched = OptionKinds.Create(
        "--save-matched", "M.safetensors", "Write the second network as it was matched", text => (string?)text);

    private readonly Option<bool> _curve = OptionKinds.Flag(
        "--curve", "Also train a quadratic Bézier curve of low loss between them (Garipov et al. 2018), after matching if both are asked for");

    private readonly Option<int?> _steps = OptionKinds.OptionalWhole(
        "--steps", $"Steps of Adam to train the curve with [default: {CurveTraining.DefaultSteps}]", 1, int.MaxValue);

    private readonly Option<double?> _rate = OptionKinds.OptionalNumber(
        "--learning-rate", FormattableString.Invariant($"Its learning rate [default: {new CurveTraining().LearningRate}]"), 0, 1e6);

    private readonly Option<int?> _batch = OptionKinds.OptionalWhole(
        "--batch", $"Samples per step [default: {CurveTraining.DefaultBatch}]", 1, int.MaxValue);

    private readonly FigureOptions _figure = new();

    private readonly Option<string?> _out = OptionKinds.Create(
        "--out", string.Join("|", ConnectionFormat.All.Select(format => "C" + format.Ending)),
        "Loss and error at every point, as a table or as curves", text => (string?)text);

    private readonly Option<bool> _json = OptionKinds.Json();

    private ConnectCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var command = new ConnectCommand(context);
        command._rate.Aliases.Add("--lr");
        command._weights.AddTo(command._verb);
        foreach (var option in (Option[])
            [
                command._points, command._match, command._saveMatched, command._curve, command._steps, command._rate, command._batch,
                command._out, OptionKinds.Force, command._json,
            ])
            command._verb.Add(option);
        command._figure.AddTo(command._verb);
        command._verb.SetAction(command.Run);
        return command._verb;
    }

    private int Run(ParseResult parse)
    {
        Check(parse);
        var (path, saved) = (parse.GetValue(_out), parse.GetValue(_saveMatched));
        var format = path is null ? null : ConnectionFormat.Of(path);
        var style = _figure.Read(parse, path);
        if (format is not null)
            CommandFiles.Claim(path!, format.Mark);
        if (saved is not null)
            CommandFiles.Claim(saved);
        var (files, loss, train, test) = _weights.LoadAll(parse);
        _context.ReportReading(train.Reading, files[0].Reading, parse.GetValue(_json));

        using var backend = _weights.OpenBackend(parse, _context);
        using var session = WeightsOptions.Open(backend, files[0].Network, loss, train, test);
        var matched = parse.GetValue(_match) ? Match(parse, session, files) : null;
        var connections = Connect(parse, session, files, matched);
        if (saved is not null)
            files[1].SaveWeights(saved, matched![1].Parameters);
        format?.Write(path!, connections, style is null ? null : style with { Source = $"{files[0].Network.Shape} on {train.Name}, {loss}." });

        var report = Summary(connections);
        if (connections.Count > 1)
            report.Add("pairs", [.. connections.Select(one => Summary([one], new Report().Add("from", one.From).Add("to", one.To)))]);
        report
            .Add("network", files[0].Network.Shape.ToString())
            .Add("samples", (long)train.Count)
            .Add("test_samples", (long)(test?.Count ?? 0))
            .Add("points", (long)parse.GetValue(_points))
            .Add("backend", backend.Name)
            .Add("out", path)
            .Add(train.Reading)
            .Add(files[0].Reading)
            .Print(_context.Output, parse.GetValue(_json));
        return CommandLine.Success;
    }

    private void Check(ParseResult parse)
    {
        var paths = parse.GetValue(_weights.Files!) ?? [];
        if (Array.Find(paths, path => path.StartsWith('-')) is { } option)
            throw new UserErrorException(CommandLine.Unknown(option, _verb));
        if (paths.Length < 2)
            throw new UserErrorException("connect lies between networks: give two or more files of weights, as in neurolab connect a.safetensors b.safetensors --data digits");
        if (!parse.GetValue(_curve) && Array.Find<Option>([_steps, _rate, _batch], option => parse.GetResult(option) is { Implicit: false }) is { } unused)
            throw new UserErrorException($"{unused.Name} is for training a curve; add --curve");
        if (parse.GetValue(_saveMatched) is null)
            return;
        if (!parse.GetValue(_match))
            throw new UserErrorException("--save-matched writes a matched network; add --match");
        if (paths.Length > 2)
            throw new UserErrorException($"--save-matched writes one network, and {paths.Length - 1} are matched; give two files");
    }

    // The first stays as it is.
    private Network[] Match(ParseResult parse, ITrainingSession session, NetworkFile[] files)
    {
        var first = files[0].Network;
        Network[] matched = [first, .. new Network[files.Length - 1]];
        ProgressBar.Run(_context, "matching", progress =>
        {
            for (var i = 1; i < files.Length; i++)
            {
                var (file, done) = (files[i], i - 1.0);
                matched[i] = WeightMatching.Match(
                    session, first, file.Network, _weights.Seed(parse),
                    searches => progress.Report((done + searches / (double)WeightMatching.Searches) / (files.Length - 1), $"matching {file.Path}"),
                    _context.Interruption);
            }
        });
        return matched;
    }

    private List<Connection> Connect(ParseResult parse, ITrainingSession session, NetworkFile[] files, Network[]? matched)
    {
        var connections = new List<Connection>();
        for (var a = 0; a < files.Length; a++)
        {
            for (var b = a + 1; b < files.Length; b++)
            {
                var line = new WeightCurve(files[a].Network.Parameters, files[b].Network.Parameters);
                var one = new Connection(files[a].Path, files[b].Path, Measure(parse, session, line, "line"));
                if (matched is not null)
                {
                    line = new WeightCurve(matched[a].Parameters, matched[b].Parameters);
                    one = one with
                    {
                        Matched = Measure(parse, session, line, "matched line"),
                        OutputChange = Math.Max(Change(a), Change(b)),
                    };
                }
                if (parse.GetValue(_curve))
                    one = one with { Curve = Measure(parse, session, Train(parse, session, line), "curve") };
                connections.Add(one);
            }
        }
        return connections;

        double Change(int file)
        {
            var (before, after) = (files[file].Network, matched![file]);
            if (before == after)
                return 0;
            return Math.Max(
                Connection.OutputDifference(before, after, session.Data.Train, _context.Interruption),
                session.Data.Test is { } test ? Connection.OutputDifference(before, after, test, _context.Interruption) : 0);
        }
    }

    private PathLosses Measure(ParseResult parse, ITrainingSession session, WeightCurve path, string title)
    {
        PathLosses? losses = null;
        var points = parse.GetValue(_points);
        ProgressBar.Run(_context, title, progress => losses = PathLosses.Measure(
            session, path, points, done => progress.Report(done / (double)points, $"{title}: {done} of {points} points"), _context.Interruption));
        return losses!;
    }

    private WeightCurve Train(ParseResult parse, ITrainingSession session, WeightCurve line)
    {
        var training = new CurveTraining
        {
            Steps = parse.GetValue(_steps) ?? CurveTraining.DefaultSteps,
            LearningRate = parse.GetValue(_rate) ?? new CurveTraining().LearningRate,
            BatchSize = parse.GetValue(_batch) ?? CurveTraining.DefaultBatch,
            Seed = _weights.Seed(parse),
        };
        WeightCurve? curve = null;
        ProgressBar.Run(_context, "curve", progress => curve = training.Train(
            session, line, (step, loss) => progress.Report(step / (double)training.Steps, $"curve: step {step}, loss {loss:G3}"), _context.Interruption));
        return curve!;
    }

    // Of several, the highest barriers.
    private static Report Summary(IReadOnlyList<Connection> connections, Report? report = null)
    {
        report = Barriers(report ?? new Report(), connections, one => one.Line);
        if (connections is [var only])
            report.Add("end_losses", [only.Line.Train[0].Loss, only.Line.Train[^1].Loss]);
        if (connections[0].Matched is not null)
            report.Add("matched", Barriers(new Report(), connections, one => one.Matched!)
                .Add("output_change", connections.Max(one => one.OutputChange)));
        if (connections[0].Curve is not null)
            report.Add("curve", Barriers(new Report(), connections, one => one.Curve!)
                .Add("max_loss", connections.Max(one => PathLosses.Losses(one.Curve!.Train).Max()))
                .Add("mean_loss", connections.Max(one => PathLosses.Losses(one.Curve!.Train).Average())));
        return report;
    }

    private static Report Barriers(Report report, IReadOnlyList<Connection> connections, Func<Connection, PathLosses> path) => report
        .Add("barrier_loss", Highest(connections, one => path(one).LossBarrier))
        .AddShare("barrier_error", Highest(connections, one => path(one).ErrorBarrier))
        .AddShare("test_barrier_error", Highest(connections, one => path(one).TestErrorBarrier));

    // NaN if one is: Max would pass over it.
    private static double Highest(IReadOnlyList<Connection> connections, Func<Connection, double> value) =>
        connections.Any(one => double.IsNaN(value(one))) ? double.NaN : connections.Max(value);
}
