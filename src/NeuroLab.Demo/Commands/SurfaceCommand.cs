using System.CommandLine;
using System.Diagnostics;
using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Demo.Figures;
using NeuroLab.Files;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab surface</c>: the loss over a plane through given weights, written to a file.</summary>
internal sealed class SurfaceCommand
{
    private readonly CommandContext _context;
    private readonly WeightsOptions _weights = new();
    private readonly SnapshotPath _path = new();

    private readonly Option<PlaneKind?> _plane = OptionKinds.Create<PlaneKind?>(
        "--plane", "NAME", $"What spans the plane: {string.Join(", ", Catalog.Planes.Where(plane => plane is { NeedsGradient: false } && (plane.LooksBack || !plane.NeedsPath)))}; with settings: {PlaneExamples} [default: random]",
        text => Catalog.Plane(text));

    private const string PlaneExamples = "random:layer,7; hessian:max,min; weights:0.weight[3,1],2.bias[0]; minima:B.safetensors,C.safetensors; line:B.safetensors";

    private readonly Option<string?> _directions = OptionKinds.Create(
        "--directions", "F.safetensors",
        "Span the plane by the tensors dir1.NAME and dir2.NAME, in the weights' shapes; missing biases are 0", text => (string?)text);

    private readonly Option<string?> _normalize = OptionKinds.Create<string?>(
        "--normalize", string.Join('|', RandomPlane.Normalizations),
        "Scale each neuron's or layer's direction to its weights' length [default: filter for random, none for given directions]",
        text => Catalog.Find(RandomPlane.Normalizations, text, "normalization"));

    private readonly ComparisonOptions _comparison = new();
    private readonly FigureOptions _figure = new(ofSurfaces: true);
    private readonly SurfaceGridOptions _grid = new();

    private readonly Option<double?> _extent =
        OptionKinds.OptionalNumber("--extent", "Half the side: the plane covers -X … X [default: 1; the weights plane reaches beyond its weights]", 1e-9, 1e9);

    private readonly Option<int?> _samples =
        OptionKinds.OptionalWhole("--samples", "Compute the loss on at most N samples, drawn by the seed [default: all]", 1, int.MaxValue);

    private readonly Option<bool> _log = OptionKinds.Flag("--log", "Draw the loss on a logarithmic scale, in a picture");

    private readonly Option<bool> _metrics = OptionKinds.Flag(
        "--metrics", "Add columns train_loss, train_accuracy, test_loss and test_accuracy, as far as the data has them");

    private readonly Option<string> _out = OptionKinds.Text(
        "--out", string.Join("|", SurfaceFormat.All.Select(format => "S" + format.Ending)),
        string.Join("; or ", SurfaceFormat.All.Select(format => format.Contents))).Required();

    private readonly Option<bool> _json = OptionKinds.Json();

    private SurfaceCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var command = new SurfaceCommand(context);
        var verb = new Verb(
            "surface", "Sample the loss over a plane through given weights, on the training data or the whole file.",
            "--weights net.safetensors --data spirals --plane random --seed 1 --resolution 51 --out surface.npz",
            "--weights net.safetensors --data spirals --activation tanh --plane hessian --out sharpest.png",
            "--weights digits.safetensors --data digits --plane path --path path --out path.png",
            "--weights batch16.safetensors --data digits --compare batch512.safetensors --out both.png",
            "--weights net.safetensors --data spirals --log --figure both --width two-columns --out figure.pdf",
            "--weights mnist.safetensors --data mnist --resolution 501x301 --alpha -1,1 --beta 0,2 --metrics --out large.npz",
            "--weights net.safetensors --data points.npz --activation tanh --directions d.safetensors --normalize filter --out surface.csv");
        command._weights.AddTo(verb);
        command._path.AddTo(verb);
        command._comparison.AddTo(verb);
        command._grid.AddTo(verb);
        command._figure.AddTo(verb);
        foreach (var option in (Option[])
            [
                command._plane, command._directions, command._normalize, command._extent,
                command._samples, command._metrics, command._log, command._out, OptionKinds.Force, command._json,
            ])
            verb.Add(option);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(_out);
        var format = SurfaceFormat.Of(path);
        var style = _figure.Read(parse, path);
        CommandFiles.Claim(path, format.Mark);
        ReadGrid(parse, format, style, 1);
        if (format.HoldsPathOnly && parse.GetValue(_path.Option) is null)
            throw new UserErrorException($"--out: a {format.Title} holds the path of a run; give its snapshots with --path");
        var kind = ReadKind(parse);
        var compared = _comparison.Read(parse, format, kind);
        var hasMetrics = parse.GetValue(_metrics);
        var (weights, loss, train, test) = _weights.Load(parse);
        _context.ReportReading(train.Reading, weights.Reading, parse.GetValue(_json));

