using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const float TooltipWidth = 300, TooltipLine = 17;

    private readonly List<Range> _tooltipLines = [];

    private void DrawTooltip()
    {
        if (_tooltip.Length == 0)
            return;
        WrapTooltip();
        float width = 0;
        foreach (var line in _tooltipLines)
            width = MathF.Max(width, canvas.Measure(_tooltip.AsSpan(line), TextStyle.Small));
        width = MathF.Min(width + 2 * Theme.Space2 + 3, canvas.Width - 8);
        var height = _tooltipLines.Count * TooltipLine + 9;
        var below = _tooltipBox.Bottom + 6;
        var y = below + height <= canvas.Height ? below : MathF.Max(2, _tooltipBox.Y - 6 - height);
        var card = new UiRect(Math.Clamp(_input.MouseX - 8, 4, MathF.Max(4, canvas.Width - width - 4)), y, width, height);
        canvas.FillRect(card, Theme.ControlHover, Theme.Radius);
        canvas.StrokeRect(card, Theme.Track, 1, Theme.Radius);
        var room = card.Inset(Theme.Space2, 4);
        foreach (var line in _tooltipLines)
            canvas.Text(_tooltip.AsSpan(line), room.TakeTop(TooltipLine, out room), TextStyle.Small, Theme.Text);
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
