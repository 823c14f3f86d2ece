using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Lesson;

/// <summary>
/// A function's graph with both axes, linear or logarithmic: <see cref="Begin"/>, then lines and marks,
/// then <see cref="End"/>. Draws without allocating.
/// </summary>
internal sealed class Plot
{
    private readonly AxisTicks _x = new(), _y = new();
    private readonly TextBuffer _text = new();
    private SKPoint[] _points = [];
    private UiCanvas _canvas = null!;
    private Theme _theme = Theme.Dark;
    private UiRect _area;
    private Axis _across;

    /// <summary>The area within the axes.</summary>
    public UiRect Area => _area;

    /// <summary>Draws axes for these ranges; that of y is extended to round numbers.</summary>
    public void Begin(UiCanvas canvas, Theme theme, in UiRect bounds, Axis x, Axis y)
    {
        (_canvas, _theme) = (canvas, theme);
        (x, y) = (x.OrUnit, y.OrUnit);
        _across = x;
        Choose(_x, x, 6);
        Choose(_y, y, bounds.Height - 26 < 110 ? 3 : 5);
        // Labels that differ in a late digit need room for it.
        var room = 34f;
        foreach (var value in _y.Values)
        {
            Write(_y, value);
            room = MathF.Max(room, canvas.Measure(_text.Span, TextStyle.Tiny) + 2);
        }
        _area = new UiRect(bounds.X + room + 6, bounds.Y + 6, bounds.Width - room - 12, bounds.Height - 26);
        foreach (var value in _y.Values)
        {
            var at = Y(value);
            canvas.HorizontalLine(_area.X, at, _area.Width, theme.GridLine);
            Write(_y, value);
            canvas.Text(_text.Span, new UiRect(bounds.X, at - 6, room, 12), TextStyle.Tiny, theme.TextSecondary, TextAlign.Right);
        }
        foreach (var value in _x.Values)
        {
            if (value < x.Low * (x.IsLogarithmic ? 0.999 : 1) || value > x.High * (x.IsLogarithmic ? 1.001 : 1))
                continue;
            var at = X(value);
            canvas.VerticalLine(at, _area.Bottom, 4, theme.Track);
            Write(_x, value);
            canvas.Text(_text.Span, new UiRect(at - 24, _area.Bottom + 6, 48, 12), TextStyle.Tiny, theme.TextSecondary, TextAlign.Center);
        }
        canvas.PushClip(_area.Inset(-1, -5));
    }

    /// <summary>Pops the clip of <see cref="Begin"/>.</summary>
    public void End() => _canvas.PopClip();

    /// <summary>The x position of a value.</summary>
    public float X(double value)
    {
        var share = _across.IsLogarithmic
            ? Math.Log(value / _across.Low) / Math.Log(_across.High / _across.Low)
            : (value - _across.Low) / (_across.High - _across.Low);
        return _area.X + Clamp(share) * _area.Width;
    }

    /// <summary>The y position of a value.</summary>
    public float Y(double value) => _area.Bottom - Clamp(_y.Position(value)) * _area.Height;

    /// <summary>The value at an x position.</summary>
    public double ValueAt(float x)
    {
        double share = Math.Clamp((x - _area.X) / _area.Width, 0, 1);
        return _across.IsLogarithmic ? _across.Low * Math.Pow(_across.High / _across.Low, share) : _across.Low + share * (_across.High - _across.Low);
    }

    /// <summary>A polyline; values that are not finite interrupt it.</summary>
    public void Line(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, SKColor color, float width = 1.6f)
    {
        if (_points.Length < xs.Length)
            _points = new SKPoint[xs.Length];
        for (var i = 0; i < xs.Length; i++)
        {
            var isShown = double.IsFinite(ys[i]) && (!_y.IsLogarithmic || ys[i] > 0);
            _points[i] = isShown ? new SKPoint(X(xs[i]), Y(ys[i])) : new SKPoint(float.NaN, float.NaN);
        }
        _canvas.Polyline(_points.AsSpan(0, xs.Length), color, width);
    }

    /// <summary>A straight line between two points.</summary>
    public void Segment(double x0, double y0, double x1, double y1, SKColor color, float width = 1.6f)
    {
        if (double.IsFinite(y0 + y1))
            _canvas.Polyline([new SKPoint(X(x0), Y(y0)), new SKPoint(X(x1), Y(y1))], color, width);
    }

    /// <summary>A point.</summary>
    public void Dot(double x, double y, SKColor color, float radius = 4)
    {
        if (double.IsFinite(y))
            _canvas.FillCircle(X(x), Y(y), radius, color);
    }

    /// <summary>A dashed vertical line.</summary>
    public void Upright(double x, SKColor color) => _canvas.DashedVerticalLine(X(x), _area.Y, _area.Height, color);

    /// <summary>A small text next to a position within the axes.</summary>
    public void Note(ReadOnlySpan<char> text, float x, float y, SKColor color, TextAlign align = TextAlign.Left)
    {
        var width = _canvas.Measure(text, TextStyle.Tiny) + 2;
        var left = align switch { TextAlign.Right => x - width, TextAlign.Center => x - width / 2, _ => x };
        left = Math.Clamp(left, _area.X + 2, MathF.Max(_area.X + 2, _area.Right - width));
        _canvas.Text(text, new UiRect(left, Math.Clamp(y - 6, _area.Y - 4, MathF.Max(_area.Y - 4, _area.Bottom - 12)), width, 12), TextStyle.Tiny, color, halo: true);
    }

    private static void Choose(AxisTicks ticks, Axis axis, int intervals)
    {
        if (axis.IsLogarithmic)
            ticks.SetLogarithmic(axis.Low, axis.High, intervals);
        else
            ticks.SetLinear(axis.Low, axis.High, intervals);
    }

    private void Write(AxisTicks ticks, double value)
    {
        _text.Clear();
        var power = ticks.IsLogarithmic ? (int)Math.Round(Math.Log10(value)) : 0;
        if (power is < -3 or > 3)
            _text.Append("1e").AppendCount(power);
        else if (ticks.IsLogarithmic)
            _text.AppendSetting(value);
        else
            _text.AppendFixed(value, ticks.Decimals);
    }

    // NaN is outside.
    private static float Clamp(double share) => double.IsNaN(share) ? -3 : (float)Math.Clamp(share, -3, 4);
}
