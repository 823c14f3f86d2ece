using NeuroLab.Connectivity;
using NeuroLab.Curvature;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>Every picture that a verb writes: its texts, curves and colours are those that were approved.</summary>
public sealed class PictureTests
{
    private const int Side = 9;

    [Fact]
    public void The_curves_of_a_training()
    {
        var lines = new List<string>();
        Tell(lines, "loss alone", TrainingImage.Draw(Series("loss", 30, step => 1f / (1 + step)), [], Series("edge", 0, _ => 0)));
        Tell(lines, "with curvature", TrainingImage.Draw(
            Series("loss", 1500, step => step == 700 ? float.NaN : 2 + MathF.Sin(step / 90f)),
            [Series("λ₁", 1500, step => step / 50f), Series("λ₂", 1500, step => step / 80f), Series("λ₃", 1500, step => 1)],
            Series("edge", 1500, step => step < 600 ? 40 : 20)));
        ApprovedText.Matches("picture-training", lines);
    }

    [Fact]
    public void The_lines_between_networks()
    {
        var lines = new List<string>();
        var classes = new Connection("runs/a.safetensors", "runs/b.safetensors", Losses(1, true))
        {
            Matched = Losses(0.5, true),
            Curve = Losses(0.1, true),
        };
        Tell(lines, "classes", ConnectionImage.Draw([classes, classes with { Matched = null, Curve = null, From = "c.npz" }]));
        Tell(lines, "quantities", ConnectionImage.Draw([new Connection("a.pt", "b.pt", Losses(1, false) with { Test = [] })]));
        ApprovedText.Matches("picture-connection", lines);

        static PathLosses Losses(double height, bool isClassification) => new(Along(height, isClassification), Along(1.2 * height, isClassification));

        static Evaluation[] Along(double height, bool isClassification) =>
            [.. Enumerable.Range(0, 11).Select(i => i / 10.0).Select(t => new Evaluation(0.2 + 0.1 * t + 4 * height * t * (1 - t), isClassification ? 0.9 - 2 * height * t * (1 - t) : double.NaN, 100))];
    }

    [Fact]
    public void The_density_of_eigenvalues()
    {
        var lines = new List<string>();
        double[] values = [.. Enumerable.Range(0, 101).Select(i => -2 + i * 0.12)];
        Tell(lines, "density", DensityImage.Draw(new SpectralDensity(values, [.. values.Select(value => Math.Exp(-value * value) + 1e-9)], [])));
        ApprovedText.Matches("picture-density", lines);
    }

    [Fact]
    public void Surfaces()
    {
        var lines = new List<string>();
        var bare = Surface((a, b) => a * a + 0.5f * b);
        var caption = new SurfaceCaption("random plane, filter-normalized", "9 × 9 points, loss on 64 samples")
        {
            Title = "first",
            Standing = "the network at step 20",
            AxisNames = ("towards a", "towards b"),
            Marks = [("a", 0.5, 0), ("b", -0.5, 0.25)],
            Trail = [(-0.75, -0.5, 2), (0, 0.25, 1.5), (0.25, 0.5, 1.25)],
        };
        Describe(lines, "bare", bare);
        Describe(lines, "with a caption", bare.With(caption));
        Describe(lines, "logarithmic, with a hole", Surface((a, b) => a > 0.7f ? float.NaN : MathF.Exp(6 * a + b), isLogarithmic: true));
        var second = Surface((a, b) => 2 + a).With(caption with { Title = "second" });
        Describe(lines, "two", Pair(isDifference: false));
        Describe(lines, "their difference", Pair(isDifference: true));
        ApprovedText.Matches("picture-surface", lines);

        SurfaceSamples Pair(bool isDifference) => new(bare.Losses.ToArray(), Side, Side, 1) { Caption = caption, Second = second, ShowsDifference = isDifference };
    }

    private static SurfaceSamples Surface(Func<float, float, float> loss, bool isLogarithmic = false)
    {
        var losses = new float[Side * Side];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = loss(i % Side / 4f - 1, i / Side / 4f - 1);
        return new SurfaceSamples(losses, Side, Side, 1) { IsLogarithmic = isLogarithmic };
    }

    private static ChartSeries Series(string name, int count, Func<int, float> value)
    {
        var series = new ChartSeries(name, SKColors.Empty);
        for (var i = 0; i < count; i++)
            series.Add(i, value(i));
        return series;
    }

    private static void Describe(List<string> lines, string what, SurfaceSamples samples)
    {
        var (texts, frames) = SurfaceImage.Describe(samples);
        Tell(lines, what, texts);
        foreach (var frame in frames)
        {
            lines.Add(FormattableString.Invariant($"frame: from {frame.Scale.Minimum:0.###} to {frame.Scale.Maximum:0.###} log {frame.Scale.Logarithmic} diverging {frame.ColorMap == ColorMap.Diverging} eye {frame.Camera.Eye.X:0.##} {frame.Camera.Eye.Y:0.##} {frame.Camera.Eye.Z:0.##} frozen {frame.IsFrozen}"));
            foreach (var ball in frame.Balls)
                lines.Add(FormattableString.Invariant($"ball: {ball.Alpha:0.##} {ball.Beta:0.##} loss {ball.Loss:0.##} above {ball.SurfaceLoss:0.##} colour {ball.Color.X:0.##} {ball.Color.Y:0.##} {ball.Color.Z:0.##}"));
            foreach (var trail in frame.Trails)
                lines.Add(string.Join(", ", trail.Points.ToArray().Select(point => FormattableString.Invariant($"{point.Alpha:0.##} {point.Beta:0.##} {point.Loss:0.##}")).Prepend("trail: ")));
        }
    }

    // The canvas is the picture's size.
    private static void Tell(List<string> lines, string what, UiCanvas canvas)
    {
        using (canvas)
        {
            lines.Add(FormattableString.Invariant($"# {what}: {canvas.PixelWidth} by {canvas.PixelHeight} pixels"));
            lines.AddRange(Dashed(Drawing.Of(canvas, _ => true)));
        }
    }

    // A dashed line is hundreds of lines: how many there are, the first and the last ones, and one in the middle.
    private static IEnumerable<string> Dashed(List<string> drawn)
    {
        for (var i = 0; i < drawn.Count;)
        {
            var (kind, end) = (drawn[i].Split(':')[0], i + 1);
            while (kind.StartsWith("line 2 ", StringComparison.Ordinal) && end < drawn.Count && drawn[end].Split(':')[0] == kind)
                end++;
            if (end - i > 4)
            {
                yield return FormattableString.Invariant($"{end - i} dashes:");
                foreach (var one in (int[])[i, i + 1, (i + end) / 2, end - 2, end - 1])
                    yield return drawn[one];
                i = end;
                continue;
            }
            yield return drawn[i++];
        }
    }
}
