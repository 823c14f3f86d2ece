namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>A temporary message at the bottom of an area.</summary>
internal sealed class Toast
{
    private const double FadeSeconds = 0.25;
    private const float Height = 34, LineHeight = 18, IconRoom = 22, Corner = 92, MinWidth = 320;

    // Long enough to be read.
    private const double MinSeconds = 2.5, LettersPerSecond = 18;

    private string _text = "";
    private string[] _lines = [];
    private string? _folded;
    private float _room;
    private double _end = double.NegativeInfinity;
    private bool _isError;
    private UiRect _button;

    /// <summary>Shows a message, replacing the previous one.</summary>
    /// <param name="text">A line, or two; a long one is folded at words.</param>
    /// <param name="now">Time in seconds, by the same clock as for <see cref="Draw"/>.</param>
    /// <param name="seconds">Duration; null for as long as the text takes to read.</param>
    /// <param name="isError">In red, with an icon.</param>
    /// <param name="path">The file it is about; null for none.</param>
    public void Show(string text, double now, double? seconds = null, bool isError = false, string? path = null) =>
        (_text, _folded, _end, _isError, Path) = (text, null, now + Math.Max(seconds ?? MinSeconds, seconds is null ? text.Length / LettersPerSecond : 0), isError, path);

    /// <summary>The file of the last message; null for none.</summary>
    public string? Path { get; private set; }

    /// <summary>Width reserved for a button next to a message about a file; 0 for none.</summary>
    public float ButtonWidth { get; set; }

    /// <summary>The bounds of that button in the last frame; empty for none.</summary>
    public UiRect Button(double now) => IsVisible(now) && Path is not null && ButtonWidth > 0 ? _button : default;

    /// <summary>The last message.</summary>
    public string Text => _text;

    /// <summary>Whether the last message was an error.</summary>
    public bool IsError => _isError;

    public bool IsVisible(double now) => now < _end;

    /// <returns>Its bounds.</returns>
    public UiRect Draw(UiCanvas canvas, Theme theme, in UiRect area, double now)
    {
        var alpha = (byte)(255 * Math.Clamp((_end - now) / FadeSeconds, 0, 1));
        var icon = _isError ? IconRoom : 0;
        var button = Path is null || ButtonWidth == 0 ? 0 : ButtonWidth + Theme.Space3;
        // Beside the axes in the corner, which are drawn on top.
        var limit = MathF.Max(area.Width - 2 * Corner, MathF.Min(area.Width - 2 * Theme.Space4, MinWidth));
        Fold(canvas, limit - 2 * Theme.Space4 - icon - button);
        var longest = 0f;
        foreach (var line in _lines)
            longest = MathF.Max(longest, canvas.Measure(line, TextStyle.Body));
        var wanted = longest + 2 * Theme.Space4 + icon + button;
        var width = MathF.Min(wanted, limit);
        var height = Height + LineHeight * MathF.Max(0, _lines.Length - 1);
        var card = new UiRect(area.CenterX - width / 2, area.Bottom - height - Theme.Space4, width, height);
        canvas.FillRect(card, theme.Control.WithAlpha((byte)(alpha * 0.95f)), 6);
        canvas.StrokeRect(card, (_isError ? theme.Danger : theme.ControlBorder).WithAlpha(alpha), 1, 6);
        var room = card.Inset(Theme.Space4, 0);
        _button = room.TakeRight(button, out room).Inset(0, 4) with { X = card.Right - 5 - ButtonWidth, Width = ButtonWidth, Y = card.CenterY - Height / 2 + 4, Height = Height - 8 };
        if (_isError)
            canvas.Icon(Icon.Warning, room.TakeLeft(IconRoom, out room) with { Width = 15 }, theme.Danger.WithAlpha(alpha));
        room = room.Inset(0, (Height - LineHeight) / 2);
        foreach (var line in _lines)
            canvas.Text(line, room.TakeTop(LineHeight, out room), TextStyle.Body, theme.Text.WithAlpha(alpha));
        return card;
    }

    private void Fold(UiCanvas canvas, float room)
    {
        if (ReferenceEquals(_folded, _text) && _room == room)
            return;
        (_folded, _room) = (_text, room);
        var lines = new List<string>();
        foreach (var whole in _text.Split('\n'))
        {
            var rest = whole;
            while (canvas.Measure(rest, TextStyle.Body) > room)
            {
                var end = rest.LastIndexOf(' ');
                while (end > 0 && canvas.Measure(rest.AsSpan(0, end), TextStyle.Body) > room)
                    end = rest.LastIndexOf(' ', end - 1);
                if (end <= 0)
                    break;
                lines.Add(rest[..end]);
                rest = rest[(end + 1)..];
            }
            lines.Add(rest);
        }
        _lines = [.. lines];
    }
}
