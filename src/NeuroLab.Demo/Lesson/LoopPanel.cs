using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Lesson;

/// <summary>Station 2: the four parts of a training step, at any speed.</summary>
internal sealed class LoopPanel : StationPanel
{
    private static readonly string[] Parts = ["1  Batch", "2  Forward", "3  Loss", "4  Update"];

    private readonly LoopStation _station;
    private readonly HeatMap _inputs = new();
    private readonly HeatMap[] _layers;
    private readonly HeatMap _gradient = new();
    private Training.SampleSet? _bounded;
    private SKRect _bounds;

    /// <summary>Shows the next step.</summary>
    public LoopPanel(LessonSubject subject)
        : base(subject)
    {
        _station = new LoopStation(subject);
        _layers = new HeatMap[16];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i] = new HeatMap();
    }

    public override string Name => "loop";

    public override string Tab => "Loop";

    public override string Title => "The training loop";

    public override string Text => "Draw a few samples, let the network answer, measure how wrong it is, and nudge every weight. "
        + "Once, this changes next to nothing; thousands of times, it is all of training.";

    public override string Formula => "W ← W − step · gradient(loss of the batch)";

    public override bool CanPlay => true;

    /// <inheritdoc/>
    public override bool IsPlaying
    {
        get => _station.IsPlaying;
        set => _station.IsPlaying = value;
    }

    public void Next() => _station.Next();

    // Called when the weights were changed elsewhere.
    public override void Update()
    {
        if (IsTraining)
            _station.ShowLosses();
        else
            _station.Restart();
    }

    public override void Advance(double seconds) => _station.Advance(seconds);

    public override void Demonstrate(double share)
    {
        _station.IsPlaying = true;
        // The parts become faster and faster until they blur.
        _station.Rate = 1.2 * Math.Pow(1000, Math.Max(0, share - 0.35) / 0.65);
    }

    public override void FinishPendingWork()
    {
        while (_station.Part != LoopPart.Update)
            _station.Next();
    }

    public override void Draw(Gui gui)
    {
        DrawParts(gui);
        DrawControls(gui);
        var extra = MathF.Max(0, gui.Remaining.Height - 4 * 6 - 104 - 84 - 64 - 66);
        DrawBatch(gui, gui.NextRow(104));
        DrawForward(gui, gui.NextRow(84 + 0.6f * extra));
        DrawLosses(gui, gui.NextRow(64 + 0.4f * extra));
        DrawUpdate(gui, gui.NextRow(66));
    }

    public override void Mark(FrameView frame, LessonMarks marks)
    {
        if (_station.Part == LoopPart.Update)
            marks.ShowDirection(frame, _station.Before, _station.After, minLength: 0.22);
    }

    private void DrawParts(Gui gui)
    {
        var row = gui.NextRow(26);
        var width = (row.Width - 12) / 4;
        for (var i = 0; i < 4; i++)
        {
            var chip = row.TakeLeft(width, out row);
            row.TakeLeft(4, out row);
            var isNow = (int)_station.Part == i;
            gui.Canvas.FillRect(chip, isNow ? gui.Theme.Selection : gui.Theme.Control, Theme.Radius);
            gui.Canvas.Text(Parts[i], chip, isNow ? TextStyle.Strong : TextStyle.Body, isNow ? gui.Theme.Text : gui.Theme.TextSecondary, TextAlign.Center);
            var done = isNow ? (float)_station.Progress : (int)_station.Part > i ? 1 : 0;
            if (done > 0)
                gui.Canvas.FillRect(new UiRect(chip.X, chip.Bottom - 2, chip.Width * done, 2), gui.Theme.Accent);
        }
    }

    private void DrawControls(Gui gui)
    {
        var row = gui.NextRow(24);
        if (gui.Button("Next part", row.TakeLeft(84, out row)))
        {
            _station.IsPlaying = false;
            Act(_station.Next);
        }
        row.TakeLeft(14, out row);
        Buffer.Clear().Append("step ").AppendCount(_station.Step + 1);
        gui.Canvas.Text(Buffer.Span, row, TextStyle.Body, gui.Theme.TextSecondary, TextAlign.Right);
        var rate = _station.Rate;
        if (gui.Slider("Parts a second", ref rate, new SliderOptions(0.25, 4000, 1, IsLogarithmic: true)))
            _station.Rate = rate;
    }

    private void DrawBatch(Gui gui, UiRect box)
    {
        Separate(gui, box);
        var picture = box.TakeLeft(96, out var rest) with { Height = 96, Y = box.Y + 8 };
        var set = Subject.Session.Data.Train;
        if (set.InputCount == 2)
            DrawScatter(gui, picture);
        else
            _inputs.Draw(gui, "batch", picture, _station.Trace.Inputs(Subject.Shape.Layers[0]), set.InputCount, HeatMap.ScaleOf(_station.Trace.Inputs(Subject.Shape.Layers[0])));
        rest.TakeLeft(14, out rest);
        rest = rest with { Y = box.Y + 8 };
        Buffer.Clear().AppendCount(_station.BatchCount).Append(" of ").AppendCount(set.Count).Append(" samples drawn");
        gui.Canvas.Text(Buffer.Span, rest.TakeTop(18, out rest), TextStyle.Body, gui.Theme.Text);
        Buffer.Clear().Append("rows ");
        var shown = Math.Min(_station.Batch.Length, 28);
        for (var i = 0; i < shown; i++)
            Buffer.AppendCount(_station.Batch[i]).Append(i + 1 < _station.Batch.Length ? ", " : "");
        if (shown < _station.Batch.Length)
            Buffer.Append('…');
        Paragraph.Draw(gui.Canvas, Buffer.Span, rest, gui.Theme.TextSecondary, TextStyle.Small);
    }

    private void DrawScatter(Gui gui, in UiRect box)
    {
        gui.Canvas.FillRect(box, gui.Theme.Control, Theme.Radius);
        var set = Subject.Session.Data.Train;
        if (_bounded != set)
            (_bounded, _bounds) = (set, BoundsOf(set));
        var inner = box.Inset(8);
        for (var i = 0; i < Math.Min(set.Count, 512); i++)
            Point(gui, inner, set, i, 1.2f, 0x50);
        foreach (var row in _station.Batch)
            Point(gui, inner, set, row, 2.8f, 0xFF);
    }

    // A square that contains all samples.
    private static SKRect BoundsOf(Training.SampleSet set)
    {
        var bounds = new SKRect(float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (var i = 0; i < set.Count; i++)
        {
            float x = set.Inputs[2 * i], y = set.Inputs[2 * i + 1];
            bounds = new SKRect(MathF.Min(bounds.Left, x), MathF.Min(bounds.Top, y), MathF.Max(bounds.Right, x), MathF.Max(bounds.Bottom, y));
        }
        var half = MathF.Max(1e-6f, MathF.Max(bounds.Width, bounds.Height) / 2);
        return new SKRect(bounds.MidX - half, bounds.MidY - half, bounds.MidX + half, bounds.MidY + half);
    }

    private void Point(Gui gui, in UiRect box, Training.SampleSet set, int row, float radius, byte alpha)
    {
        float x = (set.Inputs[2 * row] - _bounds.MidX) / _bounds.Width, y = (set.Inputs[2 * row + 1] - _bounds.MidY) / _bounds.Height;
        var isSecond = set.OutputCount == 1 ? set.Targets[row] > 0.5f : set.Targets[row * set.OutputCount] < 0.5f;
        var color = gui.Theme.Runner(isSecond ? 1 : 0).WithAlpha(alpha);
        gui.Canvas.FillCircle(box.CenterX + x * box.Width, box.CenterY - y * box.Height, radius, color);
    }

    private void DrawForward(Gui gui, UiRect box)
    {
        Separate(gui, box);
        box = box.Inset(0, 8);
        var layers = Subject.Shape.Layers;
        var shown = Math.Min(layers.Length, _layers.Length);
        var lit = _station.LayersDone;
        var names = box.TakeTop(16, out var maps);
        const float gap = 8, minWidth = 44;
        float units = 0, room = box.Width - gap * (shown - 1) - minWidth * shown;
        for (var l = 0; l < shown; l++)
            units += MathF.Sqrt(layers[l].Outputs - 1);
        for (var l = 0; l < shown; l++)
        {
            var share = units > 0 ? MathF.Sqrt(layers[l].Outputs - 1) / units : 1f / shown;
            var map = maps.TakeLeft(minWidth + room * share, out maps);
            maps.TakeLeft(gap, out maps);
            Buffer.Clear();
            if (map.Width > 80)
                Buffer.Append("layer ").AppendCount(l + 1).Append(", ");
            Buffer.AppendCount(layers[l].Outputs).Append(layers[l].Outputs == 1 ? " unit" : " units");
            Caption(gui, Buffer.Span, new UiRect(map.X, names.Y - 2, map.Width, 14));
            gui.Canvas.FillRect(map, gui.Theme.Control, 2);
            var values = _station.Trace.Values(layers[l]);
            if (l < lit || IsResting)
                _layers[l].Draw(gui, "a", map, values, layers[l].Outputs, HeatMap.ScaleOf(values));
            if (l >= lit && IsResting)
                Dim(gui, map);
        }
    }

    private void DrawLosses(Gui gui, UiRect box)
    {
        Separate(gui, box);
        box = box.Inset(0, 8);
        var isKnown = _station.Part >= LoopPart.Loss;
        var head = box.TakeTop(16, out var bars);
        Caption(gui, "loss of each sample", head);
        if (!isKnown && !IsResting)
            return;
        Buffer.Clear().Append("mean ").AppendMeasure(_station.MeanLoss);
        gui.Canvas.Text(Buffer.Span, head, TextStyle.Strong, gui.Theme.Text, TextAlign.Right);
        var largest = HeatMap.ScaleOf(_station.SampleLosses);
        var width = bars.Width / _station.SampleLosses.Length;
        for (var i = 0; i < _station.SampleLosses.Length; i++)
        {
            var share = _station.SampleLosses[i] / largest;
            var height = (double.IsFinite(share) ? (float)share : 1) * (bars.Height - 2);
            gui.Canvas.FillRect(new UiRect(bars.X + i * width, bars.Bottom - height, MathF.Max(1, width - 2), height), double.IsFinite(share) ? gui.Theme.Runner(1).WithAlpha(0xC0) : gui.Theme.Danger);
        }
        if (!double.IsFinite(_station.MeanLoss))
            return;
        var mean = bars.Bottom - (float)(_station.MeanLoss / largest) * (bars.Height - 2);
        gui.Canvas.HorizontalLine(bars.X, mean, bars.Width, gui.Theme.Accent);
        if (!isKnown)
            Dim(gui, bars);
    }

    private void DrawUpdate(Gui gui, UiRect box)
    {
        Separate(gui, box);
        box = box.Inset(0, 8);
        var isKnown = _station.Part == LoopPart.Update;
        var head = box.TakeTop(16, out var strip);
        Caption(gui, "gradient, all weights in order", head);
        Buffer.Clear();
        if (isKnown || IsResting)
            Buffer.Append("length ").AppendMeasure(_station.GradientNorm);
        gui.Canvas.Text(Buffer.Span, head, TextStyle.Strong, gui.Theme.Text, TextAlign.Right);
        var line = strip.TakeTop(12, out strip);
        gui.Canvas.FillRect(line, gui.Theme.Control, 2);
        if (!isKnown && !IsResting)
            return;
        _gradient.Draw(gui, "gradient", line, _station.Gradient, _station.Gradient.Length, HeatMap.ScaleOf(_station.Gradient));
        Buffer.Clear().Append("loss of all samples ").AppendFixed(_station.LossBefore, 4);
        if (isKnown)
            Buffer.Append(" → ").AppendFixed(_station.LossAfter, 4);
        else
            Dim(gui, line);
        gui.Canvas.Text(Buffer.Span, strip.Offset(0, 3) with { Height = 18 }, TextStyle.Small, gui.Theme.TextSecondary);
    }

    // Nothing moves yet: what the parts ahead will show is there already, pale.
    private bool IsResting => !_station.IsPlaying && _station.Part == LoopPart.Batch;

    private static void Dim(Gui gui, in UiRect box) => gui.Canvas.FillRect(box, gui.Theme.Panel.WithAlpha(0x98));

    private static void Separate(Gui gui, in UiRect box) =>
        gui.Canvas.HorizontalLine(box.X, box.Y, box.Width, gui.Theme.ControlBorder);
}
