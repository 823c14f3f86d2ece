using System.Globalization;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using SkiaSharp;
using AxisTicks = NeuroLab.Demo.Ui.Charts.AxisTicks;

namespace NeuroLab.Demo.Figures;

/// <summary>
/// A sampled surface as a figure. The map's colours are those of the colour bar, unlit, and its levels are the bar's ticks.
/// </summary>
internal static class SurfaceFigure
{
    // Vertices along a side, as the drawn surface has them, and steps of colour.
    private const int Vertices = 151, Levels = 12;

    private static readonly SKColor Path = new(0x12, 0x14, 0x18), Casing = SKColors.White;

    /// <summary>Writes a surface in the format of the path's ending. Blocks.</summary>
    /// <returns>Null, or one line about what the figure lacks.</returns>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static string? Write(string path, SurfaceSamples samples, FigureStyle style)
    {
        using var figure = Create(samples, style, out var lack);
        FigureFile.Write(path, figure, style);
        return lack is null ? null : $"{path} is a map: {lack}";
    }

    /// <summary>The figure of a surface, of two, or of their difference.</summary>
    /// <param name="samples">The surface, with what it is compared with.</param>
    /// <param name="style">Its views.</param>
    /// <param name="lack">Why there is no view in three dimensions; null if there is.</param>
    /// <param name="scale">Of the losses; null for one that spans them all.</param>
    public static Figure Create(SurfaceSamples samples, FigureStyle style, out string? lack, HeightScale? scale = null)
    {
        lack = null;
        var isDifference = samples is { Second: not null, ShowsDifference: true };
        SurfaceSamples[] shown = isDifference
            ? [samples.To(samples.Second!).With(SurfaceCaption.OfDifference(samples.Caption!, samples.Second!.Caption!))]
            : samples.Second is { } second ? [samples, second] : [samples];
        var heights = scale ?? (isDifference ? HeightScale.FitDifference(shown[0].Losses)
            : HeightScale.Fit(shown[0].Losses, shown.Length > 1 ? shown[1].Losses : [], samples.IsLogarithmic));
        var colors = isDifference ? ColorMap.Diverging : style.Colors;
        var levels = LevelsOf(heights);
        var bar = BarOf(heights, colors, levels, isDifference ? "difference of losses" : "loss", Cuts(heights, shown));
        List<FigurePanel> panels = [];
        foreach (var one in shown)
        {
            FigurePanel? scene = null;
            if (style.View != FigureView.Map)
                scene = SceneFigure.Create(one, heights, colors, style, out lack);
            if (style.View != FigureView.Scene || scene is null)
                panels.Add(Map(one, heights, bar.Bands, style));
            if (scene is not null)
                panels.Add(scene with { Title = style.View == FigureView.Both ? "" : scene.Title });
        }
        var isPair = panels.Count > 1 && shown.Length == 1;
        return new Figure(isPair ? [.. panels.Select((panel, i) => panel with { Title = $"({(char)('a' + i)}) {panel.Title}".TrimEnd() })] : panels)
        {
            Title = $"Loss over a plane: {shown[0].Caption?.Plane ?? "plane"}",
            Columns = panels.Count < 3 ? panels.Count : 2,
            Bar = bar,
            Caption = style.HasCaption ? CaptionOf(shown, heights, isDifference) : [],
        };
    }

    private static FigurePanel Map(SurfaceSamples samples, HeightScale scale, IReadOnlyList<(double From, SKColor Color)> bands, FigureStyle style)
    {
        var field = new HeightField();
        field.Update(samples, scale, Vertices);
        var contours = new FilledContours(field);
        List<FigureLayer> layers = contours.IsWhole ? [] : [new HatchLayer("not finite")];
        // Each level over those below it: no gap can show between two.
        layers.Add(new AreaLayer(
            [.. bands.Select((band, i) => (contours.Above(i == 0 ? float.NegativeInfinity : (float)band.From), band.Color))],
            new SKColor(0, 0, 0, 0x50)));
        layers.AddRange(MarksOf(samples));
        var names = samples.Caption?.AxisNames ?? ("α", "β");
        double width = samples.Alpha.To - samples.Alpha.From, height = samples.Beta.To - samples.Beta.From;
        var aspect = width / height;
        return new FigurePanel(layers)
        {
            Title = samples.Caption?.Title ?? "",
            X = new FigureAxis(names.First, samples.Alpha.From, samples.Alpha.To),
            Y = new FigureAxis(names.Second, samples.Beta.From, samples.Beta.To),
            // One unit is as long along both axes, unless the plot would be a strip.
            Aspect = aspect is >= 0.4 and <= 2.5 ? (float)aspect : 1,
        };
    }

