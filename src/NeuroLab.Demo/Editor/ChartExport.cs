using System.Globalization;
using System.Text;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Files;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Editor;

/// <summary>Saves charts as images and tables in the export folder.</summary>
internal static class ChartExport
{
    /// <summary>The chart as displayed, at twice the size.</summary>
    public static void SavePicture(EditorContext context, ChartCell cell, int width, int height) => context.Notices.Try(() =>
    {
        const int scale = 2;
        using var canvas = new UiCanvas(width * scale, height * scale, scale);
        canvas.BeginFrame();
        canvas.FillRect(canvas.Bounds, context.Theme.Panel);
        cell.Chart.Redraw(canvas, canvas.Bounds, context.Theme);
        canvas.EndFrame();
        var path = FreePath(context, cell.Kind, ".png");
        FrameSinks.WritePicture(path, canvas.PixelWidth, canvas.PixelHeight, canvas.Pixels);
        context.Notices.SayFile("Saved", path);
    });

    /// <summary>One row per stored step, with the lowest and the highest value up to the next one.</summary>
    public static void SaveTable(EditorContext context, ChartKind kind, SurfaceSlice slice) => context.Notices.Try(() =>
    {
        var text = new StringBuilder();
        if (kind == ChartKind.Cut)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"along,loss");
            for (var i = 0; i < slice.Losses.Length; i++)
                text.AppendLine(CultureInfo.InvariantCulture, $"{slice.Extent * (2.0 * i / (slice.Losses.Length - 1) - 1)},{slice.Losses[i]}");
        }
        else if (kind == ChartKind.Sharpness)
        {
            text.AppendLine("runner,quantity," + Columns(context.ChartAxis) + "," + Values(kind));
            foreach (var runner in context.Runners)
            {
                for (var k = 0; k < runner.Sharpness.Values.Count; k++)
                    AppendSeries(text, $"{NameOf(runner)},lambda_{k + 1}", runner.Sharpness.Values[k], runner, context.ChartAxis);
                AppendSeries(text, $"{NameOf(runner)},edge", runner.Sharpness.Edge, runner, context.ChartAxis);
            }
        }
        else
        {
            text.AppendLine("runner," + Columns(context.ChartAxis) + "," + Values(kind));
            foreach (var runner in context.Runners)
            {
                var series = kind switch
                {
                    ChartKind.Loss => runner.Loss,
                    ChartKind.Accuracy => runner.Accuracy,
                    ChartKind.GradientNorm => runner.GradientNorm,
                    ChartKind.StepSize => runner.StepSize,
                    _ => runner.LearningRate,
                };
                AppendSeries(text, NameOf(runner), series, runner, context.ChartAxis);
            }
        }
        var path = FreePath(context, kind, ".csv");
        OutputFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
        context.Notices.SayFile("Saved", path);
    });

    // As in the legend: two runners of one optimizer are told apart.
    private static string NameOf(RunHistory runner) => ChartCell.TitleOf(runner.Trainer);

    // The charts' x axis, if it is not the steps.
    private static string Columns(ChartAxis axis) =>
        axis == ChartAxis.Steps ? "step" : $"step,{ChartScale.Names[(int)axis]}";

    // A curve of many steps keeps the minimum and the maximum of neighbours; a shorter one has one value each.
    private static string Values(ChartKind kind)
    {
        var name = kind switch
        {
            ChartKind.Accuracy => "accuracy",
            ChartKind.GradientNorm => "batch_gradient_norm",
            ChartKind.StepSize => "step_size",
            ChartKind.LearningRate => "learning_rate",
            ChartKind.Sharpness => "curvature",
            _ => "loss",
        };
        return $"{name}_low,{name}_high";
    }

    private static void AppendSeries(StringBuilder text, string name, ChartSeries series, RunHistory runner, ChartAxis axis)
    {
        for (var i = 0; i < series.X.Length; i++)
        {
            var step = series.X[i];
            text.Append(CultureInfo.InvariantCulture, $"{name},{step},");
            if (axis != ChartAxis.Steps)
                text.Append(CultureInfo.InvariantCulture, $"{(float)runner.Scale(axis).At(step)},");
            text.AppendLine(CultureInfo.InvariantCulture, $"{series.Low[i]},{series.High[i]}");
        }
    }

    private static string FreePath(EditorContext context, ChartKind kind, string ending) => FreeName.Of(
        Path.Combine(context.Commands.Files.ExportFolder, "neurolab-" + kind.ToString().ToLowerInvariant()), ending);
}
