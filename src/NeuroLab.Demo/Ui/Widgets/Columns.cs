using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The columns that widgets stand in, one below the other; the innermost takes the next one.</summary>
internal sealed class Columns
{
    /// <summary>Between two widgets.</summary>
    public const float RowGap = 6;

    private readonly Stack<Column> _columns = new();

    public int Count => _columns.Count;

    /// <summary>What is left of the panel below the last widget.</summary>
    public UiRect Remaining
    {
        get
        {
            var area = _columns.Peek();
            return new UiRect(area.Box.X, area.Cursor, area.Box.Width, MathF.Max(0, area.Box.Bottom - area.Cursor));
        }
    }

    /// <summary>The place that was taken last.</summary>
    public UiRect LastRow { get; private set; }

    /// <summary>The place of the next widget, for drawing of one's own.</summary>
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

    /// <summary>Begins a column within the present one.</summary>
    /// <param name="box">Where its widgets stand.</param>
    /// <param name="scrollId">What scrolls it; 0 for a panel.</param>
    /// <param name="scrollBox">What of it is seen.</param>
    public void Push(in UiRect box, int scrollId = 0, in UiRect scrollBox = default) =>
        _columns.Push(new Column(box, box.Y, scrollId, scrollBox));

    public Column Pop() => _columns.Pop();

    public void Clear() => _columns.Clear();
}
