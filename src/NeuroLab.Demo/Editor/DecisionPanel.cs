using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The network's predictions, live: the class at every point of the plane, the fitted curve, or, for data of more
/// dimensions, the misclassified samples.
/// </summary>
internal sealed class DecisionPanel(EditorContext context) : IPanel
{
    private const double Seconds = 0.08;
    private const int MaxDots = 400;

    private readonly DecisionMap _map = context.Decisions;
    private readonly SKColor[] _colors = new SKColor[DecisionMap.GridSide * DecisionMap.GridSide];
    private readonly LineChart _curve = new("");
    private readonly float[] _fitted = new float[DecisionMap.CurvePoints];
    private readonly MistakesView _mistakes = new(context);
    private readonly PointPainter _painter = new(context);
    private int _colored = -1;
    private bool _isLight;
    private double _time = double.NegativeInfinity;
    private SKPoint[] _dots = [];
    private SKColor[] _dotColors = [];
    private Dataset? _dotData;
    private int _dotVersion = -1;

    public string Id => "data";

    public string Title => "Data";

    public Dock Dock => Dock.Left;

    public PanelSize Size => new(Min: 60, MinWindow: 760);

    /// <summary>Deactivates the brush; false if it was not active.</summary>
    public bool Leave() => _painter.Leave();

    public void Prepare(double time)
    {
        if (time - _time < Seconds && _map.Shown is not null)
            return;
        var before = _map.Shown?.Version;
        _map.Advance();
        if (_map.Shown?.Version != before)
            _time = time;
    }

    public void Hide()
    {
        // Hidden, it still learns which data is current: it would keep the former.
        _map.Release();
        _painter.Follow(context.Scene.Trainer.Experiment.Train);
        if (_map.Shown is null)
            _dotData = null;
    }

    public void Draw(in UiRect bounds)
    {
        // One snapshot for everything drawn: training may have moved on.
        var view = _map.Shown;
        var data = view?.Data ?? context.Scene.Trainer.Experiment.Train;
        var title = data.InputCount switch
        {
            1 => "FITTED CURVE",
            2 when data.ClassCount > 0 => "DECISION BOUNDARY",
            2 => "FITTED SURFACE",
            _ => "WHAT IT GETS WRONG",
        };
        var gui = context.Gui;
        gui.BeginPanel(bounds, title);
        _painter.Follow(data);
        _painter.DrawSwitch(gui.LastRow, data);
        if (_painter.IsOn)
            _painter.DrawTools(gui.NextRow(21));
        var room = gui.Remaining;
        if (view is not null && room.Height > 24)
        {
            if (data.InputCount == 1)
                DrawCurve(room, view);
            else if (data.InputCount == 2)
                DrawMap(room, view);
            else
                _mistakes.Draw(view, room);
        }
        gui.EndPanel();
    }

    private void DrawMap(in UiRect room, DecisionView view)
    {
        var side = MathF.Min(room.Width, room.Height - 4);
        var box = new UiRect(room.X, room.Y, MathF.Max(side, room.Width), side);
        if (_colored != view.Version || _isLight != context.View.IsLight)
        {
            _colored = view.Version;
            _isLight = context.View.IsLight;
            _dotData = null;
            FillColors(view);
        }
        context.Canvas.Image(box, _colors, DecisionMap.GridSide, smooth: true);
        if (!ReferenceEquals(_dotData, view.Data) || _dotVersion != _painter.Version)
            PlaceDots(view);
        context.Canvas.PushClip(box);
        for (var i = 0; i < _dots.Length; i++)
        {
            var x = box.X + _dots[i].X * box.Width;
            var y = box.Y + _dots[i].Y * box.Height;
            context.Canvas.FillRect(new UiRect(x - 1.5f, y - 1.5f, 3, 3), _dotColors[i], 1.5f);
        }
        context.Canvas.PopClip();
        if (_painter.IsOn)
        {
            var ((lowX, highX), (lowY, highY)) = (view.RangeX, view.RangeY);
            _painter.Work(box, new Vector2(lowX, lowY), new Vector2(highX, highY));
        }
    }

