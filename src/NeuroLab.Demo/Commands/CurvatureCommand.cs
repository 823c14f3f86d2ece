using System.CommandLine;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab curvature</c>: the Hessian at given weights, from its products.</summary>
internal sealed class CurvatureCommand
{
    private const int TraceProbes = 100, DensityProbes = 10, DensitySteps = 80;

    // Finite differences of single-precision gradients are not more accurate.
    private const double CheckTolerance = 0.02;

    private readonly CommandContext _context;
    private readonly WeightsOptions _weights = new();
    private readonly Option<int> _top =
        OptionKinds.Whole("--top", "The largest eigenvalues, so many", 0, 1000).Default(5);

    private readonly Option<int> _bottom =
        OptionKinds.Whole("--bottom", "The smallest eigenvalues, so many", 0, 1000).Default(0);

    private readonly Option<bool> _perLayer =
        OptionKinds.Flag("--per-layer", "The same of each layer's own block on the diagonal");

    private readonly Option<string?> _density = OptionKinds.Create(
        "--density", string.Join("|", DensityFormat.All.Select(format => "D" + format.Ending)),
        $"How all eigenvalues are distributed, by stochastic Lanczos quadrature ({DensityProbes} vectors, {DensitySteps} steps each)",
        text => (string?)text);

    private readonly FigureOptions _figure = new();

    private readonly Option<bool> _trace =
        OptionKinds.Flag("--trace", $"The trace, by Hutchinson's estimate with {TraceProbes} vectors; exact where there are no more parameters");

    private readonly Option<string?> _vectors = OptionKinds.Create(
        "--vectors", "V.safetensors",
        "Write the eigenvectors as dir1.NAME, dir2.NAME, …, the largest eigenvalue's first; surface --directions takes the first two",
        text => (string?)text);

    private readonly Option<bool> _check =
        OptionKinds.Flag("--check", "Compare a product with the finite difference of the gradient");

    private readonly Option<int?> _samples =
        OptionKinds.OptionalWhole("--samples", "The loss on at most N samples, drawn by the seed [default: all]", 1, int.MaxValue);

    private readonly Option<bool> _json = OptionKinds.Json();

