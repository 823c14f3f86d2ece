using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Networks;
using NeuroLab.Rendering;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>Station 3: one coefficient up and down, then all of them, with the cost.</summary>
internal sealed class NaivePanel(LessonSubject subject, EditorContext context) : StationPanel(subject)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(6);
    private static readonly TimeSpan MeasureTime = TimeSpan.FromSeconds(5);
    private static readonly (string Name, long Parameters)[] Others =
        [("2-4-1", 17), ("64-32-10", 2410), ("784-512-10", 407050)];

    private readonly NaiveStation _station = new(subject);
    private readonly HeatMap _map = new();
    private IReadOnlyList<string> _names = [];
    private double[] _weights = [], _after = [];
    private NetworkShape? _named;
    private string _measure = "", _shape = "";

    public override string Name => "naive";

    public override string Tab => "Naive";

    public override string Title => "The naive way";

    public override string Text => "Freeze all weights but one, try it higher and lower, and keep what loses less. That takes two "
        + "forward passes for every weight; backpropagation takes one pass and its way back.";

    public override string Formula => "slope ≈ (loss(w + ε) − loss(w − ε)) / 2ε";

    public override void Update()
    {
        _station.Update();
        _names = LayerNames.Of(Subject.Shape);
        if (_named == Subject.Shape)
            return;
        _named = Subject.Shape;
        _shape = string.Join('-', _named.Sizes);
        _measure = string.Create(CultureInfo.InvariantCulture, $"Measure all {_named.ParameterCount:N0}##measure");
    }

    public override void Advance(double seconds)
    {
        if (_station.IsMeasuring)
            _station.Measure(Slice);
    }

    public override void Demonstrate(double share)
    {
        if (share == 0)
            _station.StartMeasuring();
        _station.Epsilon = 0.02 * Math.Pow(50, 0.5 - 0.5 * Math.Cos(4 * Math.PI * share));
        _station.Update();
    }

    public override void FinishPendingWork()
    {
        _station.StartMeasuring();
        // For a large network an image shows the progress after a moment.
        while (_station.IsMeasuring && _station.Elapsed < MeasureTime)
            _station.Measure(Slice);
        Update();
    }

    public override void Draw(Gui gui)
    {
        ChooseLayer(gui, _names);
        DrawCoefficient(gui, gui.NextRow(128));
        var epsilon = _station.Epsilon;
        if (gui.Slider("ε", ref epsilon, new SliderOptions(1e-4, 2, 0.1, IsLogarithmic: true)))
        {
            _station.Epsilon = epsilon;
            IsStale = true;
        }
        var row = gui.NextRow(24);
        var half = (row.Width - 8) / 2;
        if (gui.Button("Keep the better", row.TakeLeft(half, out row), isAccented: true))
        {
            _station.KeepBetter();
            IsStale = true;
        }
        row.TakeLeft(8, out row);
        if (gui.Button("Next coefficient", row))
        {
            Subject.Coefficient = (Subject.Coefficient + 1) % Subject.Shape.ParameterCount;
            IsStale = true;
        }
        DrawMeter(gui);
        DrawGrowth(gui);
    }

    // The measured slopes as an arrow downhill: in the gradient's own plane it points along that.
    public override void Mark(FrameView frame, LessonMarks marks)
    {
        var count = Subject.Shape.ParameterCount;
        if (_station.Measured < count || _station.Estimate.Length != count)
            return;
        if (_after.Length != count)
            _after = new double[count];
        for (var i = 0; i < count; i++)
            _after[i] = Subject.Parameters[i] - _station.Estimate[i];
        marks.ShowDirection(frame, Subject.Parameters, _after, minLength: 0.3);
    }

    private void DrawCoefficient(Gui gui, UiRect box)
    {
        var layer = Subject.Layer;
        var map = box.TakeLeft(110, out var rest);
        rest.TakeLeft(16, out rest);
        // W with b as its last column.
        if (_weights.Length != layer.WeightCount + layer.Outputs)
            _weights = new double[layer.WeightCount + layer.Outputs];
        for (var o = 0; o < layer.Outputs; o++)
        {
            Subject.Parameters.AsSpan(layer.WeightOffset + o * layer.Inputs, layer.Inputs).CopyTo(_weights.AsSpan(o * (layer.Inputs + 1)));
            _weights[o * (layer.Inputs + 1) + layer.Inputs] = Subject.Parameters[layer.BiasOffset + o];
        }
        var state = _map.Draw(gui, "W and b", map, _weights, layer.Inputs + 1, HeatMap.ScaleOf(_weights));
        if (state.IsPressed)
        {
            Subject.Coefficient = _map.HoverColumn == layer.Inputs
                ? layer.BiasOffset + _map.HoverRow : layer.WeightOffset + _map.HoverRow * layer.Inputs + _map.HoverColumn;
            IsStale = true;
        }
        var at = Subject.Coefficient - layer.WeightOffset;
        var isBias = Subject.Coefficient >= layer.BiasOffset;
        _map.Mark(gui, isBias ? Subject.Coefficient - layer.BiasOffset : at / layer.Inputs, isBias ? layer.Inputs : at % layer.Inputs, gui.Theme.Text);

        Buffer.Clear();
        WriteName(Subject.Coefficient).Append(" = ").AppendFixed(Subject.Parameters[Subject.Coefficient], 3);
        gui.Canvas.Text(Buffer.Span, rest.TakeTop(18, out rest), TextStyle.Strong, gui.Theme.Text);
        var most = Math.Max(Math.Abs(_station.LossUp - _station.LossHere), Math.Abs(_station.LossDown - _station.LossHere));
        rest.TakeTop(6, out rest);
        DrawLoss(gui, rest.TakeTop(32, out rest), "w − ε", _station.LossDown, most, _station.Better < 0);
        DrawLoss(gui, rest.TakeTop(32, out rest), "w", _station.LossHere, most, _station.Better == 0);
        DrawLoss(gui, rest.TakeTop(32, out rest), "w + ε", _station.LossUp, most, _station.Better > 0);
    }

    // The bar is the difference from the loss at w, which is in the middle: to the left is lower.
    private void DrawLoss(Gui gui, UiRect row, string name, double loss, double most, bool isBest)
    {
        gui.Canvas.Text(name, row.TakeLeft(44, out row), TextStyle.Body, isBest ? gui.Theme.Text : gui.Theme.TextSecondary);
        Buffer.Clear().AppendFixed(loss, 5);
        gui.Canvas.Text(Buffer.Span, row.TakeRight(58, out row), isBest ? TextStyle.Strong : TextStyle.Body, isBest ? gui.Theme.Accent : gui.Theme.TextSecondary, TextAlign.Right);
        var track = row.Inset(4, 13);
        gui.Canvas.FillRect(track, gui.Theme.Control, 2);
        var share = most > 0 && double.IsFinite(loss) ? (float)((loss - _station.LossHere) / most) : 0;
        var from = track.CenterX + MathF.Min(share, 0) * track.Width / 2;
        gui.Canvas.FillRect(new UiRect(track.CenterX - 0.5f, track.Y - 3, 1, track.Height + 6), gui.Theme.TextTertiary);
        gui.Canvas.FillRect(track with { X = from, Width = MathF.Abs(share) * track.Width / 2 }, isBest ? gui.Theme.Accent : gui.Theme.Runner(1).WithAlpha(0xB0), 2);
    }

    private void DrawMeter(Gui gui)
    {
        gui.SectionHeader("All of them", canReset: false);
        var row = gui.NextRow(24);
        var half = (row.Width - 8) / 2;
        if (gui.Button(_measure, row.TakeLeft(half, out row)))
            _station.StartMeasuring();
        row.TakeLeft(8, out row);
        var isNaive = Subject.Session.Options.GradientSource == GradientSource.FiniteDifferences;
        if (gui.Button(isNaive ? "Back to backpropagation##train" : "Train this way##train", row))
            context.Commands.Choose(isNaive ? GradientSource.Backpropagation : GradientSource.FiniteDifferences, context.Runner.Trainer);
        var done = (float)_station.Measured / _station.ParameterCount;
        var bar = gui.NextRow(3);
        gui.Canvas.FillRect(bar, gui.Theme.Track, 1.5f);
        gui.Canvas.FillRect(bar with { Width = bar.Width * done }, gui.Theme.Accent, 1.5f);
        Cells(gui, "", "naive", "backprop", isHead: true);
        var isKnown = _station.Passes > 0;
        Buffer.Clear();
        if (isKnown)
            Buffer.AppendCount(_station.Passes);
        Cells(gui, "Passes", isKnown ? Buffer.Span : "–", "1 + 1 back");
        Buffer.Clear();
        WriteTime(_station.Elapsed);
        var end = Buffer.Length;
        WriteTime(_station.BackpropagationTime);
        Cells(gui, "Time", isKnown ? Buffer.Span[..end] : "–", isKnown ? Buffer.Span[end..] : "–");
        Buffer.Clear();
        if (!double.IsNaN(_station.MaxDifference))
            Buffer.AppendMeasure(_station.MaxDifference).Append(" of ").AppendMeasure(_station.MaxSlope);
        Cells(gui, "Largest difference", default, Buffer.Span);
    }

    private void WriteTime(TimeSpan time)
    {
        if (time.TotalSeconds < 10)
            Buffer.AppendMeasure(time.TotalMilliseconds).Append(" ms");
        else
            Buffer.AppendFixed(time.TotalSeconds, 1).Append(" s");
    }

    private static void Cells(Gui gui, ReadOnlySpan<char> name, ReadOnlySpan<char> naive, ReadOnlySpan<char> exact, bool isHead = false)
    {
        var row = gui.NextRow(14);
        gui.Space(-1);
        var right = row.TakeRight(120, out var rest);
        var color = isHead ? gui.Theme.TextSecondary : gui.Theme.Text;
        gui.Canvas.Text(exact, right, isHead ? TextStyle.Tiny : TextStyle.Strong, color, TextAlign.Right);
        gui.Canvas.Text(naive, rest.TakeRight(100, out rest), isHead ? TextStyle.Tiny : TextStyle.Strong, color, TextAlign.Right);
        gui.Canvas.Text(name, rest, TextStyle.Body, gui.Theme.TextSecondary);
    }

    private void DrawGrowth(Gui gui)
    {
        gui.Space(6);
        Caption(gui, "forward passes a step, two for each parameter (log)", gui.NextRow(12));
        var isShown = false;
        foreach (var (name, parameters) in Others)
        {
            if (!isShown && Subject.Shape.ParameterCount <= parameters)
            {
                isShown = true;
                Growth(gui, _shape, Subject.Shape.ParameterCount, isOwn: true);
                if (Subject.Shape.ParameterCount == parameters)
                    continue;
            }
            Growth(gui, name, parameters, isOwn: false);
        }
        if (!isShown)
            Growth(gui, _shape, Subject.Shape.ParameterCount, isOwn: true);
    }

    private void Growth(Gui gui, string name, long parameters, bool isOwn)
    {
        var row = gui.NextRow(14);
        gui.Space(-3);
        gui.Canvas.Text(name, row.TakeLeft(86, out row), TextStyle.Small, isOwn ? gui.Theme.Text : gui.Theme.TextSecondary);
        Buffer.Clear().AppendCount(2 * parameters);
        gui.Canvas.Text(Buffer.Span, row.TakeRight(62, out row), TextStyle.Small, isOwn ? gui.Theme.Accent : gui.Theme.TextSecondary, TextAlign.Right);
        var share = (float)Math.Clamp(Math.Log10(2 * parameters) / 6, 0.02, 1);
        gui.Canvas.FillRect(row.Inset(4, 4) with { Width = (row.Width - 8) * share }, isOwn ? gui.Theme.Accent : gui.Theme.Runner(1).WithAlpha(0x90), 2);
    }
}
