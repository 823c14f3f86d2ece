using System.Runtime.InteropServices;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>
/// The interface over the 3D view while no editor is open: toolbar, the loss in large type, colour scale, axis labels,
/// live charts, hints, help and messages. <see cref="Draw"/> is called every frame, between the canvas' BeginFrame and
/// EndFrame, and allocates only the first time.
/// </summary>
internal sealed class Hud
{
    private const float ScaleRoom = 34;

    private readonly LineChart _loss = new("LOSS");
    private readonly LineChart _accuracy = new("ACCURACY");
    private readonly LineChart _gradientNorm = new("GRADIENT NORM");
    private readonly HudFrame _frame = new();

    public Theme Theme
    {
        get => _frame.Theme;
        set => _frame.Theme = value;
    }

    /// <summary>Logical pixels at the right that are occupied by something else, over the full height.</summary>
    public float RightInset { get; set; }

    /// <summary>What is in the view in this frame, for widgets over it.</summary>
    public HudFrame Frame => _frame;

    /// <summary>The 3D view's part of the window, in logical pixels.</summary>
    public static UiRect ViewOf(float width, float height) => new HudLayout(width, height).View;

    /// <summary>The message over the view; its clock is <see cref="HudModel.Time"/>.</summary>
    public Toast Toast { get; } = new();

    /// <summary>The action of a click at a position in logical pixels.</summary>
    public static HudAction ActionAt(float x, float y, float width, float height)
    {
        var layout = new HudLayout(width, height);
        if (layout.Restart.Contains(x, y))
            return HudAction.Restart;
        if (layout.PlayPause.Contains(x, y))
            return HudAction.PlayPause;
        if (layout.Step.Contains(x, y))
            return HudAction.Step;
        if (layout.Record.Contains(x, y))
            return HudAction.Record;
        return layout.Help.Contains(x, y) ? HudAction.Help : HudAction.None;
    }

    /// <summary>Draws the whole HUD: the view's texts, toolbar and charts.</summary>
    public void Draw(UiCanvas canvas, HudModel model)
    {
        DrawView(canvas, model, new HudLayout(canvas.Width - RightInset, canvas.Height), default);
        _frame.DrawToolbar();
        DrawCharts();
        if (model.IsHelpVisible)
            _frame.DrawHelp();
    }

    /// <summary>Draws only what is in the view itself, if panels are around it.</summary>
    public void DrawView(UiCanvas canvas, HudModel model, in UiRect view) =>
        DrawView(canvas, model, new HudLayout(view), default);

    /// <summary>Draws what is in the view, and the loss curve in its lower left corner.</summary>
    public void DrawInset(UiCanvas canvas, HudModel model)
    {
        var width = MathF.Min(260, canvas.Width * 0.34f);
        var height = MathF.Min(120, canvas.Height * 0.27f);
        var box = new UiRect(Theme.Space3, canvas.Height - Theme.Space3 - height, width, height);
        // Two surfaces need the room, and the curve would be that of one.
        var fits = width >= 120 && height >= 60 && model.Second is null;
        DrawView(canvas, model, new HudLayout(canvas.Bounds), fits ? box : default);
        if (!fits)
            return;
        canvas.FillRect(box, Theme.Panel.WithAlpha(0xF0), Theme.Radius);
        _loss.IsLogarithmic = model.IsLossLogarithmic;
        DrawChart(_loss, box, model.LossSeries);
    }

    /// <summary>Draws the help over everything else, if it is open.</summary>
    public void DrawHelp(UiCanvas canvas, HudModel model)
    {
        (_frame.Canvas, _frame.Model) = (canvas, model);
        if (model.IsHelpVisible)
            _frame.DrawHelp();
    }

