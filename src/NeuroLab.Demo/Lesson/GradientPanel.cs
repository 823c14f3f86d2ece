using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Lesson;

/// <summary>Station 5: the gradient next to W, and the effect of a gradient step for every step size.</summary>
internal sealed class GradientPanel(LessonSubject subject) : StationPanel(subject)
{
    private readonly GradientStation _station = new(subject);
    private readonly HeatMap _weight = new(), _gradient = new(), _next = new();
    private readonly Plot _plot = new();
    private IReadOnlyList<string> _names = [];
    private bool _isDragging;

    /// <summary>The station's numbers.</summary>
    public GradientStation Station => _station;

    public override string Name => "gradient";

    public override string Tab => "Gradient";

    public override string Title => "The gradient";

    public override string Text => "The gradient holds one slope for every entry of W and points where the loss climbs fastest. "
        + "Step against it: too little wastes time, too much leaps over the valley.";

    public override string Formula => "W1 = W0 − step · gradient(loss, W0)";

    public override void Update()
    {
        _station.Update();
        _names = LayerNames.Of(Subject.Shape);
    }

    public override void Advance(double seconds)
    {
        var (version, wasKnown) = (_station.Curvature.Version, _station.StabilityLimit);
        _station.Follow();
        // While the network is paused, nothing else triggers a redraw.
        IsStale |= version != _station.Curvature.Version && !wasKnown.Equals(_station.StabilityLimit);
    }

    public override void FinishPendingWork()
    {
        for (var i = 0; i < 200 && !_station.Curvature.IsResting; i++)
        {
            _station.Curvature.Advance(Subject.Session, isSteady: true);
            Subject.Session.Finish();
        }
        _station.Step = _station.BestStep;
        Update();
    }

    public override void Demonstrate(double share)
    {
        _station.Step = 0.02 * Math.Pow(2000, 0.5 - 0.5 * Math.Cos(2 * Math.PI * share));
        IsStale = true;
    }

    public override void Draw(Gui gui)
    {
        ChooseLayer(gui, _names);
        DrawTensors(gui, gui.NextRow(132));
        DrawReadout(gui);
        double step = _station.Step, limit = _station.StabilityLimit;
        if (gui.Slider("Step", ref step, new SliderOptions(GradientStation.MinStep, GradientStation.MaxStep, 0.1, IsLogarithmic: true)))
        {
            _station.Step = step;
            IsStale = true;
        }
        DrawPlot(gui, gui.NextRow(MathF.Max(100, gui.Remaining.Height - 58)), limit);
        DrawVerdict(gui);
    }

    public override void Mark(FrameView frame, LessonMarks marks)
    {
        if (_station.Next.Length == Subject.Parameters.Length)
            marks.ShowStep(frame, Subject.Parameters, _station.Next, _station.LossAfter);
    }

    private void DrawTensors(Gui gui, UiRect box)
    {
        var heads = box.TakeTop(16, out var maps);
        var width = (box.Width - 44) / 3;
        var at = box.X;
        var layer = _station.Layer;
        var scale = HeatMap.ScaleOf(_station.Weight);
        Tensor(gui, _weight, "W0", at, width, heads, maps, _station.Weight, layer.Inputs, scale);
        gui.Canvas.Text("−", new UiRect(at + width, maps.Y, 22, maps.Height), TextStyle.Title, gui.Theme.TextSecondary, TextAlign.Center);
        at += width + 22;
        Tensor(gui, _gradient, "gradient", at, width, heads, maps, _station.Gradient, layer.Inputs, HeatMap.ScaleOf(_station.Gradient));
        gui.Canvas.Text("=", new UiRect(at + width, maps.Y, 22, maps.Height), TextStyle.Title, gui.Theme.TextSecondary, TextAlign.Center);
        at += width + 22;
        Tensor(gui, _next, "W1", at, width, heads, maps, _station.NextWeight, layer.Inputs, scale);
    }

    private void Tensor(
        Gui gui, HeatMap map, string name, float x, float width, in UiRect heads, in UiRect maps,
        ReadOnlySpan<double> values, int columns, double scale)
    {
        Caption(gui, name, heads with { X = x, Width = width }, TextAlign.Center);
        map.Draw(gui, name, maps with { X = x, Width = width }, values, columns, scale);
        var (row, column) = Hovered;
        if (row >= 0 && column < columns && row < values.Length / columns)
            map.Mark(gui, row, column, gui.Theme.Text);
    }

