using System.Numerics.Tensors;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Losses;
using SkiaSharp;

namespace NeuroLab.Demo.Lesson;

/// <summary>Station 1: a layer's numbers for one sample; a drag on a cell of W changes the running network.</summary>
internal sealed class LayerPanel(LessonSubject subject) : StationPanel(subject)
{
    private const double WeightPerPixel = 0.02;

    private readonly LayerStation _station = new(subject);
    private readonly HeatMap _map = new();
    private IReadOnlyList<string> _names = [];
    private string _formula = "", _outputName = "";
    private int _row = -1, _column = -1, _hoverBar = -1, _hoverInput = -1;
    private double _start, _lossBefore = double.NaN;
    private float _startY;
    private bool _isHeld;

    public override string Name => "layer";

    public override string Tab => "Layer";

    public override string Title => "A layer";

    public override string Text => "Each row of W weighs every input, adds them up and shifts the sum by b. The activation "
        + "decides how much of it goes on; the next layer sees nothing else.";

    public override string Formula => _formula;

    public override void Update()
    {
        _station.Update();
        _names = LayerNames.Of(Subject.Shape);
        var (activation, skip) = (_station.Layer.Activation?.Name, _station.Layer.HasSkip ? "input + " : "");
        _outputName = activation is null ? "= output" : $"{skip}{activation} → output";
        _formula = activation is null ? "output = dot(W, input) + b" : $"output = {skip}{activation}(dot(W, input) + b)";
    }

    public override void Draw(Gui gui)
    {
        ChooseLayer(gui, _names);
        double sample = Subject.Sample;
        if (gui.Slider("Sample", ref sample, new SliderOptions(0, Math.Max(1, Subject.Samples.Count - 1), 0, IsInteger: true)))
        {
            Subject.Sample = (int)sample;
            IsStale = true;
        }
        // Another layer's numbers are computed by the next update.
        if (IsStale)
            WorkOut();
        DrawDiagram(gui, gui.NextRow(MathF.Max(180, gui.Remaining.Height - 106)));
        DrawReadout(gui);
        DrawResult(gui);
    }

    public override void Demonstrate(double share)
    {
        var layer = _station.Layer;
        if (double.IsNaN(_lossBefore))
        {
            (_row, _column) = (layer.Outputs / 2, layer.Inputs / 2);
            _start = Subject.Parameters[layer.WeightOffset + _row * layer.Inputs + _column];
            _lossBefore = Subject.MeanLoss;
        }
        _station.SetWeight(_row, _column, _start + 1.6 * Math.Sin(2 * Math.PI * share));
    }

    public override void FinishPendingWork()
    {
        Demonstrate(0);
        Demonstrate(0.08);
    }

    private void DrawDiagram(Gui gui, in UiRect box)
    {
        var canvas = gui.Canvas;
        var theme = gui.Theme;
        var layer = _station.Layer;
        var top = box.TakeTop(70, out var rows);
        var w = rows.TakeLeft(Math.Clamp(layer.Inputs * 48, 96, 160), out var rest);
        rest.TakeLeft(20, out rest);
        var third = (rest.Width - 28) / 3;
        var dot = rest.TakeLeft(third, out rest);
        rest.TakeLeft(14, out rest);
        var bias = rest.TakeLeft(third, out rest);
        rest.TakeLeft(14, out rest);
        var output = rest.TakeLeft(third, out _);

        Buffer.Clear().Append("input [").AppendCount(layer.Inputs).Append(']');
        Caption(gui, Buffer.Span, new UiRect(w.X, top.Y, w.Width, 14), TextAlign.Center);
        Buffer.Clear().Append("W [").AppendCount(layer.Outputs).Append(", ").AppendCount(layer.Inputs).Append(']');
        Heading(gui, Buffer.Span, w);
        var input = new UiRect(w.X, top.Y + 16, w.Width, 32);
        DrawColumns(canvas, theme, input, _station.Input);
        var overInput = gui.DragArea("input", input);
        _hoverInput = overInput.IsHovered ? Math.Clamp((int)((overInput.X - input.X) / input.Width * layer.Inputs), 0, layer.Inputs - 1) : -1;
        Heading(gui, "dot(W, input)", dot);
        Heading(gui, "+ b", bias);
        Heading(gui, _outputName, output);

        DragWeight(gui, w);
        var scale = Math.Max(HeatMap.ScaleOf(_station.Products), HeatMap.ScaleOf(_station.Sums));
        DrawRows(canvas, theme, dot, _station.Products, scale);
        DrawRows(canvas, theme, bias, _station.Bias, scale);
        DrawRows(canvas, theme, output, _station.Output, Math.Max(scale, HeatMap.ScaleOf(_station.Output)));
        var bars = new UiRect(dot.X, dot.Y, output.Right - dot.X, dot.Height);
        var overBars = gui.DragArea("bars", bars);
        _hoverBar = overBars.IsHovered ? Math.Clamp((int)((overBars.Y - bars.Y) / bars.Height * layer.Outputs), 0, layer.Outputs - 1) : -1;
    }

