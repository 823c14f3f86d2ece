using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The text next to the widget under the pointer.</summary>
internal sealed class TooltipCard(Gui gui)
{
    private const float MaxWidth = 300, LineHeight = 17;

    private readonly List<Range> _lines = [];
    private string _text = "";
    private UiRect _box;

    /// <summary>Its bounds in the last frame; empty if it was not shown.</summary>
    public UiRect Bounds { get; private set; }

    /// <summary>The bounds of the explained widget.</summary>
    public UiRect Explained => _box;

    /// <summary>Shows a text next to a box in this frame.</summary>
    public void Show(string text, in UiRect box) => (_text, _box) = (text, box);

    public void Clear() => _text = "";

    public void Draw()
    {
        Bounds = default;
        if (_text.Length == 0)
            return;
        Wrap();
        float width = 0;
        foreach (var line in _lines)
            width = MathF.Max(width, gui.Canvas.Measure(_text.AsSpan(line), TextStyle.Small));
        width = MathF.Min(width + 2 * Theme.Space2 + 3, gui.Canvas.Width - 8);
        var height = _lines.Count * LineHeight + 9;
        var card = Bounds = Place(width, height);
        gui.Canvas.FillRect(card, gui.Theme.ControlHover, Theme.Radius);
        gui.Canvas.StrokeRect(card, gui.Theme.Track, 1, Theme.Radius);
        var room = card.Inset(Theme.Space2, 4);
        foreach (var line in _lines)
            gui.Canvas.Text(_text.AsSpan(line), room.TakeTop(LineHeight, out room), TextStyle.Small, gui.Theme.Text);
    }

    // Below the explained widget, else above, else beside: never over it.
    private UiRect Place(float width, float height)
    {
        const float gap = 6, edge = 2;
        var x = Math.Clamp(gui.Input.MouseX - 8, 4, MathF.Max(4, gui.Canvas.Width - width - 4));
        if (_box.Bottom + gap + height <= gui.Canvas.Height)
            return new UiRect(x, _box.Bottom + gap, width, height);
        if (_box.Y - gap - height >= edge)
            return new UiRect(x, _box.Y - gap - height, width, height);
        var y = Math.Clamp(gui.Input.MouseY - height / 2, edge, MathF.Max(edge, gui.Canvas.Height - height - edge));
        var left = _box.X - gap - width;
        return new UiRect(left >= edge ? left : _box.Right + gap, y, width, height);
    }

    private void Wrap()
    {
        _lines.Clear();
        var start = 0;
        while (start < _text.Length)
        {
            var end = _text.IndexOf('\n', start);
            var line = _text.AsSpan(start, (end < 0 ? _text.Length : end) - start);
            var fitting = gui.Canvas.CountFitting(line, TextStyle.Small, MaxWidth);
            if (fitting < line.Length)
            {
                var space = line[..fitting].LastIndexOf(' ');
                // If several formulas are too long for one line, each gets its own.
                var formula = line[..fitting].LastIndexOf(';') + 1;
                if (formula > 1)
                    space = formula;
                line = line[..(space > 0 ? space : Math.Max(1, fitting))];
            }
            _lines.Add(new Range(start, start + line.Length));
            start += line.Length;
            // Skips the space or line end of the break.
            if (start < _text.Length && _text[start] == '\n')
                start++;
            else
                while (start < _text.Length && _text[start] == ' ')
                    start++;
        }
    }
}