        using var backend = _weights.OpenBackend(parse, _context);
        using var first = Open(parse, backend, weights.Network, TitleOf(weights.Path), loss, train);
        var snapshots = _path.Load(parse, weights);
        first.Plane = CreatePlane(parse, kind, weights, first, snapshots);
        using var second = compared is null ? null : OpenSecond(parse, backend, compared, kind, weights, first, loss, train);
        using var testSession = hasMetrics && test is not null ? WeightsOptions.Open(backend, weights.Network, loss, test) : null;
        var grid = ReadGrid(parse, format, style, first.Plane.Reach);
        var clock = Stopwatch.StartNew();
        var hasAccuracy = hasMetrics && first.Session.Data.Evaluation.IsClassification;
        var sweep = new SurfaceSweep(_context, grid, hasAccuracy);
        sweep.Add(first.Plane, first.Session);
        if (testSession is not null)
            sweep.Add(first.Plane, testSession);
        if (second is not null)
            sweep.Add(second.Plane, second.Session);
        var values = sweep.Run(path, backend, loss, out var checkpoint);
        var seconds = clock.Elapsed.TotalSeconds;
        var trace = SnapshotPath.Trace(snapshots, first.Plane, first.Session);
        var heights = values[0];
        var metrics = hasMetrics ? Name(values, hasAccuracy) : [];
        SurfaceSamples? other = null;
        if (second is not null)
        {
            var losses = values[^(hasAccuracy ? 2 : 1)];
            other = new SurfaceSamples(losses, grid.Alpha, grid.Beta) { Caption = second.CaptionBeside(grid, losses) };
            metrics = [.. metrics, .. ComparisonOptions.Metrics(values, hasAccuracy, _comparison.ShowsDifference(parse))];
        }
        var surface = new SurfaceSamples(heights, grid.Alpha, grid.Beta)
        {
            Metrics = metrics,
            Caption = (other is null ? first.CaptionOf(grid, trace.Points, trace.Residual) : first.CaptionBeside(grid, heights)) with
            {
                Source = $"{Path.GetFileName(weights.Path)} ({weights.Network.Shape}) on {train.Name}, {loss}",
            },
            Second = other,
            ShowsDifference = _comparison.ShowsDifference(parse),
            IsLogarithmic = parse.GetValue(_log),
        };
        if ((style is null ? format.Write(path, surface) : SurfaceFigure.Write(path, surface, style)) is { } lack)
            _context.Say(lack);
        checkpoint.Delete();