    private void DragWeight(Gui gui, in UiRect box)
    {
        var layer = _station.Layer;
        var weight = Subject.Parameters.AsSpan(layer.WeightOffset, layer.WeightCount);
        var state = _map.Draw(gui, "W", box, weight, layer.Inputs, HeatMap.ScaleOf(weight));
        if (state.IsPressed)
        {
            (_row, _column, _startY) = (_map.HoverRow, _map.HoverColumn, state.Y);
            _start = weight[_row * layer.Inputs + _column];
            _lossBefore = Subject.MeanLoss;
        }
        _isHeld = state.IsHeld && _row >= 0 && _row < layer.Outputs && _column < layer.Inputs;
        if (_isHeld && state.Y != _startY)
        {
            var value = _start + (_startY - state.Y) * WeightPerPixel * (state.IsFine ? 0.1 : 1);
            Act(() => SetWeight(value));
        }
        if (!_isHeld && _map.HoverRow >= 0)
            _map.Mark(gui, _map.HoverRow, _map.HoverColumn, gui.Theme.TextSecondary);
        if (!double.IsNaN(_lossBefore) && _row < layer.Outputs && _column < layer.Inputs)
            _map.Mark(gui, _row, _column, gui.Theme.Text);
    }

    private void SetWeight(double value)
    {
        // Another change in the same frame may have replaced the network.
        if (!IsOfSubject)
            return;
        _station.SetWeight(_row, _column, value);
        IsStale = true;
    }

    private void DrawReadout(Gui gui)
    {
        var layer = _station.Layer;
        var isHover = _map.HoverRow >= 0 && !_isHeld;
        int row = isHover ? _map.HoverRow : _row, column = isHover ? _map.HoverColumn : _column;
        var line = gui.NextRow(16);
        Buffer.Clear();
        if (_hoverInput >= 0 && _hoverInput < layer.Inputs)
        {
            Buffer.Append("input[").AppendCount(_hoverInput).Append("] = ").AppendFixed(_station.Input[_hoverInput], 3);
            gui.Canvas.Text(Buffer.Span, line, TextStyle.Small, gui.Theme.Text);
            return;
        }
        if (_hoverBar >= 0 && _hoverBar < layer.Outputs)
        {
            WriteRow(_hoverBar);
            gui.Canvas.Text(Buffer.Span, line, TextStyle.Small, gui.Theme.Text);
            return;
        }
        if (row < 0 || row >= layer.Outputs || column >= layer.Inputs)
        {
            gui.Canvas.Text("Drag a cell of W up or down: everything after it follows.", line, TextStyle.Small, gui.Theme.TextSecondary);
            return;
        }
        var at = layer.WeightOffset + row * layer.Inputs + column;
        WriteName(at).Append(" = ").AppendFixed(Subject.Parameters[at], 3).Append("   ");
        WriteRow(row);
        gui.Canvas.Text(Buffer.Span, line, TextStyle.Small, gui.Theme.Text);
    }

    private void WriteRow(int row) => Buffer.Append("row ").AppendCount(row).Append(": ")
        .AppendFixed(_station.Products[row], 3).Append(_station.Bias[row] < 0 ? " − " : " + ")
        .AppendFixed(Math.Abs(_station.Bias[row]), 3).Append(" → ").AppendFixed(_station.Output[row] + 0.0, 3);

