using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>A chart with its menu, which appears while the pointer is over it.</summary>
internal sealed class ChartCell(EditorContext context, SurfaceSlice slice, ChartKind kind)
{
    private static readonly string[] Titles =
        ["LOSS", "ACCURACY", "GRADIENT NORM", "CUT", "STEP SIZE", "LEARNING RATE", "SHARPNESS"];

    private static readonly string[] Choices =
        ["Loss", "Accuracy", "Gradient norm", "Cut through the surface", "Step size", "Learning rate", "Sharpness", "Over steps", "Over epochs", "Over seconds", "Over η · steps", "Save as PNG", "Save as CSV"];

    // The first of each group of them.
    private const long Groups = 1L << 7 | 1L << 11;

    private static readonly string[][] TitlesOver = [.. ChartScale.Titles.Select(
        (axis, i) => Titles.Select(title => i == (int)ChartAxis.Steps ? title : $"{title} · {axis.ToUpperInvariant()}").ToArray())];

    private static readonly string[][] LogTitlesOver = [.. TitlesOver.Select(titles => titles.Select(title => title + " (LOG)").ToArray())];

    private const int AxisCount = 4;

    /// <summary>The name of a kind of chart.</summary>
    public static string NameOf(ChartKind kind) => Choices[(int)kind];

    private const int MaxGhosts = 3;

    private readonly LineChart _chart = new("");
    private bool? _isLogarithmic;
    private bool _hidesEdge;

    public ChartKind Kind { get; set; } = kind;

    public LineChart Chart => _chart;

    private ChartAxis Axis => context.ChartAxis;

    // The optimizers of a race have edges of very different size: one axis of equal differences shows only the largest.
    private bool IsLogarithmic => _isLogarithmic ?? (Kind == ChartKind.Sharpness && context.Runners.Count > 1);

    public void Draw(in UiRect bounds, ChartCell[] row)
    {
        var gui = context.Gui;
        var input = gui.Input;
        var isHovered = bounds.Contains(input.MouseX, input.MouseY) && !gui.HasOpenList;
        _chart.Title = Kind == ChartKind.Cut ? slice.Title : (IsLogarithmic ? LogTitlesOver : TitlesOver)[(int)Axis][(int)Kind];
        _chart.XName = Kind == ChartKind.Cut ? slice.AxisName : ChartScale.Titles[(int)Axis];
        _chart.IsLogarithmic = IsLogarithmic;
        // During keyboard navigation, controls that otherwise appear on hover are shown.
        var hasTools = isHovered || (gui.IsFocusShown && !gui.WantsText) || gui.IsListOpen("chart");
        _chart.LegendInset = !hasTools ? 0 : Kind switch { ChartKind.Sharpness => 94, ChartKind.Cut => 124, _ => 56 };
        _chart.FitsDashed = Kind == ChartKind.Sharpness && IsLogarithmic;
        _chart.PrefersNames = context.Runners.Count > 1 && Kind != ChartKind.Cut;
        _chart.IsMirrored = Kind == ChartKind.Cut && slice.RunsLeft;
        _chart.YHigh = Kind == ChartKind.Accuracy ? 1 : null;
        if (Kind == ChartKind.Cut)
            DrawSlice(bounds);
        else
            DrawCurves(bounds);
        _chart.End(context.Theme, isHovered ? new SKPoint(input.MouseX, input.MouseY) : null);
        DrawButtons(bounds, hasTools, row);
    }

    private void DrawCurves(in UiRect bounds)
    {
        double from = 0, to = Axis == ChartAxis.Steps ? 10 : 0, newest = 0;
        for (var i = 0; i < context.Runners.Count; i++)
        {
            var runner = context.Runners[i];
            if (double.IsNaN(runner.LastStep))
                continue;
            newest = Math.Max(newest, runner.LastStep);
            to = Math.Max(to, runner.Scale(Axis).At(runner.LastStep));
        }
        to = to > 0 ? to : 1;
        _chart.Begin(context.Canvas, bounds, from, to);
        for (var i = 0; i < context.Runners.Count; i++)
        {
            if (!context.Runners[i].IsVisible)
                continue;
            context.Runners[i].Rename(context.Runners.Count > 1 ? TitleOf(context.Runners[i].Trainer) : null);
            AddSeries(context.Runners[i]);
        }
        // The runners are named first, then what they left.
        for (var i = 0; i < context.Runners.Count && Kind == ChartKind.Loss && context.Scene.Ball.ShowsGhosts; i++)
        {
            if (context.Runners[i].IsVisible)
                AddGhosts(context.Runners[i]);
        }
        // The marker is only shown if an earlier step than the last one is displayed.
        var step = context.Scene.Trainer.Status.Step;
        var scale = context.Runners[0].Scale(Axis);
        _chart.Marker = !context.Editor.IsAtTip && step < newest ? scale.At(step) : double.NaN;
        var marks = context.Marks.All;
        for (var i = 0; i < marks.Count; i++)
            _chart.AddMark(Math.Min(scale.At(marks[i].Step), to), marks[i].Text);
    }