        var report = ReportOf(path, first, surface);
        if (other is not null)
            ComparisonOptions.Report(report, second!.Title, second.Plane, surface, other);
        report
            .Add("seconds", seconds)
            .Add("backend", backend.Name)
            .Add(train.Reading)
            .Add(weights.Reading)
            .Print(_context.Output, parse.GetValue(_json));
        return CommandLine.Success;
    }

    private static Report ReportOf(string path, SurfaceSide side, SurfaceSamples surface)
    {
        var (alpha, beta, roughness) = (surface.Alpha, surface.Beta, surface.Roughness());
        return new Report()
            .Add("out", path)
            .Add("plane", side.Plane.Description)
            .Add("resolution", (long)surface.Columns)
            .Add("rows", (long)surface.Rows)
            .Add("extent", alpha.IsCentred && alpha with { Count = 1 } == beta with { Count = 1 } ? alpha.To : null)
            .Add(surface)
            .Add("roughness", roughness.Mean)
            .Add("roughness_of_range", roughness.OfRange)
            .Add("samples", (long)side.Samples);
    }

    private SurfaceSide Open(ParseResult parse, IComputeBackend backend, Network network, string title, Loss loss, Dataset data)
    {
        var train = parse.GetValue(_samples) is { } samples ? data.Take(samples, _weights.Seed(parse)) : data;
        return new SurfaceSide(title, network, WeightsOptions.Open(backend, network, loss, train), train.Count, data.Count);
    }

    // The same kind of plane around the other weights, or, after matching, the same plane through others.
    private SurfaceSide OpenSecond(
        ParseResult parse, IComputeBackend backend, string other, PlaneKind kind, NetworkFile weights, SurfaceSide first, Loss loss, Dataset train)
    {
        var isMatched = other == ComparisonOptions.Matched;
        var (network, data) = isMatched ? (weights.Network, train) : ComparisonOptions.Load(parse, _weights, other, loss);
        var second = Open(parse, backend, network, isMatched ? first.Name : TitleOf(other), loss, data);
        if (isMatched)
            (first.Title, second.Title) = ("before matching", "after matching");
        try
        {
            second.Plane = CreatePlane(parse, kind, weights, second, [], isMatched
                ? found => ComparisonOptions.Match(second.Session, network, found, _weights.Seed(parse), _context.Interruption) : null);
        }
        catch
        {
            second.Dispose();
            throw;
        }
        return second;
    }

    private PlaneKind ReadKind(ParseResult parse)
    {
        var kind = parse.GetValue(_plane);
        if (parse.GetValue(_directions) is not null)
            return kind is null ? new RandomPlane() : throw new UserErrorException("--plane and --directions both choose the plane; give one of them");
        kind ??= new RandomPlane();
        if (kind.NeedsPath && (parse.GetValue(_path.Option) is null || !kind.LooksBack))
            throw new UserErrorException($"--plane: the {kind} plane follows a training run and weights alone have none; {(kind.LooksBack ? "give its snapshots with --path" : "choose another plane")}");
        if (kind.NeedsGradient)
            throw new UserErrorException($"--plane: the {kind} plane is there while a network trains; choose another plane");
        if (parse.GetValue(_normalize) is { } normalize)
            kind = kind is RandomPlane ? kind.With(0, normalize) : throw new UserErrorException($"--normalize: the {kind} plane has its own scale; leave --normalize out");
        return kind;
    }

    private Plane CreatePlane(
        ParseResult parse, PlaneKind kind, NetworkFile weights, SurfaceSide side, IReadOnlyList<float[]> path, Func<float[], float[]>? match = null)
    {
        var network = side.Network;
        if (parse.GetValue(_directions) is { } directions)
        {
            if (!network.Shape.Sizes.SequenceEqual(weights.Network.Shape.Sizes))
                throw new UserErrorException($"--directions: {side.Name} has the layer sizes {NetworkFile.Sizes(network.Shape)} and {weights.Path} has {NetworkFile.Sizes(weights.Network.Shape)}; give networks of one shape");
            float[] first = weights.LoadDirection(directions, "dir1"), second = weights.LoadDirection(directions, "dir2");
            foreach (var direction in (float[][])[first, second])
                Direction.Normalize(direction, network, parse.GetValue(_normalize) ?? RandomPlane.Normalizations[^1]);
            return new Plane(network.Parameters, first, second);
        }
        var pairs = kind.Eigenvectors.Count > 0 ? Find(kind.Eigenvectors, side.Session) : [];
        return kind.Create(new PlaneContext(network, _weights.Seed(parse), kind.NeedsPath ? path : []) { Eigenpairs = pairs, Places = Read(kind, side, match) });
    }

    private static string TitleOf(string path) => Path.GetFileNameWithoutExtension(path) is var name && name.EndsWith(".neurolab", StringComparison.Ordinal) ? name[..^9] : name;

    private static (string, float[])[] Read(PlaneKind kind, SurfaceSide side, Func<float[], float[]>? match) => [.. kind.Places.Select(text =>
    {
        var place = WeightPlace.Parse(text);
        if (place.Path is null && place.Text != WeightPlace.Now)
            throw new UserErrorException($"--plane: {place.Title} is there while a network trains; name a file, or {WeightPlace.Now} for --weights");
        if (place.Path is null)
            return (side.Name, side.Network.Parameters);
        var found = PlaceFinder.ReadFile(place, side.Network.Shape);
        return match is null ? (place.Title, found) : ($"{place.Title}, matched", match(found));
    })];

    private (double Value, float[] Vector)[] Find(IReadOnlyList<int> eigenvectors, ITrainingSession session)
    {
        (double, float[])[] pairs = [];
        ProgressBar.Run(_context, "eigenvectors", progress => pairs = NumberedEigenpairs.Find(
            eigenvectors, new LossHessian(session),
            (products, residual) => progress.Report(
                NumberedEigenpairs.Share(residual), $"eigenvectors: {products} products, residual {residual:G2}"),
            _context.Interruption));
        return pairs;
    }

    private static (string, float[])[] Name(float[][] values, bool hasAccuracy) =>
    [
        .. (hasAccuracy ? new[] { "train_loss", "train_accuracy", "test_loss", "test_accuracy" } : ["train_loss", "test_loss"]).Zip(values),
    ];

    // A picture cannot show every grid.
    private GridPart ReadGrid(ParseResult parse, SurfaceFormat format, FigureStyle? style, double reach)
    {
        var grid = _grid.Read(parse, parse.GetValue(_extent) ?? reach);
        if (format.HoldsAnyRectangle)
            return grid;
        var others = string.Join(" or ", SurfaceFormat.All.Where(other => other.HoldsAnyRectangle).Select(other => other.Ending));
        if (parse.GetValue(_metrics))
            throw new UserErrorException($"--metrics: a {format.Title} has no columns; write {others}");
        if (grid.Rows < 2)
            throw new UserErrorException($"--resolution: a {format.Title} needs more than one row; write {others}");
        // A map can show any.
        if (style is { View: FigureView.Map })
            return grid;
        if (!grid.Alpha.IsCentred || !grid.Beta.IsCentred)
            throw new UserErrorException($"--alpha, --beta: a {format.Title} shows ranges with 0 in the middle, as -1,1; write {others}, or use --extent");
        return grid;
    }
}
