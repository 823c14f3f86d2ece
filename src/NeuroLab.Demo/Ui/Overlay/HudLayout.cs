using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The layout of the HUD for a window size; secondary parts are hidden if there is no room.</summary>
internal readonly struct HudLayout
{
    private const float ButtonWidth = 30, ButtonHeight = 26;

    public HudLayout(float width, float height)
    {
        var all = new UiRect(0, 0, width, height);
        Toolbar = all.TakeTop(height < 420 ? 36 : 40, out var rest);
        var charts = height < 280 ? 0 : height < 480 ? 88 : Math.Clamp(height * 0.2f, 124, 190);
        Charts = rest.TakeBottom(charts, out var view);
        View = view;
        ChartCount = Math.Clamp((int)(width / 280), 1, 3);

        var middle = width / 2 - 1.5f * ButtonWidth - Theme.Space2;
        Restart = Button(middle);
        PlayPause = Button(middle + ButtonWidth + Theme.Space2);
        Step = Button(middle + 2 * (ButtonWidth + Theme.Space2));
        Record = Button(width - Theme.Space3 - ButtonWidth);
        Help = Button(Record.X - Theme.Space2 - ButtonWidth);

        ColorScale = ScaleIn(view);
        HasColorScale = ColorScale.Height >= 64 && width >= 420;
        IsCompact = height < 480 || width < 720;
    }

    /// <summary>A view with panels around it: no toolbar, no charts.</summary>
    public HudLayout(UiRect view)
    {
        View = view;
        ColorScale = ScaleIn(view);
        HasColorScale = ColorScale.Height >= 64 && view.Width >= 360;
        // The panels show the settings.
        IsCompact = true;
    }

    public UiRect Toolbar { get; }

    /// <summary>The 3D view between the toolbar and the charts.</summary>
    public UiRect View { get; }

    public UiRect Charts { get; }

    public int ChartCount { get; }

    public UiRect Restart { get; }

    public UiRect PlayPause { get; }

    public UiRect Step { get; }

    public UiRect Record { get; }

    public UiRect Help { get; }

    /// <summary>The coloured bar, without its labels.</summary>
    public UiRect ColorScale { get; }

    public bool HasColorScale { get; }

    /// <summary>Whether there is only room for the essential lines of text.</summary>
    public bool IsCompact { get; }

    private static UiRect ScaleIn(UiRect view) => new(
        view.Right - 30 - 10, view.Y + MathF.Max(44, view.Height * 0.22f), 10, MathF.Min(180, view.Height * 0.42f));

    private UiRect Button(float x) => new(x, Toolbar.CenterY - ButtonHeight / 2, ButtonWidth, ButtonHeight);
}
