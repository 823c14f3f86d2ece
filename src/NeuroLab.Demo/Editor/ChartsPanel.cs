using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>The charts in a row, each of any kind.</summary>
internal sealed class ChartsPanel : IPanel
{
    private readonly EditorContext _context;
    private readonly ChartCell[] _cells;
    private readonly LineProfile _line;
    private bool _wasClassification = true, _wasOnLine;

    public ChartsPanel(EditorContext context)
    {
        _context = context;
        var slice = new SurfaceSlice(context);
        _line = new LineProfile(context);
        _cells =
        [
            new ChartCell(context, slice, _line, ChartKind.Loss),
            new ChartCell(context, slice, _line, ChartKind.Accuracy),
            new ChartCell(context, slice, _line, ChartKind.GradientNorm),
            new ChartCell(context, slice, _line, ChartKind.Slice),
        ];
    }

    public string Id => "charts";

    public string Title => "Charts";

    public Dock Dock => Dock.Bottom;

    public PanelSize Size => new(Min: 96, Share: 0.182f, MinWindow: 400);

    /// <summary>The charts, from left to right.</summary>
    public IReadOnlyList<ChartCell> Cells => _cells;

    public void Prepare(double time)
    {
        for (var i = 0; i < _context.Runners.Count; i++)
            _context.Runners[i].UpdateTest(time);
        if (_line.IsOnLine != _wasOnLine)
            ShowLine(!_wasOnLine);
    }

    // The plane along a line comes with the curve along it, in place of the slice.
    private void ShowLine(bool isOnLine)
    {
        _wasOnLine = isOnLine;
        var (from, to) = isOnLine ? (ChartKind.Slice, ChartKind.Line) : (ChartKind.Line, ChartKind.Slice);
        if (Array.Find(_cells, cell => cell.Kind == to) is null && Array.Find(_cells, cell => cell.Kind == from) is { } found)
            found.Kind = to;
    }

    public void Draw(in UiRect bounds)
    {
        var canvas = _context.Canvas;
        _context.Gui.Cover(bounds);
        canvas.FillRect(bounds, _context.Theme.Panel);
        FollowTask();
        var count = Math.Clamp((int)(bounds.Width / 240), 1, _cells.Length);
        var rest = bounds;
        for (var i = 0; i < count; i++)
        {
            var box = rest.TakeLeft(bounds.Width / count, out rest);
            _context.Gui.PushId(i);
            _cells[i].Draw(box, _cells);
            _context.Gui.PopId();
            if (i > 0)
                canvas.VerticalLine(box.X, box.Y, box.Height, _context.Theme.Border);
        }
    }

    // Accuracy exists for classification only.
    private void FollowTask()
    {
        var isClassification = _context.Scene.Trainer.Session.Data.Evaluation.IsClassification;
        if (isClassification == _wasClassification)
            return;
        _wasClassification = isClassification;
        foreach (var cell in _cells)
        {
            if (isClassification && cell.Kind == ChartKind.StepSize)
                cell.Kind = ChartKind.Accuracy;
            else if (!isClassification && cell.Kind == ChartKind.Accuracy)
                cell.Kind = ChartKind.StepSize;
        }
    }
}
