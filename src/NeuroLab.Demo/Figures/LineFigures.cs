using NeuroLab.Connectivity;
using NeuroLab.Curvature;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Figures of lines: between networks, of a spectrum, of a run.</summary>
internal static class LineFigures
{
    private const float Aspect = 1.5f, WideAspect = 2.2f;

    // Relative to the peak: lower densities are artefacts of the quadrature.
    private const double DensityFloor = 1e-6;

    /// <summary>What lies between networks: a row for each two of them, the loss, and the error if there are classes.</summary>
    public static Figure Of(IReadOnlyList<Connection> connections, FigureStyle style)
    {
        var hasErrors = double.IsFinite(connections[0].Line.Train[0].Accuracy);
        List<FigurePanel> panels = [];
        foreach (var one in connections)
        {
            panels.Add(Between(one, $"{one.From} to {one.To}", "loss", PathLosses.Losses, style));
            if (hasErrors)
                panels.Add(Between(one, "", "error, %", PathLosses.Percent, style));
        }
        return new Figure(panels)
        {
            Title = "What lies between networks",
            Columns = hasErrors ? 2 : 1,
            Caption = style.HasCaption
                ? [style.Source, .. connections.Select(one => $"{one.From} (t = 0) to {one.To} (t = 1): barriers of the training loss: {Barriers(one)}."), .. connections[0].Line.Test.Length > 0 ? new[] { "Dashed: test set." } : []]
                : [],
        };
    }

    /// <summary>An eigenvalue density, on a logarithmic axis as in the literature.</summary>
    public static Figure Of(SpectralDensity density, FigureStyle style)
    {
        var peak = density.Densities.Max();
        var points = density.Values.Zip(density.Densities, (value, height) => (value, height >= DensityFloor * peak ? height : double.NaN)).ToArray();
        var panel = new FigurePanel([new LineLayer(points, style.Theme.Runner(1))])
        {
            X = new FigureAxis("eigenvalue of the Hessian", density.Values[0], density.Values[^1]),
            Y = new FigureAxis("density", DensityFloor * peak, peak, isLogarithmic: true) { EndsAtTicks = true },
            Aspect = Aspect,
            HasGrid = true,
        };
        return new Figure([panel])
        {
            Title = "Density of the Hessian's eigenvalues",
            Caption = style.HasCaption ? [style.Source, $"Density of the eigenvalues of the loss' Hessian by stochastic Lanczos quadrature, cut off at {DensityFloor.ToString("0e0", System.Globalization.CultureInfo.InvariantCulture).Replace('-', TextBuffer.Minus)} of its peak."] : [],
        };
    }

    /// <summary>The curves of a run: the loss, and below it the largest eigenvalues with the optimizer's edge.</summary>
    public static Figure Of(ChartSeries loss, ChartSeries[] values, ChartSeries edge, FigureStyle style)
    {
        var last = double.IsNaN(loss.LastX) || loss.LastX <= 0 ? 1 : loss.LastX;
        List<FigurePanel> panels = [Over(last, values.Length > 0 ? "" : "step", "loss", [Line(loss, "", style.Theme.Runner(1))], 0)];
        if (values.Length > 0)
        {
            var lines = values.Select((value, k) => Line(value, value.Name, style.Theme.Runner(k == 0 ? 0 : k + 1)))
                .Append(Line(edge, "edge", style.Ink) with { IsDashed = true });
            panels.Add(Over(last, "step", "sharpness", [.. lines], double.NaN));
        }
        return new Figure(panels)
        {
            Title = "Curves of a training run",
            Caption = style.HasCaption ? [style.Source, values.Length > 0 ? "Loss of each step's batch, and the largest eigenvalues of the Hessian with the optimizer's edge." : "Loss of each step's batch; the last value is that of the whole training set."] : [],
        };
    }

    private static FigurePanel Over(double last, string x, string y, LineLayer[] lines, double low)
    {
        double[] all = [.. lines.SelectMany(line => line.Points).Select(point => point.Y).Where(double.IsFinite)];
        var (from, to) = all.Length > 0 ? (Math.Min(all.Min(), double.IsNaN(low) ? all.Min() : low), all.Max()) : (0, 1);
        return new FigurePanel(lines)
        {
            X = new FigureAxis(x, 0, last),
            Y = new FigureAxis(y, from, to > from ? to : from + 1) { EndsAtTicks = true },
            Aspect = WideAspect,
            HasGrid = true,
        };
    }

    // Through the lowest and the highest value of each bucket, so that no spike is lost.
    private static LineLayer Line(ChartSeries series, string name, SKColor color)
    {
        List<(double, double)> points = [];
        for (var i = 0; i < series.X.Length; i++)
        {
            points.Add((series.X[i], series.Broken[i] ? double.NaN : series.Low[i]));
            if (series.High[i] > series.Low[i])
                points.Add((series.X[i], series.High[i]));
        }
        return new LineLayer(points, color) { Name = name, Width = 1.4f };
    }

    private static FigurePanel Between(Connection one, string title, string axis, Func<Evaluation[], double[]> values, FigureStyle style)
    {
        List<FigureLayer> lines = [];
        var high = 0.0;
        Add("line", 1, one.Line);
        Add("line, units matched", 0, one.Matched);
        Add("trained curve", 2, one.Curve);
        return new FigurePanel(lines)
        {
            Title = title,
            X = new FigureAxis("t", 0, 1),
            Y = new FigureAxis(axis, 0, high > 0 ? high : 1) { EndsAtTicks = true },
            Aspect = Aspect,
            HasGrid = true,
        };

        void Add(string name, int color, PathLosses? path)
        {
            if (path is null)
                return;
            Set(path.Train, name, isDashed: false);
            if (path.Test.Length > 0)
                Set(path.Test, "", isDashed: true);

            void Set(Evaluation[] set, string legend, bool isDashed)
            {
                var heights = values(set);
                high = heights.Where(double.IsFinite).Append(high).Max();
                lines.Add(new LineLayer([.. heights.Select((value, i) => (path.At(i), value))], style.Theme.Runner(color)) { Name = legend, IsDashed = isDashed });
            }
        }
    }

    private static string Barriers(Connection one)
    {
        var all = new (string Name, PathLosses? Path)[] { ("line", one.Line), ("matched", one.Matched), ("curve", one.Curve) };
        return string.Join(", ", all.Where(each => each.Path is not null).Select(each => $"{each.Name} {new TextBuffer(16).AppendMeasure(each.Path!.LossBarrier)}"));
    }
}