    private CurvatureCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var command = new CurvatureCommand(context);
        var verb = new Verb(
            "curvature", "How sharp the loss is at given weights: eigenvalues of its Hessian, on the training data or the whole file.",
            "--weights net.safetensors --data spirals --activation tanh --top 5 --bottom 3",
            "--weights mnist.safetensors --data mnist --samples 10000 --top 10 --vectors top.safetensors --json",
            "--weights net.safetensors --data points.npz --per-layer --trace --density density.png");
        command._weights.AddTo(verb);
        foreach (var option in (Option[])
            [
                command._top, command._bottom, command._perLayer, command._density, command._trace, command._vectors,
                command._check, command._samples, command._json, OptionKinds.Force,
            ])
            verb.Add(option);
        command._figure.AddTo(verb);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parse)
    {
        _figure.Read(parse, parse.GetValue(_density));
        if (parse.GetValue(_density) is { } density)
            CommandFiles.Claim(density, DensityFormat.Of(density).Mark);
        if (parse.GetValue(_vectors) is { } vectors)
            CommandFiles.Claim(vectors);
        var (weights, loss, train, _) = _weights.Load(parse);
        if (parse.GetValue(_samples) is { } samples)
            train = train.Take(samples, _weights.Seed(parse));
        _context.ReportReading(train.Reading, weights.Reading, parse.GetValue(_json));

        using var backend = _weights.OpenBackend(parse, _context);
        using var session = WeightsOptions.Open(backend, weights.Network, loss, train);
        try
        {
            return Run(parse, weights, train, session, backend.Name);
        }
        catch (ArithmeticException error)
        {
            throw new UserErrorException($"{weights.Path}: {error.Message} on these data; train again with a lower learning rate", error);
        }
    }

    private int Run(ParseResult parse, NetworkFile weights, Dataset train, ITrainingSession session, string backend)
    {
        var (hessian, seed) = (new LossHessian(session, DataPart.Train), _weights.Seed(parse));
        var gradient = new float[hessian.Size];
        if (!double.IsFinite(session.Evaluate(DataPart.Train, gradient).Loss))
            throw new ArithmeticException("the loss is not finite");
        var (top, bottom) = Find(parse, hessian, "curvature");
        double? trace = parse.GetValue(_trace) ? Trace(hessian, seed) : null;
        var layers = parse.GetValue(_perLayer) ? Layers(parse, hessian, session.Shape) : null;
        if (parse.GetValue(_density) is { } density)
            DensityFormat.Of(density).Write(density, Density(hessian, seed), _figure.Read(parse, density) is { } style ? style with { Source = $"{Path.GetFileName(weights.Path)} ({weights.Network.Shape}) on {train.Name}, {session.Options.Loss}." } : null);
        if (parse.GetValue(_vectors) is { } vectors)
            weights.SaveDirections(vectors, [.. top.Concat(bottom).Select(pair => pair.Vector)]);
        double? difference = parse.GetValue(_check) ? Check(session, hessian, gradient, seed) : null;

        var report = Describe(new Report(), top, bottom, trace)
            .AddShare("gradient_share", top.Length > 0 ? Eigenpair.GradientShare(top, gradient) : null);
        if (layers is not null)
            report.Add("per_layer", layers);
        if (difference is not null)
            report.Add("check", difference);
        report.Add("samples", (long)train.Count)
            .Add("backend", backend)
            .Add(train.Reading)
            .Add(weights.Reading)
            .Print(_context.Output, parse.GetValue(_json));
        if (!(difference > CheckTolerance))
            return CommandLine.Success;
        _context.Say(FormattableString.Invariant(
            $"a product with the Hessian is {difference:P1} off the difference of gradients: a kink, or a step lost in rounding, if not a defect"));
        return CommandLine.Different;
    }

    private static Report Describe(Report report, Eigenpair[] top, Eigenpair[] bottom, double? trace) => report
        .Add("eigenvalues", [.. top.Select(pair => pair.Value)])
        .Add("residuals", [.. top.Select(pair => pair.Residual)])
        .Add("bottom", [.. bottom.Select(pair => pair.Value)])
        .Add("bottom_residuals", [.. bottom.Select(pair => pair.Residual)])
        .Add("trace", trace);

    private (Eigenpair[] Top, Eigenpair[] Bottom) Find(ParseResult parse, ISymmetricOperator matrix, string title)
    {
        (Eigenpair[], Eigenpair[]) found = default;
        ProgressBar.Run(_context, title, progress => found = new Lanczos
        {
            Largest = parse.GetValue(_top),
            Smallest = parse.GetValue(_bottom),
            Seed = _weights.Seed(parse),
            Progress = (products, residual) => progress.Report(
                Math.Clamp(Math.Log(residual) / Math.Log(Lanczos.DefaultTolerance), 0, 1),
                $"{title}: {products} products, residual {residual:G2}"),
        }.Find(matrix, _context.Interruption));
        return found;
    }

    private double Trace(LossHessian hessian, ulong seed)
    {
        var trace = 0.0;
        ProgressBar.Run(_context, "trace", progress => (trace, _) = HutchinsonTrace.Estimate(
            hessian, TraceProbes, seed,
            probes => progress.Report(probes / (double)Math.Min(TraceProbes, hessian.Size), $"trace: {probes} products"),
            _context.Interruption));
        return trace;
    }

    private SpectralDensity Density(LossHessian hessian, ulong seed)
    {
        SpectralDensity? density = null;
        const int all = DensityProbes * DensitySteps;
        ProgressBar.Run(_context, "density", progress => density = SpectralDensity.Estimate(
            hessian, DensityProbes, DensitySteps, seed,
            products => progress.Report(products / (double)all, $"density: {products} of {all} products"), _context.Interruption));
        return density!;
    }

    private List<Report> Layers(ParseResult parse, LossHessian hessian, NetworkShape shape)
    {
        var layers = new List<Report>();
        foreach (var layer in shape.Layers)
        {
            var block = new DiagonalBlock(hessian, layer.WeightOffset, layer.End - layer.WeightOffset);
            var (top, bottom) = Find(parse, block, $"layer {layer.Index}");
            double? trace = parse.GetValue(_trace)
                ? HutchinsonTrace.Estimate(block, TraceProbes, _weights.Seed(parse), cancelled: _context.Interruption).Trace : null;
            layers.Add(Describe(new Report().Add("layer", (long)layer.Index), top, bottom, trace));
        }
        return layers;
    }

    // ‖H·v − (g(θ + hv) − g(θ − hv)) / 2h‖ / ‖H·v‖ for the best of several h: a small step suffers from rounding, a
    // large one from higher-order terms.
    private static double Check(ITrainingSession session, LossHessian hessian, float[] gradient, ulong seed)
    {
        var random = new SeededRandom(seed, stream: 8);
        var n = hessian.Size;
        float[] theta = new float[n], moved = new float[n], above = new float[n], below = new float[n], product = new float[n];
        // Half of it along the gradient, where the curvature is significant, and half in random directions.
        float[] v = [.. gradient.Select(_ => (float)random.NextGaussian())];
        var (along, across) = (Math.Max(1e-30, Landscapes.Direction.Norm(gradient)), Landscapes.Direction.Norm(v));
        for (var i = 0; i < n; i++)
            v[i] = (float)(v[i] / across + gradient[i] / along);
        session.ReadParameters(theta);
        hessian.Multiply(v, product);
        var best = double.PositiveInfinity;
        for (var h = 0.1; h > 1e-4; h /= 2)
        {
            Gradient(h, above);
            Gradient(-h, below);
            double off = 0, length = 0;
            for (var i = 0; i < n; i++)
            {
                var difference = ((double)above[i] - below[i]) / (2 * h);
                off += (difference - product[i]) * (difference - product[i]);
                length += (double)product[i] * product[i];
            }
            best = Math.Min(best, Math.Sqrt(off / length));
        }
        session.WriteParameters(theta);
        return best;

        void Gradient(double step, float[] result)
        {
            for (var i = 0; i < n; i++)
                moved[i] = (float)(theta[i] + step * v[i]);
            session.WriteParameters(moved);
            session.Evaluate(DataPart.Train, result);
        }
    }
}