    // Adds each line with its value at the displayed step, taken exactly from the status.
    private void AddSeries(RunHistory runner)
    {
        ref readonly var status = ref runner.Trainer.Status;
        var scale = runner.Scale(Axis);
        var (isAlone, isKnown) = (context.Runners.Count == 1, runner.Trainer.StatusVersion > 0);
        switch (Kind)
        {
            case ChartKind.Sharpness: AddSharpness(runner, isAlone, scale); return;
            case ChartKind.Loss:
                _chart.Add(runner.Loss, isKnown ? status.Loss : null, scale: scale);
                if (isAlone)
                {
                    AddTest(runner.TestLoss, runner.Test?.Loss, scale);
                    _chart.Add(runner.BatchLoss, ValueOf(runner.BatchLoss, status.Step), LineStyle.Faint, scale);
                }
                return;
            case ChartKind.Accuracy:
                _chart.Add(runner.Accuracy, isKnown ? status.Accuracy : null, scale: scale);
                if (isAlone)
                    AddTest(runner.TestAccuracy, runner.Test?.Accuracy, scale);
                return;
            case ChartKind.GradientNorm:
                _chart.Add(runner.GradientTrend, ValueOf(runner.GradientTrend, status.Step), scale: scale);
                if (isAlone && !runner.Trainer.IsFullBatch)
                    _chart.Add(runner.GradientNorm, ValueOf(runner.GradientNorm, status.Step), LineStyle.Faint, scale);
                return;
            case ChartKind.StepSize: _chart.Add(runner.StepSize, ValueOf(runner.StepSize, status.Step), scale: scale); return;
            case ChartKind.LearningRate: _chart.Add(runner.LearningRate, runner.Trainer.RateInForce, scale: scale); return;
        }
    }

    private void AddGhosts(RunHistory runner)
    {
        for (var i = 0; i < runner.GhostCount && i < MaxGhosts; i++)
        {
            var (ghost, scale) = runner.Ghost(runner.GhostCount - 1 - i, Axis);
            ghost.Color = context.Runners.Count == 1 ? context.Theme.TextSecondary : runner.Loss.Color.WithAlpha(0x80);
            // The legend has one entry for all of them; the pointer finds their names.
            _chart.Add(ghost, null, LineStyle.Dashed, scale, i > 0 ? "" : runner.GhostCount > 1 ? "other branches" : ghost.Name);
        }
    }

    /// <summary>The name of a runner in legends and tables.</summary>
    internal static string TitleOf(Trainer trainer) => trainer.GameObject.Get<Runner>()?.Course ?? trainer.Optimizer.Title;

    // In a race only each runner's largest eigenvalue, with its edge.
    private void AddSharpness(RunHistory runner, bool isAlone, ChartScale scale)
    {
        var (values, edge) = (runner.Sharpness.Values, runner.Sharpness.Edge);
        var trainer = runner.Trainer;
        // With mini-batches the edge is theory for full-batch steps.
        runner.Sharpness.Rename(isAlone ? "" : TitleOf(trainer), trainer.Optimizer.IsAdaptive && !trainer.FollowsRun, trainer.IsFullBatch);
        for (var k = 0; k < values.Count && (isAlone || k == 0); k++)
        {
            values[k].Color = isAlone && k > 0 ? context.Theme.Runner(k) : runner.Color;
            _chart.Add(values[k], ValueOf(values[k], trainer.Status.Step), LineStyle.Solid, scale, isAlone ? null : TitleOf(trainer));
        }
        if (_hidesEdge || trainer.FollowsRun)
            return;
        edge.Color = isAlone ? context.Theme.Danger : runner.Color;
        // In a race an edge is known by its runner's colour.
        _chart.Add(edge, ValueOf(edge, trainer.Status.Step), LineStyle.Dashed, scale, isAlone ? null : "");
    }