    private void DrawView(UiCanvas canvas, HudModel model, in HudLayout layout, in UiRect reserved)
    {
        (_frame.Canvas, _frame.Model, _frame.Layout) = (canvas, model, layout);
        canvas.HaloColor = Theme.Background.WithAlpha(0xD0);

        _frame.Notes.Clear();
        _frame.Chip = default;
        canvas.PushClip(_frame.Layout.View);
        _frame.Labels.Begin(_frame.Layout.View.Inset(Theme.Space2));
        if (!reserved.IsEmpty)
            _frame.Labels.Reserve(reserved);
        _frame.DrawReadout();
        _frame.DrawColorScale();
        _frame.DrawStatus();
        var caption = _frame.DrawCaption(reserved);
        var below = _frame.Layout.View;
        if (Toast.IsVisible(model.Time))
        {
            var toast = Toast.Draw(canvas, Theme, caption.IsEmpty ? below : below with { Height = caption.Y - below.Y }, model.Time);
            _frame.Labels.Reserve(toast);
            below = below with { Height = toast.Y - below.Y };
        }
        else if (model.Loading is null)
            _frame.DrawHints(caption);
        _frame.DrawLoading(below);
        _frame.DrawWayBack();
        BallMarks.Draw(canvas, Theme, _frame.Labels, _frame.Layout.View, _frame.Layout.HasColorScale ? _frame.Layout.ColorScale.Inset(-ScaleRoom, -8) : default, CollectionsMarshal.AsSpan(model.Balls));
        _frame.DrawAxisLabels();
        _frame.DrawSampling();
        _frame.DrawHover();
        canvas.PopClip();
    }

    private void DrawCharts()
    {
        var strip = _frame.Layout.Charts;
        if (strip.IsEmpty)
            return;
        _frame.Canvas.FillRect(strip, Theme.Panel);
        var count = 1;
        if (_frame.Model.AccuracySeries.Count > 0)
            count++;
        if (_frame.Model.GradientNormSeries.Count > 0)
            count++;
        count = Math.Min(count, _frame.Layout.ChartCount);
        var width = strip.Width / count;
        for (var i = 1; i < count; i++)
            _frame.Canvas.VerticalLine(strip.X + i * width, strip.Y, strip.Height, Theme.Border);

        var bounds = strip.TakeLeft(width, out var rest);
        _loss.IsLogarithmic = _frame.Model.IsLossLogarithmic;
        DrawChart(_loss, bounds, _frame.Model.LossSeries);
        if (count > 1 && _frame.Model.AccuracySeries.Count > 0)
            DrawChart(_accuracy, bounds = rest.TakeLeft(width, out rest), _frame.Model.AccuracySeries);
        if (bounds.Right < strip.Right - 1 && _frame.Model.GradientNormSeries.Count > 0)
            DrawChart(_gradientNorm, rest, _frame.Model.GradientNormSeries);
        _frame.Canvas.HorizontalLine(strip.X, strip.Y, strip.Width, Theme.Border);
    }

    private void DrawChart(LineChart chart, in UiRect bounds, List<ChartSeries> series)
    {
        double from = double.PositiveInfinity, to = double.NegativeInfinity;
        foreach (var one in series)
        {
            if (one.X.IsEmpty)
                continue;
            from = Math.Min(from, one.X[0]);
            to = Math.Max(to, one.LastX);
        }
        if (from > to)
            (from, to) = (0, 1);
        chart.Playhead = _frame.Model.Step;
        chart.Begin(_frame.Canvas, bounds, from, Math.Max(to, from + 10));
        foreach (var one in series)
            chart.Add(one);
        // The marker is only drawn while an earlier step than the last one is shown.
        chart.Marker = _frame.Model.Step < to ? _frame.Model.Step : double.NaN;
        var hovers = bounds.Contains(_frame.Model.PointerX, _frame.Model.PointerY) && !_frame.Model.IsHelpVisible;
        chart.End(Theme, hovers ? new SKPoint(_frame.Model.PointerX, _frame.Model.PointerY) : null);
    }
}
