using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Lesson;

/// <summary>Station 4: the loss along one coefficient, its tangent, and the tangent's error.</summary>
internal sealed class DerivativePanel(LessonSubject subject) : StationPanel(subject)
{
    private const string Why = "For tiny ε both losses agree in all but their last digits. What is left of them is rounding, "
        + "and dividing that by 2ε lifts the error again.";

    private readonly DerivativeStation _station = new(subject);
    private readonly Plot _curve = new(), _errors = new();
    private readonly double[] _xs = new double[DerivativeStation.CurvePoints];
    private bool _isDragging;

    public override string Name => "derivative";

    public override string Tab => "Derivative";

    public override string Title => "The derivative";

    public override string Text => "Seen closely, a smooth curve is a straight line: its slope a tells what moving a weight by ε "
        + "does. Halve ε and the line's error falls to a quarter, until the digits run out.";

    public override string Formula => "f(x + ε) ≈ y + a · ε";

    public override void Update() => _station.Update();

    public override void Demonstrate(double share)
    {
        _station.Epsilon = 1.2 * Math.Pow(0.02, 0.5 - 0.5 * Math.Cos(2 * Math.PI * share));
        IsStale = true;
    }

    public override void Draw(Gui gui)
    {
        DrawChoice(gui);
        var plots = gui.Remaining.Height - 36 - 3 * 18 - 40 - 40;
        DrawCurve(gui, gui.NextRow(plots * 0.56f));
        var epsilon = _station.Epsilon;
        if (gui.Slider("ε", ref epsilon, new SliderOptions(1e-3, 1.5, 0.5, IsLogarithmic: true)))
        {
            _station.Epsilon = epsilon;
            IsStale = true;
        }
        Buffer.Clear().AppendFixed(_station.Ahead, 6);
        Row(gui, "f(x + ε), the loss");
        Buffer.Clear().AppendFixed(_station.Tangent, 6);
        Row(gui, "y + a · ε, the line");
        Buffer.Clear().AppendMeasure(_station.Error);
        Row(gui, "their difference");
        gui.Space(8);
        DrawErrors(gui, gui.NextRow(plots * 0.44f));
        Paragraph.Draw(gui.Canvas, Why, gui.Remaining, gui.Theme.TextSecondary, TextStyle.Small);
    }

    public override void Mark(FrameView frame, LessonMarks marks) => marks.ShowTangent(frame);

    private void DrawChoice(Gui gui)
    {
        var row = gui.NextRow(24);
        if (gui.Button("−##coefficient", row.TakeLeft(28, out row)))
            Choose(-1);
        row.TakeLeft(6, out row);
        if (gui.Button("+##coefficient", row.TakeLeft(28, out row)))
            Choose(1);
        row.TakeLeft(12, out row);
        Buffer.Clear().Append("x = ");
        WriteName(Subject.Coefficient).Append(" = ").AppendFixed(_station.X, 3);
        gui.Canvas.Text(Buffer.Span, row, TextStyle.Strong, gui.Theme.Text);
        Buffer.Clear().Append("a = ").AppendMeasure(_station.Slope);
        gui.Canvas.Text(Buffer.Span, row, TextStyle.Strong, gui.Theme.Accent, TextAlign.Right);
    }

    private void Choose(int direction)
    {
        var count = Subject.Shape.ParameterCount;
        Subject.Coefficient = (Subject.Coefficient + direction + count) % count;
        Update();
    }

    private void DrawCurve(Gui gui, in UiRect box)
    {
        double x = _station.X, y = _station.Y;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var i = 0; i < _xs.Length; i++)
        {
            _xs[i] = x + _station.Range * (2.0 * i / (_xs.Length - 1) - 1);
            low = Math.Min(low, _station.Curve[i]);
            high = Math.Max(high, _station.Curve[i]);
        }
        _curve.Begin(gui.Canvas, gui.Theme, box, new Axis(_xs[0], _xs[^1]), new Axis(low, high));
        var reach = _station.Range;
        _curve.Segment(x - reach, y - _station.Slope * reach, x + reach, y + _station.Slope * reach, gui.Theme.Accent, 1.4f);
        _curve.Line(_xs, _station.Curve, gui.Theme.Text, 1.8f);
        var ahead = x + _station.Epsilon;
        _curve.Upright(x, gui.Theme.Track);
        _curve.Segment(ahead, _station.Ahead, ahead, _station.Tangent, gui.Theme.Danger, 2);
        _curve.Dot(ahead, _station.Tangent, gui.Theme.Accent, 3.5f);
        _curve.Dot(ahead, _station.Ahead, gui.Theme.Text, 3.5f);
        _curve.Dot(x, y, gui.Theme.Accent, 5);
        _curve.Note("x", _curve.X(x), _curve.Area.Bottom - 6, gui.Theme.TextSecondary, TextAlign.Center);
        _curve.Note("x + ε", _curve.X(ahead), _curve.Area.Bottom - 6, gui.Theme.TextSecondary, TextAlign.Center);
        _curve.End();
        DragEpsilon(gui);
    }

    private void DragEpsilon(Gui gui)
    {
        var state = gui.DragArea("curve", _curve.Area);
        _isDragging = state.IsHeld && (_isDragging || state.IsPressed);
        if (!_isDragging)
            return;
        _station.Epsilon = Math.Clamp(Math.Abs(_curve.ValueAt(state.X) - _station.X), 1e-3, _station.Range);
        IsStale = true;
    }

    private void DrawErrors(Gui gui, UiRect box)
    {
        var head = box.TakeTop(16, out box);
        gui.Canvas.FillCircle(head.X + 4, head.CenterY, 3, gui.Theme.Accent);
        gui.Canvas.Text("|f(x + ε) − line|", head.Inset(12, 0), TextStyle.Tiny, gui.Theme.TextSecondary);
        var second = head.X + 116;
        gui.Canvas.FillCircle(second + 4, head.CenterY, 3, gui.Theme.Runner(1));
        gui.Canvas.Text("|(f(x + ε) − f(x − ε)) / 2ε − a|", head with { X = second + 12, Width = 200 }, TextStyle.Tiny, gui.Theme.TextSecondary);
        _errors.Begin(gui.Canvas, gui.Theme, box,
            new Axis(DerivativeStation.MinEpsilon, DerivativeStation.MaxEpsilon, true), new Axis(1e-16, 1, true));
        _errors.Upright(_station.Epsilon, gui.Theme.Track);
        _errors.Line(_station.Epsilons, _station.TangentErrors, gui.Theme.Accent);
        _errors.Line(_station.Epsilons, _station.SlopeErrors, gui.Theme.Runner(1));
        _errors.Dot(_station.Epsilon, _station.Error, gui.Theme.Accent, 3.5f);
        _errors.Note("both fall as ε²", _errors.X(0.01), _errors.Y(1e-12), gui.Theme.TextSecondary);
        _errors.Note("rounding, divided by ε", _errors.X(3e-8), _errors.Y(1e-5), gui.Theme.TextSecondary);
        _errors.End();
    }
}
