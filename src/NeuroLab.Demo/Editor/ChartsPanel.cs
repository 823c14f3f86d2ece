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
    private bool _wasClassification = true;
    private int _count = 1;

    public ChartsPanel(EditorContext context)
    {
        _context = context;
        var slice = new SurfaceSlice(context);
        _cells =
        [
            new ChartCell(context, slice, ChartKind.Loss),
            new ChartCell(context, slice, ChartKind.Accuracy),
            new ChartCell(context, slice, ChartKind.GradientNorm),
            new ChartCell(context, slice, ChartKind.Cut),
        ];
    }

    public string Id => "charts";

    public string Title => "Charts";

    public Dock Dock => Dock.Bottom;

    public PanelSize Size => new(Min: 96, Share: 0.182f, MinWindow: 400);

    /// <summary>The charts, from left to right.</summary>
    public IReadOnlyList<ChartCell> Cells => _cells;

    /// <summary>Shows a kind of chart: in the last of those with room, unless it is there already.</summary>
    public void Show(ChartKind kind)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_cells[i].Kind == kind)
                return;
        }
        _cells[_count - 1].Swap(kind, _cells);
    }

    public void Prepare(double time)
    {
        for (var i = 0; i < _context.Runners.Count; i++)
            _context.Runners[i].UpdateTest(time);
    }

    public void Draw(in UiRect bounds)
    {
        var canvas = _context.Canvas;
        _context.Gui.Cover(bounds);
        canvas.FillRect(bounds, _context.Theme.Panel);
        FollowTask();
        var count = _count = Math.Clamp((int)(bounds.Width / 240), 1, _cells.Length);
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