    private void DrawResult(Gui gui)
    {
        gui.Canvas.HorizontalLine(gui.Remaining.X, gui.Remaining.Y, gui.Remaining.Width, gui.Theme.ControlBorder);
        gui.Space(8);
        WritePrediction();
        Row(gui, Subject.Samples.IsClassification && _station.Prediction.Length == 1 ? "Output (logit)" : "Prediction");
        Buffer.Clear().AppendMeasure(_station.SampleLoss);
        Row(gui, "Loss of this sample");
        Buffer.Clear();
        if (!double.IsNaN(_lossBefore) && _lossBefore != Subject.MeanLoss)
            Buffer.AppendMeasure(_lossBefore).Append(" → ");
        Buffer.AppendMeasure(Subject.MeanLoss);
        Row(gui, "Loss of all samples");
    }

    private void WritePrediction()
    {
        var hasClasses = Subject.Samples.IsClassification;
        Buffer.Clear();
        if (hasClasses && _station.Prediction.Length > 1)
        {
            var best = TensorPrimitives.IndexOfMax(_station.Prediction);
            Buffer.Append("class ").AppendCount(best);
            if (Subject.Loss is SoftmaxCrossEntropy)
                Buffer.Append(" (").AppendFixed(100 * ShareOf(_station.Prediction, best), 0).Append(" %)");
            Buffer.Append(", target ").AppendCount(TensorPrimitives.IndexOfMax(_station.Target));
            return;
        }
        var count = Math.Min(3, _station.Prediction.Length);
        for (var i = 0; i < count; i++)
        {
            Buffer.Append(i > 0 ? ", " : "").AppendFixed(_station.Prediction[i], 2);
            if (Subject.Loss is BinaryCrossEntropy)
                Buffer.Append(": probability ").AppendFixed(1 / (1 + Math.Exp(-_station.Prediction[i])), 2);
            Buffer.Append(", target ")
                .AppendFixed(_station.Target[i], hasClasses ? 0 : 2);
        }
    }

    // A class' probability: its part of the softmax.
    private static double ShareOf(ReadOnlySpan<double> logits, int index)
    {
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - logits[index]);
        return 1 / sum;
    }

    private static void Heading(Gui gui, ReadOnlySpan<char> text, in UiRect column) =>
        Caption(gui, text, new UiRect(column.X - 12, column.Y - 17, column.Width + 24, 14), TextAlign.Center);

    private static void DrawRows(UiCanvas canvas, Theme theme, in UiRect box, ReadOnlySpan<double> values, double scale)
    {
        float height = box.Height / values.Length, thick = MathF.Max(1, MathF.Min(height - 3, 12));
        canvas.VerticalLine(box.CenterX, box.Y, box.Height, theme.Track);
        for (var i = 0; i < values.Length; i++)
        {
            var length = Share(values[i], scale) * box.Width / 2;
            var y = box.Y + (i + 0.5f) * height - thick / 2;
            canvas.FillRect(new UiRect(MathF.Min(box.CenterX, box.CenterX + length), y, MathF.Abs(length), thick), Color(values[i], theme));
        }
    }

    private static void DrawColumns(UiCanvas canvas, Theme theme, in UiRect box, ReadOnlySpan<double> values)
    {
        var scale = HeatMap.ScaleOf(values);
        float width = box.Width / values.Length, thick = MathF.Max(1, MathF.Min(width - 3, 14));
        canvas.HorizontalLine(box.X, box.CenterY, box.Width, theme.Track);
        for (var i = 0; i < values.Length; i++)
        {
            var length = Share(values[i], scale) * box.Height / 2;
            var x = box.X + (i + 0.5f) * width - thick / 2;
            canvas.FillRect(new UiRect(x, MathF.Min(box.CenterY, box.CenterY - length), thick, MathF.Abs(length)), Color(values[i], theme));
        }
    }

    // NaN fills its whole half, in red.
    private static float Share(double value, double scale) =>
        double.IsFinite(value) ? (float)Math.Clamp(value / scale, -1, 1) : 1;

    private static SKColor Color(double value, Theme theme) =>
        !double.IsFinite(value) ? theme.Danger : value < 0 ? theme.Runner(1) : theme.Accent;
}
