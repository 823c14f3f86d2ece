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
        ["LOSS", "ACCURACY", "GRADIENT NORM", "SLICE", "STEP SIZE", "LEARNING RATE", "SHARPNESS"];

    private static readonly string[] Choices =
        ["Loss", "Accuracy", "Gradient norm", "Slice of the surface", "Step size", "Learning rate", "Sharpness", "Save as PNG", "Save as CSV"];

    private const int MaxGhosts = 3;

    private readonly LineChart _chart = new("");
    private bool _isLogarithmic, _hidesEdge;

    public ChartKind Kind { get; set; } = kind;

    public LineChart Chart => _chart;

    public void Draw(in UiRect bounds, ChartCell[] row)
    {
        var gui = context.Gui;
        var input = gui.Input;
        var isHovered = bounds.Contains(input.MouseX, input.MouseY) && !gui.HasOpenList;
        _chart.Title = Kind == ChartKind.Slice ? slice.Title : Titles[(int)Kind];
        _chart.XName = Kind == ChartKind.Slice ? slice.AxisName : "step";
        _chart.IsLogarithmic = _isLogarithmic;
        // During keyboard navigation, controls that otherwise appear on hover are shown.
        var hasTools = isHovered || gui.IsFocusShown || gui.IsListOpen("chart");
        _chart.ShowsLegend = !hasTools;
        _chart.PrefersNames = context.Runners.Count > 1 && Kind != ChartKind.Slice;
        _chart.IsMirrored = Kind == ChartKind.Slice && slice.RunsLeft;
        _chart.YHigh = Kind == ChartKind.Accuracy ? 1 : null;
        if (Kind == ChartKind.Slice)
            DrawSlice(bounds);
        else
            DrawCurves(bounds);
        _chart.End(context.Theme, isHovered ? new SKPoint(input.MouseX, input.MouseY) : null);
        DrawButtons(bounds, hasTools, row);
    }

    private void DrawCurves(in UiRect bounds)
    {
        double from = 0, to = 10;
        for (var i = 0; i < context.Runners.Count; i++)
        {
            if (!double.IsNaN(context.Runners[i].BatchLoss.LastX))
                to = Math.Max(to, context.Runners[i].BatchLoss.LastX);
        }
        _chart.Begin(context.Canvas, bounds, from, to);
        for (var i = 0; i < context.Runners.Count; i++)
        {
            if (!context.Runners[i].IsVisible)
                continue;
            context.Runners[i].Rename(context.Runners.Count > 1 ? context.Runners[i].Trainer.Optimizer.Title : "train");
            AddSeries(context.Runners[i]);
        }
        // The marker is only shown if an earlier step than the last one is displayed.
        var step = context.Scene.Trainer.Status.Step;
        _chart.Marker = !context.Editor.IsAtTip && step < to ? step : double.NaN;
        var marks = context.Marks.All;
        for (var i = 0; i < marks.Count; i++)
            _chart.AddMark(marks[i].Step, marks[i].Text);
    }

    // Adds each line with its value at the displayed step, taken exactly from the status.
    private void AddSeries(RunHistory runner)
    {
        ref readonly var status = ref runner.Trainer.Status;
        var (isAlone, isKnown) = (context.Runners.Count == 1, runner.Trainer.StatusVersion > 0);
        switch (Kind)
        {
            case ChartKind.Sharpness: AddSharpness(runner, isAlone); return;
            case ChartKind.Loss:
                _chart.Add(runner.Loss, isKnown ? status.Loss : null);
                if (isAlone)
                {
                    AddTest(runner, runner.TestLoss, runner.Test?.Loss);
                    _chart.Add(runner.BatchLoss, ValueOf(runner.BatchLoss, status.Step));
                }
                for (var i = 0; i < runner.Ghosts.Count && i < MaxGhosts; i++)
                {
                    var ghost = runner.Ghosts[^(i + 1)];
                    ghost.Color = isAlone ? context.Theme.TextSecondary : runner.Loss.Color.WithAlpha(0x80);
                    _chart.Add(ghost, null, LineStyle.Dashed);
                }
                return;
            case ChartKind.Accuracy:
                _chart.Add(runner.Accuracy, isKnown ? status.Accuracy : null);
                if (isAlone)
                    AddTest(runner, runner.TestAccuracy, runner.Test?.Accuracy);
                return;
            case ChartKind.GradientNorm:
                _chart.Add(runner.GradientTrend, ValueOf(runner.GradientTrend, status.Step));
                if (isAlone)
                    _chart.Add(runner.GradientNorm, ValueOf(runner.GradientNorm, status.Step));
                return;
            case ChartKind.StepSize: _chart.Add(runner.StepSize, ValueOf(runner.StepSize, status.Step)); return;
            case ChartKind.LearningRate: _chart.Add(runner.LearningRate, runner.Trainer.RateInForce); return;
        }
    }

    // In a race only each runner's largest eigenvalue, with its edge.
    private void AddSharpness(RunHistory runner, bool isAlone)
    {
        var (values, edge) = (runner.Sharpness.Values, runner.Sharpness.Edge);
        var trainer = runner.Trainer;
        for (var k = 0; k < values.Count && (isAlone || k == 0); k++)
        {
            values[k].Color = isAlone && k > 0 ? context.Theme.Runner(k) : runner.Color;
            _chart.Add(values[k], ValueOf(values[k], trainer.Status.Step));
        }
        if (_hidesEdge)
            return;
        edge.Color = isAlone ? context.Theme.Danger : runner.Color;
        // With mini-batches the edge is theory for full-batch steps.
        edge.Name = trainer.BatchSize > 0 && trainer.BatchSize < trainer.Experiment.Train.Count ? "edge (full batch)" : "edge";
        _chart.Add(edge, ValueOf(edge, trainer.Status.Step), LineStyle.Dashed);
    }

    // A curve that has ended, such as the test loss after painting, says so.
    private void AddTest(RunHistory runner, ChartSeries series, double? value)
    {
        (series.Name, series.Color) = (value is null ? "test (ended)" : "test", context.Theme.Runner(1));
        _chart.Add(series, value);
    }

    // Null before its first value.
    private static double? ValueOf(ChartSeries series, long step) =>
        series.X.IsEmpty || step < series.X[0] ? null : series.ValueAt(step);

    private void DrawSlice(in UiRect bounds)
    {
        slice.Update();
        var extent = slice.Extent;
        _chart.Begin(context.Canvas, bounds, -extent, extent);
        _chart.Add("ball", context.Theme.Text, slice.Losses, -extent, 2 * extent / (slice.Losses.Length - 1), slice.BallLoss);
        _chart.Marker = slice.At;
    }

    private void DrawButtons(in UiRect bounds, bool hasTools, ChartCell[] row)
    {
        var gui = context.Gui;
        var box = new UiRect(bounds.Right - Theme.Space4 - 20, bounds.Y + 6, 22, 20);
        if (hasTools)
        {
            if (gui.FlatButton("log", box with { X = box.X - 30, Width = 28 }, _isLogarithmic))
                _isLogarithmic = !_isLogarithmic;
            gui.Tooltip("Equal ratios, not equal differences, are equally high.");
            if (Kind == ChartKind.Sharpness)
            {
                if (gui.FlatButton("edge", box with { X = box.X - 68, Width = 36 }, !_hidesEdge))
                    _hidesEdge = !_hidesEdge;
                gui.Tooltip("Where an eigenvalue λ of the loss' Hessian is above the edge, steps along its eigenvector overshoot and grow: 2/η for plain descent, each optimizer has its own. This is full-batch theory; with mini-batches, noise keeps λ lower.");
            }
            if (Kind == ChartKind.Slice)
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
        var chosen = gui.Menu("chart", Icon.More, box, Choices);
        gui.Tooltip("Shows another curve here, or saves this one as a picture or a table.");
        if (chosen < 0)
            return;
        if (chosen < Titles.Length)
            Swap((ChartKind)chosen, row);
        else if (chosen == Titles.Length)
            ChartExport.SavePicture(context, this, (int)bounds.Width, (int)bounds.Height);
        else
            ChartExport.SaveTable(context, Kind, slice);
    }

    // If the kind is shown elsewhere, the charts are swapped.
    private void Swap(ChartKind kind, ChartCell[] row)
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
