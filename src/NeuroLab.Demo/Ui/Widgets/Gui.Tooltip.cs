using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const float TooltipWidth = 300, TooltipLine = 17;

    private readonly List<Range> _tooltipLines = [];

    /// <summary>Where the tooltip of the last frame stood, and what it explained; empty for none.</summary>
    public UiRect TooltipCard { get; private set; }

    /// <summary>What the tooltip of the last frame explained.</summary>
    public UiRect TooltipSubject => _tooltipBox;

    private void DrawTooltip()
    {
        TooltipCard = default;
        if (_tooltip.Length == 0)
            return;
        WrapTooltip();
        float width = 0;
        foreach (var line in _tooltipLines)
            width = MathF.Max(width, canvas.Measure(_tooltip.AsSpan(line), TextStyle.Small));
        width = MathF.Min(width + 2 * Theme.Space2 + 3, canvas.Width - 8);
        var height = _tooltipLines.Count * TooltipLine + 9;
        TooltipCard = PlaceTooltip(width, height);
        var card = TooltipCard;
        canvas.FillRect(card, Theme.ControlHover, Theme.Radius);
        canvas.StrokeRect(card, Theme.Track, 1, Theme.Radius);
        var room = card.Inset(Theme.Space2, 4);
        foreach (var line in _tooltipLines)
            canvas.Text(_tooltip.AsSpan(line), room.TakeTop(TooltipLine, out room), TextStyle.Small, Theme.Text);
    }

    // Below what it explains, else above, else beside: never over it.
    private UiRect PlaceTooltip(float width, float height)
    {
        const float gap = 6, edge = 2;
        var box = _tooltipBox;
        var x = Math.Clamp(_input.MouseX - 8, 4, MathF.Max(4, canvas.Width - width - 4));
        if (box.Bottom + gap + height <= canvas.Height)
            return new UiRect(x, box.Bottom + gap, width, height);
        if (box.Y - gap - height >= edge)
            return new UiRect(x, box.Y - gap - height, width, height);
        var y = Math.Clamp(_input.MouseY - height / 2, edge, MathF.Max(edge, canvas.Height - height - edge));
        var left = box.X - gap - width;
        return new UiRect(left >= edge ? left : box.Right + gap, y, width, height);
    }

    private void WrapTooltip()
    {
        _tooltipLines.Clear();
        var start = 0;
        while (start < _tooltip.Length)
        {
            var end = _tooltip.IndexOf('\n', start);
            var line = _tooltip.AsSpan(start, (end < 0 ? _tooltip.Length : end) - start);
            var fitting = canvas.CountFitting(line, TextStyle.Small, TooltipWidth);
            if (fitting < line.Length)
            {
                var space = line[..fitting].LastIndexOf(' ');
                // Of several formulas each has its line, where they are too long for one.
                var formula = line[..fitting].LastIndexOf(';') + 1;
                if (formula > 1)
                    space = formula;
                line = line[..(space > 0 ? space : Math.Max(1, fitting))];
            }
            _tooltipLines.Add(new Range(start, start + line.Length));
            start += line.Length;
            // The space or line end that was broken at is used up.
            if (start < _tooltip.Length && _tooltip[start] == '\n')
                start++;
            else
                while (start < _tooltip.Length && _tooltip[start] == ' ')
                    start++;
        }
    }
}