    private (int Row, int Column) Hovered =>
        _weight.HoverRow >= 0 ? (_weight.HoverRow, _weight.HoverColumn)
        : _gradient.HoverRow >= 0 ? (_gradient.HoverRow, _gradient.HoverColumn) : (_next.HoverRow, _next.HoverColumn);

    private void DrawReadout(Gui gui)
    {
        var layer = _station.Layer;
        var (row, column) = Hovered;
        var line = gui.NextRow(16);
        if (row < 0)
        {
            Buffer.Clear().Append("both [").AppendCount(layer.Outputs).Append(", ").AppendCount(layer.Inputs)
                .Append("]; largest slope ").AppendMeasure(HeatMap.ScaleOf(_station.Gradient));
            gui.Canvas.Text(Buffer.Span, line, TextStyle.Small, gui.Theme.TextSecondary);
            return;
        }
        var at = row * layer.Inputs + column;
        Buffer.Clear();
        WriteName(layer.WeightOffset + at).Append(": ").AppendFixed(_station.Weight[at], 3).Append(" − ").AppendSetting(Math.Round(_station.Step, 3))
            .Append(" · ").AppendMeasure(_station.Gradient[at]).Append(" = ").AppendFixed(_station.NextWeight[at], 3);
        gui.Canvas.Text(Buffer.Span, line, TextStyle.Small, gui.Theme.Text);
    }

    private void DrawPlot(Gui gui, UiRect box, double limit)
    {
        Caption(gui, "loss after one step, for each step size", box.TakeTop(14, out box));
        double low = Math.Min(_station.BestLoss, _station.LossBefore), now = _station.LossBefore;
        // Diverging values are clipped: the valley is what matters.
        var high = Math.Max(now + 1.5 * (now - low), low + 1e-6);
        _plot.Begin(gui.Canvas, gui.Theme, box,
            new Axis(GradientStation.MinStep, GradientStation.MaxStep, true), new Axis(low, high));
        _plot.Segment(GradientStation.MinStep, now, GradientStation.MaxStep, now, gui.Theme.Track, 1);
        _plot.Note("loss now", _plot.Area.X + 4, _plot.Y(now) - 8, gui.Theme.TextSecondary);
        if (double.IsFinite(limit))
        {
            _plot.Upright(limit, gui.Theme.Danger);
            Buffer.Clear().Append("2/λ = ").AppendSetting(Math.Round(limit, limit < 1 ? 3 : 2));
            _plot.Note(Buffer.Span, _plot.X(limit) - 5, _plot.Area.Y + 6, gui.Theme.Danger, TextAlign.Right);
            // No wall: the true curve may well fall beyond it.
            _plot.Note("for a quadratic loss", _plot.X(limit) - 5, _plot.Area.Y + 19, gui.Theme.Danger, TextAlign.Right);
        }
        _plot.Line(_station.Steps, _station.Curve, gui.Theme.Text, 1.8f);
        _plot.Upright(_station.Step, gui.Theme.Accent.WithAlpha(0xA0));
        _plot.Dot(_station.Step, _station.LossAfter, gui.Theme.Accent, 5);
        _plot.End();
        var state = gui.DragArea("steps", _plot.Area);
        _isDragging = state.IsHeld && (_isDragging || state.IsPressed);
        if (!_isDragging)
            return;
        _station.Step = _plot.ValueAt(state.X);
        IsStale = true;
    }

    private void DrawVerdict(Gui gui)
    {
        var verdict = _station.Verdict switch
        {
            StepVerdict.TooSmall => "Too small: hardly any gain",
            StepVerdict.Right => "About right",
            _ when _station.LossAfter > _station.LossBefore => "Too large: the loss rises",
            _ => "Too large: half the gain is lost",
        };
        var color = _station.Verdict == StepVerdict.TooLarge ? gui.Theme.Danger : _station.Verdict == StepVerdict.Right ? gui.Theme.Accent : gui.Theme.Text;
        var row = gui.NextRow(18);
        gui.Canvas.Text(verdict, row, TextStyle.Strong, color);
        // As many decimals as tell the two apart.
        var change = Math.Abs(_station.LossAfter - _station.LossBefore);
        var decimals = change > 0 && double.IsFinite(change) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(change)), 4, 8) : 4;
        Buffer.Clear().AppendFixed(_station.LossBefore, decimals).Append(" → ").AppendFixed(_station.LossAfter, decimals);
        gui.Canvas.Text(Buffer.Span, row, TextStyle.Strong, gui.Theme.Text, TextAlign.Right);
        row = gui.NextRow(24);
        if (gui.Button("Take the step", row, isAccented: true))
        {
            Act(_station.TakeStep);
            IsStale = true;
        }
    }
}