    private void FillColors(DecisionView view)
    {
        var data = view.Data;
        var theme = context.Theme;
        if (data.ClassCount == 0)
        {
            var outputs = view.Outputs;
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            for (var i = 0; i < outputs.Length; i += view.OutputCount)
                (low, high) = (MathF.Min(low, outputs[i]), MathF.Max(high, outputs[i]));
            for (var i = 0; i < _colors.Length; i++)
            {
                var share = (outputs[i * view.OutputCount] - low) / MathF.Max(1e-9f, high - low);
                _colors[i] = Palette.Mix(Palette.Class(theme, 0), Palette.Class(theme, 1), share);
            }
            return;
        }
        var even = 1f / Math.Max(2, data.ClassCount);
        for (var i = 0; i < _colors.Length; i++)
        {
            var (label, share) = view.Classify(i);
            // Between two classes the colours blend; among more, uncertain areas are dark.
            if (data.ClassCount == 2)
            {
                var second = label == 1 ? share : 1 - share;
                _colors[i] = Palette.Mix(Palette.Field(theme, 0), Palette.Field(theme, 1), second);
                continue;
            }
            var sureness = Math.Clamp((share - even) / (1 - even), 0, 1);
            _colors[i] = Palette.Mix(Palette.Undecided(theme), Palette.Field(theme, label), 0.25f + 0.75f * MathF.Sqrt(sureness));
        }
    }

    // Draws every painted point; of a large set a subset is enough.
    private void PlaceDots(DecisionView view)
    {
        var data = view.Data;
        (_dotData, _dotVersion) = (data, _painter.Version);
        // During a stroke the painter's points are ahead of the data.
        var points = _painter.Points;
        var isPainted = _painter.Fits(data);
        var all = isPainted ? points.Length : data.Count;
        var count = Math.Min(_painter.IsOn ? all : MaxDots, all);
        if (_dots.Length != count)
            (_dots, _dotColors) = (new SKPoint[count], new SKColor[count]);
        var (lowX, highX) = view.RangeX;
        var (lowY, highY) = view.RangeY;
        for (var i = 0; i < count; i++)
        {
            var at = (int)((long)i * all / count);
            var point = !isPainted ? new Vector2(data.Sample(at)[0], data.Sample(at)[1]) : points[at];
            _dots[i] = new SKPoint((point.X - lowX) / (highX - lowX), (highY - point.Y) / (highY - lowY));
            _dotColors[i] = Palette.Dot(context.Theme, !isPainted ? data.Labels?[at] ?? 0 : _painter.Labels[at]);
        }
    }

    private void DrawCurve(in UiRect room, DecisionView view)
    {
        var data = view.Data;
        for (var i = 0; i < _fitted.Length; i++)
            _fitted[i] = view.Outputs[i * view.OutputCount];
        var (low, high) = view.RangeX;
        var theme = context.Theme;
        var height = MathF.Min(room.Height, room.Width * 0.9f);
        _curve.XName = "x";
        _curve.ShowsLegend = false;
        _curve.Begin(context.Canvas, new UiRect(room.X - Theme.Space3, room.Y - 26, room.Width + Theme.Space3 + 8, height + 26), low, high);
        _curve.Add("network", theme.Accent, _fitted, low, (high - low) / (_fitted.Length - 1));
        var input = context.Gui.Input;
        _curve.End(theme, new SKPoint(input.MouseX, input.MouseY));
        if (data.Values is not { } values)
            return;
        var dots = Math.Min(MaxDots, data.Count);
        for (var i = 0; i < dots; i++)
        {
            var sample = (int)((long)i * data.Count / dots);
            var x = _curve.Plot.X + (data.Inputs[sample] - low) / (high - low) * _curve.Plot.Width;
            var y = _curve.Plot.Bottom - (float)_curve.Ticks.Position(values[sample * data.ValueCount]) * _curve.Plot.Height;
            if (y > _curve.Plot.Y - 8 && y < _curve.Plot.Bottom + 8)
                context.Canvas.FillRect(new UiRect(x - 1, y - 1, 2, 2), theme.Runner(1).WithAlpha(0xA0));
        }
    }
}
