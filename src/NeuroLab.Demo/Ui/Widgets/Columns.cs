using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The stack of widget columns; the innermost one takes the next widget.</summary>
internal sealed class Columns
{
    /// <summary>Gap between two widgets.</summary>
    public const float RowGap = 6;

    private readonly Stack<Column> _columns = new();

    public int Count => _columns.Count;

    /// <summary>The rest of the panel below the last widget.</summary>
    public UiRect Remaining
    {
        get
        {
            var area = _columns.Peek();
            return new UiRect(area.Box.X, area.Cursor, area.Box.Width, MathF.Max(0, area.Box.Bottom - area.Cursor));
        }
    }

    /// <summary>Bounds of the last widget.</summary>
    public UiRect LastRow { get; private set; }

    /// <summary>Allocates the bounds of the next widget, for custom drawing.</summary>
    public UiRect NextRow(float height)
    {
        var area = _columns.Pop();
        var row = new UiRect(area.Box.X, area.Cursor, area.Box.Width, height);
        _columns.Push(area with { Cursor = area.Cursor + height + RowGap });
        LastRow = row;
        return row;
    }

    public void Space(float height)
    {
        var area = _columns.Pop();
        _columns.Push(area with { Cursor = area.Cursor + height });
    }

    /// <summary>Begins a nested column.</summary>
    /// <param name="box">Bounds of its widgets.</param>
    /// <param name="scrollId">Id of the scroll area; 0 for a panel.</param>
    /// <param name="scrollBox">Its visible part.</param>
    public void Push(in UiRect box, int scrollId = 0, in UiRect scrollBox = default) =>
        _columns.Push(new Column(box, box.Y, scrollId, scrollBox));

    public Column Pop() => _columns.Pop();

    public void Clear() => _columns.Clear();
}
