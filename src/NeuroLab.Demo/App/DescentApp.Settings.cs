namespace NeuroLab.Demo.App;

// What is remembered from one start to the next.
public sealed partial class DescentApp
{
    private SettingsFile? _settings;
    private double _nextLook;
    private int _look;

    private static string[] PanelNames => ["hierarchy", "inspector", "charts", "timeline"];

    private void Recall(AppOptions options)
    {
        _commands.UiScale = options.Scale ?? 1;
        if (options.StateFolder is not { } folder)
            return;
        _settings = new SettingsFile(folder);
        var settings = _settings.Settings;
        _commands.UiScale = options.Scale ?? Math.Clamp(settings.Scale, DescentCommands.MinScale, DescentCommands.MaxScale);
        if (settings.IsLight)
            _view.IsLight = true;
        _view.Model.AreHintsVisible = !settings.HasSeenHints;
        _commands.Recall(settings.Recent);
        var layout = _workspace.Layout;
        layout.LeftShare = Share(settings.Left, layout.LeftShare);
        layout.RightShare = Share(settings.Right, layout.RightShare);
        layout.ChartShare = Share(settings.Charts, layout.ChartShare);
        layout.HierarchyShare = Share(settings.Hierarchy, layout.HierarchyShare);
        layout.ShowsHierarchy = !settings.Hidden.Contains("hierarchy");
        layout.ShowsInspector = !settings.Hidden.Contains("inspector");
        layout.ShowsCharts = !settings.Hidden.Contains("charts");
        layout.ShowsTimeline = !settings.Hidden.Contains("timeline");
        if (_settings.Problem is { } problem)
            _commands.ShowError(problem);
    }

    // Once a second at most, and only where something changed: a steady frame makes no texts.
    private void RememberSettings(double now)
    {
        if (_settings is null || now < _nextLook)
            return;
        _nextLook = now + 1;
        var layout = _workspace.Layout;
        var shown = (layout.ShowsHierarchy ? 1 : 0) + (layout.ShowsInspector ? 2 : 0) + (layout.ShowsCharts ? 4 : 0)
            + (layout.ShowsTimeline ? 8 : 0) + (_view.IsLight ? 16 : 0) + (_view.Model.AreHintsVisible ? 32 : 0);
        var look = HashCode.Combine(
            shown, _commands.UiScale, layout.LeftShare, layout.RightShare, layout.ChartShare, layout.HierarchyShare,
            _commands.RecentVersion);
        if (look == _look)
            return;
        _look = look;
        _settings.Save(Gather());
    }

    private AppSettings Gather()
    {
        var layout = _workspace.Layout;
        var shown = (bool[])[layout.ShowsHierarchy, layout.ShowsInspector, layout.ShowsCharts, layout.ShowsTimeline];
        return new AppSettings
        {
            IsLight = _view.IsLight,
            Scale = _commands.UiScale,
            HasSeenHints = !_view.Model.AreHintsVisible,
            Left = layout.LeftShare,
            Right = layout.RightShare,
            Charts = layout.ChartShare,
            Hierarchy = layout.HierarchyShare,
            Hidden = [.. PanelNames.Where((_, i) => !shown[i])],
            Recent = [.. _commands.RecentFiles],
        };
    }

    private static float Share(float share, float usual) => share is > 0.02f and < 0.98f ? share : usual;
}
