namespace NeuroLab.Demo.App;

// What is remembered from one start to the next.
public sealed partial class DescentApp
{
    private SettingsFile? _settings;

    private static string[] PanelNames => ["hierarchy", "inspector", "charts", "timeline"];

    private void Recall(AppOptions options)
    {
        _commands.UiScale = options.Scale ?? 1;
        if (options.StateFolder is not { } folder)
            return;
        _settings = new SettingsFile(folder);
        var settings = _settings.Settings;
        _commands.UiScale = options.Scale ?? Math.Clamp(settings.Scale, DescentCommands.SmallestScale, DescentCommands.LargestScale);
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
            _commands.Complain(problem);
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
