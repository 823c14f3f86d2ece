using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Lesson;

/// <summary>
/// A matrix as coloured tiles: blue below zero, dark at zero, orange above. A matrix with more cells than pixels shows
/// the largest magnitude of each group.
/// </summary>
internal sealed class HeatMap
{
    private SKColor[] _colors = [];
    private UiRect _box;
    private int _rows, _columns;

    /// <summary>Row under the mouse; −1 for none.</summary>
    public int HoverRow { get; private set; } = -1;

    /// <summary>Column under the mouse; −1 for none.</summary>
    public int HoverColumn { get; private set; } = -1;

    /// <summary>Draws values, [rows, columns], and returns the mouse state.</summary>
    /// <param name="gui">The widgets.</param>
    /// <param name="name">Name of the area.</param>
    /// <param name="box">Bounds.</param>
    /// <param name="values">Row-major values.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="scale">The value drawn in full colour.</param>
    public AreaState Draw(Gui gui, string name, in UiRect box, ReadOnlySpan<double> values, int columns, double scale)
    {
        (_box, _columns, _rows) = (box, columns, values.Length / columns);
        int across = Math.Min(_columns, Math.Max(1, (int)box.Width)), down = Math.Min(_rows, Math.Max(1, (int)box.Height));
        if (_colors.Length != across * down)
            _colors = new SKColor[across * down];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
                _colors[y * across + x] = ColorOf(MaxMagnitude(values, x, y, across, down) / scale, gui.Theme);
        }
        gui.Canvas.Image(box, _colors, across, smooth: false);
        DrawGaps(gui);
        var state = gui.DragArea(name, box);
        var isOver = state.IsHovered;
        HoverColumn = isOver ? Math.Clamp((int)((state.X - box.X) / box.Width * _columns), 0, _columns - 1) : -1;
        HoverRow = isOver ? Math.Clamp((int)((state.Y - box.Y) / box.Height * _rows), 0, _rows - 1) : -1;
        return state;
    }

    /// <summary>Outlines a cell.</summary>
    public void Mark(Gui gui, int row, int column, SKColor color)
    {
        var cell = Cell(row, column);
        // A tile of only a few pixels gets a frame around it.
        if (cell.Width < 8)
            cell = cell.Inset((cell.Width - 8) / 2, 0);
        if (cell.Height < 8)
            cell = cell.Inset(0, (cell.Height - 8) / 2);
        gui.Canvas.StrokeRect(new UiRect(cell.X - 1, cell.Y - 1, cell.Width + 2, cell.Height + 2), color, 1.5f, 2);
    }

    /// <summary>The colour of a value between −1 and 1; red for what is not finite.</summary>
    public static SKColor ColorOf(double value, Theme theme)
    {
        if (!double.IsFinite(value))
            return theme.Danger;
        var full = value < 0 ? theme.Runner(1) : theme.Accent;
        // The square root makes the sign of small values visible.
        var share = MathF.Sqrt(MathF.Min(1, (float)Math.Abs(value)));
        var zero = theme.Control;
        return new SKColor(Mix(zero.Red, full.Red, share), Mix(zero.Green, full.Green, share), Mix(zero.Blue, full.Blue, share));
    }

    /// <summary>The maximum magnitude, at least a tiny number: a scale for the colours.</summary>
    public static double ScaleOf(ReadOnlySpan<double> values)
    {
        var largest = 1e-12;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                largest = Math.Max(largest, Math.Abs(value));
        }
        return largest;
    }

    private static byte Mix(byte from, byte to, float share) => (byte)(from + (to - from) * share);

    private UiRect Cell(int row, int column)
    {
        float width = _box.Width / _columns, height = _box.Height / _rows;
        return new UiRect(_box.X + column * width, _box.Y + row * height, width, height);
    }

    private double MaxMagnitude(ReadOnlySpan<double> values, int x, int y, int across, int down)
    {
        int fromColumn = (int)((long)x * _columns / across), toColumn = (int)((long)(x + 1) * _columns / across);
        int fromRow = (int)((long)y * _rows / down), toRow = (int)((long)(y + 1) * _rows / down);
        var largest = values[fromRow * _columns + fromColumn];
        for (var row = fromRow; row < toRow; row++)
        {
            for (var column = fromColumn; column < toColumn; column++)
            {
                var value = values[row * _columns + column];
                if (!double.IsFinite(value) || Math.Abs(value) > Math.Abs(largest))
                    largest = value;
            }
        }
        return largest;
    }

    private void DrawGaps(Gui gui)
    {
        if (_box.Width / _columns >= 6)
        {
            for (var column = 1; column < _columns; column++)
                gui.Canvas.VerticalLine(MathF.Round(_box.X + column * _box.Width / _columns), _box.Y, _box.Height, gui.Theme.Panel);
        }
        if (_box.Height / _rows >= 6)
        {
            for (var row = 1; row < _rows; row++)
                gui.Canvas.HorizontalLine(_box.X, MathF.Round(_box.Y + row * _box.Height / _rows), _box.Width, gui.Theme.Panel);
        }
    }
}
