using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>One chart with its menu, which appears while the pointer is over it.</summary>
internal sealed class ChartCell(EditorContext context, SurfaceSlice slice, ChartKind kind)
{
    private static readonly string[] Titles =
        ["LOSS", "ACCURACY", "GRADIENT NORM", "SLICE", "STEP SIZE", "LEARNING RATE"];

    private static readonly string[] Choices =
        ["Loss", "Accuracy", "Gradient norm", "Slice of the surface", "Step size", "Learning rate", "Save as PNG", "Save as CSV"];

    private const int MaxGhosts = 3;

    private readonly LineChart _chart = new("");
    private bool _isLogarithmic;

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
        // The hierarchy tells whose colour is whose; for three or more the row would not do.
        // While the keyboard works the panels, what the mouse finds by being there is there too.
        var hasTools = isHovered || gui.IsFocusShown;
        _chart.ShowsLegend = !hasTools && (context.Runners.Count == 1 || Kind == ChartKind.Slice);
        _chart.YHigh = Kind == ChartKind.Accuracy && !_isLogarithmic ? 1 : null;
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
        // The marker matters only where an earlier moment than the newest is shown.
        var trainer = context.Scene.Trainer;
        _chart.Marker = !trainer.IsPlaying && trainer.Status.Step < to - 1 ? trainer.Status.Step : double.NaN;
        var marks = context.Marks.All;
        for (var i = 0; i < marks.Count; i++)
            _chart.AddMark(marks[i].Step, marks[i].Text);
    }

    private void AddSeries(RunHistory runner)
    {
        switch (Kind)
        {
            case ChartKind.Loss:
                _chart.Add(runner.Loss);
                for (var i = 0; i < runner.Ghosts.Count && i < MaxGhosts; i++)
                {
                    var ghost = runner.Ghosts[^(i + 1)];
                    (ghost.Name, ghost.Color) = ("other branch", runner.Loss.Color.WithAlpha(0x50));
                    _chart.Add(ghost);
                }
                if (context.Runners.Count > 1)
                    return;
                runner.TestLoss.Color = context.Theme.Runner(1);
                _chart.Add(runner.TestLoss);
                _chart.Add(runner.BatchLoss);
                return;
            case ChartKind.Accuracy:
                _chart.Add(runner.Accuracy);
                if (context.Runners.Count > 1)
                    return;
                runner.TestAccuracy.Color = context.Theme.Runner(1);
                _chart.Add(runner.TestAccuracy);
                return;
            case ChartKind.GradientNorm:
                _chart.Add(runner.GradientTrend);
                if (context.Runners.Count == 1)
                    _chart.Add(runner.GradientNorm);
                return;
            case ChartKind.StepSize: _chart.Add(runner.StepSize); return;
            case ChartKind.LearningRate: _chart.Add(runner.LearningRate); return;
        }
    }

    private void DrawSlice(in UiRect bounds)
    {
        slice.Update();
        var extent = slice.Extent;
        _chart.Begin(context.Canvas, bounds, -extent, extent);
        _chart.Add("loss", context.Theme.Text, slice.Losses, -extent, 2 * extent / (slice.Losses.Length - 1));
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
        if (!hasTools && !gui.HasOpenList)
            return;
        var chosen = gui.Menu("chart", Icon.More, box, Choices);
        gui.Tooltip("Shows another curve here, or saves this one as a picture or a table.");
        if (chosen < 0)
            return;
        if (chosen < Titles.Length)
            Show((ChartKind)chosen, row);
        else if (chosen == Titles.Length)
            ChartExport.SavePicture(context, this, (int)bounds.Width, (int)bounds.Height);
        else
            ChartExport.SaveTable(context, Kind, slice);
    }

    // A kind that stands elsewhere changes places with this one.
    private void Show(ChartKind kind, ChartCell[] row)
    {
        foreach (var other in row)
        {
            if (other.Kind == kind)
                other.Kind = Kind;
        }
        Kind = kind;
    }
}