    // A curve that has ended, such as the test loss after painting, says so.
    private void AddTest(ChartSeries series, double? value, ChartScale scale)
    {
        (series.Name, series.Color) = (value is null ? "test (ended)" : "test", context.Theme.Runner(1));
        _chart.Add(series, value, scale: scale);
    }

    // Null before its first value.
    private static double? ValueOf(ChartSeries series, long step) =>
        series.X.IsEmpty || step < series.X[0] ? null : series.ValueAt(step);

    private void DrawSlice(in UiRect bounds)
    {
        slice.Update();
        var extent = slice.Extent;
        _chart.Begin(context.Canvas, bounds, -extent, extent);
        if (slice.BallLoss is { } loss)
            _chart.Add("ball", Palette.Of(context.Theme, context.Runner.Ball.Color), [], 0, 1, loss);
        _chart.Add("surface", context.Theme.Text, slice.Losses, -extent, 2 * extent / (slice.Losses.Length - 1), null);
        _chart.Marker = slice.At;
    }

    private void DrawButtons(in UiRect bounds, bool hasTools, ChartCell[] row)
    {
        var gui = context.Gui;
        var box = new UiRect(bounds.Right - Theme.Space4 - 20, bounds.Y + 6, 22, 20);
        if (hasTools)
        {
            if (gui.FlatButton("log", box with { X = box.X - 30, Width = 28 }, IsLogarithmic))
                _isLogarithmic = !IsLogarithmic;
            gui.Tooltip("Equal ratios, not equal differences, are equally high.");
            if (Kind == ChartKind.Sharpness)
            {
                if (gui.FlatButton("edge", box with { X = box.X - 68, Width = 36 }, !_hidesEdge))
                    _hidesEdge = !_hidesEdge;
                gui.Tooltip("Where an eigenvalue λ of the loss' Hessian is above the edge, steps along its eigenvector overshoot and grow: 2/η for plain descent, each optimizer has its own. This is full-batch theory; with mini-batches, noise keeps λ lower.");
            }
            if (Kind == ChartKind.Cut)
            {
                if (gui.FlatButton("turn", box with { X = box.X - 64, Width = 32 }, false))
                    slice.Turn();
                gui.Tooltip("Turns the cut by an eighth of a circle. In the view, drag its line to move it and an end to turn it freely.");
                if (gui.FlatButton("ball", box with { X = box.X - 98, Width = 32 }, slice.FollowsBall))
                    slice.Follow(!slice.FollowsBall);
                gui.Tooltip("The cut goes through the weights, wherever they are.");
            }
        }
        if (!hasTools)
            return;
        var chosen = gui.Menu("chart", Icon.More, box, Choices, 1L << (int)Kind | 1L << (Titles.Length + (int)Axis), Groups);
        gui.Tooltip("Shows another curve here, has all charts run over steps, epochs, seconds or the sum of the learning rates, or saves this one as a picture or a table.");
        if (chosen < 0)
            return;
        if (chosen < Titles.Length)
            Swap((ChartKind)chosen, row);
        else if (chosen < Titles.Length + AxisCount)
            context.ChartAxis = (ChartAxis)(chosen - Titles.Length);
        else if (chosen == Titles.Length + AxisCount)
            ChartExport.SavePicture(context, this, (int)bounds.Width, (int)bounds.Height);
        else
            ChartExport.SaveTable(context, Kind, slice);
    }

    /// <summary>Shows another kind; if that is shown elsewhere, the charts are swapped.</summary>
    public void Swap(ChartKind kind, ChartCell[] row)
    {
        foreach (var other in row)
        {
            if (other.Kind == kind)
                other.Kind = Kind;
        }
        Show(kind);
    }

    /// <summary>Shows another kind, and makes sure that it gets data.</summary>
    public void Show(ChartKind kind)
    {
        Kind = kind;
        // Showing the sharpness starts its tracking.
        if (kind == ChartKind.Sharpness)
        {
            for (var i = 0; i < context.Scene.Race.Runners.Count; i++)
            {
                if (context.Scene.Race.Runners[i].Sharpness is { Enabled: false } tracker)
                    context.Commands.Change(context.Editor.SwitchOf(tracker), 1);
            }
        }
    }
}