    /// <summary>The path of a run and the marked points; also the legend of a view that draws them itself.</summary>
    internal static IEnumerable<FigureLayer> MarksOf(SurfaceSamples samples, bool hasPoints = true)
    {
        if (samples.Caption is not { } caption)
        {
            yield return Around([(0, 0, "")], "θ*, the weights at α 0, β 0");
            yield break;
        }
        if (caption.Trail is [var (startAlpha, startBeta, _), .., var (lastAlpha, lastBeta, _)])
        {
            yield return new LineLayer(hasPoints ? [.. caption.Trail.Select(point => (point.Alpha, point.Beta))] : [], Path) { Casing = Casing, Name = "path of the run", Width = 2.2f };
            yield return new MarkLayer(hasPoints ? [(startAlpha, startBeta, "")] : [], Casing, Path) { Name = "its start", IsSquare = true, Radius = 0.26f };
            yield return new MarkLayer(hasPoints ? [(lastAlpha, lastBeta, "")] : [], Path, Casing) { Name = "its end" };
        }
        if (caption.Marks.Count == 1)
            yield return Around([(caption.Marks[0].Alpha, caption.Marks[0].Beta, "")], $"θ*: {caption.Marks[0].Title}");
        else if (caption.Marks.Count > 1)
            yield return Around([.. caption.Marks.Select(mark => (mark.Alpha, mark.Beta, mark.Title))], "");

        MarkLayer Around((double, double, string)[] points, string name) => new(hasPoints ? points : [], Casing, Path) { Name = name };
    }

    // The levels between bands of colour, as losses: round numbers.
    private static double[] LevelsOf(HeightScale scale)
    {
        double low = scale.LossAt(0), high = scale.LossAt(1);
        double[] levels;
        if (!scale.Logarithmic || high / low < 10)
        {
            var ticks = new AxisTicks();
            ticks.SetLinear(low, high, Levels);
            levels = ticks.Values.ToArray();
        }
        else
        {
            var decades = Math.Log10(high / low);
            double[] mantissas = decades < 2.5 ? [1, 1.5, 2, 3, 4, 5, 7] : decades < 4.5 ? [1, 2, 5] : decades < 7 ? [1, 3] : [1];
            levels = [.. Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)decades + 2).SelectMany(power => mantissas.Select(mantissa => mantissa * Math.Pow(10, power)))];
        }
        // One at an end would leave a band that is too thin to be seen.
        return [.. levels.Where(level => scale.Coordinate((float)level) is > 0.01f and < 0.99f)];
    }

    private static FigureColorBar BarOf(HeightScale scale, ColorMap colors, double[] levels, string title, (string Low, string High) cuts)
    {
        float[] from = [0, .. levels.Select(level => scale.Coordinate((float)level))];
        var bands = from.Select((start, i) =>
        {
            var color = colors.Evaluate((start + (i + 1 < from.Length ? from[i + 1] : 1)) / 2) * 255;
            return ((double)start, new SKColor((byte)(color.X + 0.5f), (byte)(color.Y + 0.5f), (byte)(color.Z + 0.5f)));
        });
        // Where the scale cuts losses off, its end says so.
        double[] shown = [.. cuts.Low.Length > 0 ? [(double)scale.LossAt(0)] : Array.Empty<double>(), .. levels, .. cuts.High.Length > 0 ? [(double)scale.LossAt(1)] : Array.Empty<double>()];
        var isLogarithmic = scale.Logarithmic;
        return new FigureColorBar(
            new FigureAxis(isLogarithmic ? $"{title} (logarithmic)" : title, scale.LossAt(0), scale.LossAt(1), isLogarithmic) { At = shown.Length > 0 ? shown : null, Marks = cuts }, [.. bands]);
    }

    private static (string, string) Cuts(HeightScale scale, SurfaceSamples[] shown)
    {
        var all = shown.Select(one => scale.Cuts(one.Losses)).ToArray();
        return (all.Any(cut => cut.Low) ? "≤ " : "", all.Any(cut => cut.High) ? "≥ " : "");
    }

    private static string[] CaptionOf(SurfaceSamples[] shown, HeightScale scale, bool isDifference)
    {
        List<string> sentences = [];
        foreach (var one in shown)
        {
            if (one.Caption is not { } caption)
                continue;
            if (caption.Source.Length > 0)
                sentences.Add($"{caption.Source}.");
            sentences.Add(caption.Title.Length > 0 && shown.Length > 1 ? $"{caption.Title}: {caption.Plane}." : Capitalized($"{caption.Plane}."));
            if (caption.Standing.Length > 0)
                sentences.Add(Capitalized($"{caption.Standing}."));
            if (one == shown[^1])
                sentences.Add(Capitalized($"{caption.Sampling}."));
        }
        float[] finite = [.. shown.SelectMany(one => one.Losses.ToArray()).Where(float.IsFinite)];
        var range = finite.Length > 0 ? $"{(isDifference ? "Differences" : "Losses")} from {Measure(finite.Min())} to {Measure(finite.Max())}" : "No finite loss";
        var names = shown[0].Caption?.AxisNames ?? ("α", "β");
        sentences.Add($"{range}{(scale.Logarithmic ? ", on a logarithmic scale" : "")}; {names.Item1} from {Number(shown[0].Alpha.From)} to {Number(shown[0].Alpha.To)}, {names.Item2} from {Number(shown[0].Beta.From)} to {Number(shown[0].Beta.To)}.");
        return [.. sentences];
    }

    private static string Capitalized(string sentence) => char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..];

    private static string Measure(double value) => new TextBuffer(24).AppendMeasure(value).ToString();

    private static string Number(double value) => new TextBuffer(24).AppendSetting(value).ToString();
}
