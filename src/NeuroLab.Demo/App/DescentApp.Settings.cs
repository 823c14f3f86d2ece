using System.Drawing;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.App;

// Saved settings.
internal sealed partial class DescentApp
{
    private const int MinWindow = 240;

    private SettingsFile? _settings;
    private double _nextLook;
    private int _look;
    private float? _givenScale;
    private Rectangle _bounds;

    private void Recall(AppOptions options)
    {
        _givenScale = options.Scale;
        _commands.UiScale = options.Scale ?? 1;
        if (options.StateFolder is not { } folder)
        {
            _window.Place(_window.Bounds);
            return;
        }
        _settings = new SettingsFile(folder);
        var settings = _settings.Settings;
        _commands.UiScale = options.Scale ?? Math.Clamp(settings.Scale, DescentCommands.MinScale, DescentCommands.MaxScale);
        if (settings.IsLight)
            _view.IsLight = true;
        _view.Model.ChartAxis = ChartScale.AxisOf(settings.ChartAxis);
        _view.Model.AreHintsVisible = !settings.HasSeenHints;
        _commands.Files.Recall(settings.Recent);
        if (settings.Window is [var left, var top, >= MinWindow and var width, >= MinWindow and var height])
            _window.Place(_bounds = new Rectangle(left, top, width, height));
        else
            _window.Place(_window.Bounds);
        var layout = _workspace.Layout;
        layout.LeftShare = Share(settings.Left, layout.LeftShare);
        foreach (var docked in layout.Panels)
        {
            if (!docked.CanHide || !settings.Panels.TryGetValue(docked.Panel.Id, out var panel) || panel is null)
                continue;
            docked.IsShown = false;
            if (panel.IsShown)
                layout.Show(docked.Panel.Id);
            docked.Share = Share(panel.Share, docked.Share);
        }
        if (_settings.Problem is { } problem)
            _commands.Notices.ShowError(problem);
    }

    // At most once a second, and only after a change: a steady frame allocates no strings.
    private void RememberSettings(double now)
    {
        if (_settings is null || now < _nextLook)
            return;
        _nextLook = now + 1;
        if (!_window.IsFullscreen && !_window.IsMinimized)
            _bounds = _window.Bounds;
        var look = HashCode.Combine(
            _bounds,
            _view.IsLight, _view.Model.ChartAxis, _view.Model.AreHintsVisible, _commands.UiScale, _commands.Files.RecentVersion, _workspace.Layout.RememberedHash());
        if (look == _look)
            return;
        _look = look;
        _settings.Save(Gather());
    }

    private AppSettings Gather()
    {
        var layout = _workspace.Layout;
        return new AppSettings
        {
            IsLight = _view.IsLight,
            ChartAxis = ChartScale.Names[(int)_view.Model.ChartAxis],
            // One given for this start is not the user's choice for the next.
            Scale = _commands.UiScale == _givenScale ? _settings!.Settings.Scale : _commands.UiScale,
            HasSeenHints = !_view.Model.AreHintsVisible,
            Left = layout.LeftShare,
            Window = _bounds.IsEmpty ? null : [_bounds.X, _bounds.Y, _bounds.Width, _bounds.Height],
            Panels = layout.Panels.Where(docked => docked.CanHide)
                .ToDictionary(docked => docked.Panel.Id, docked => new PanelSettings(docked.IsShown, docked.Share)),
            Recent = [.. _commands.Files.RecentFiles],
        };
    }

    private static float Share(float share, float defaultShare) => share is > 0.02f and < 0.98f ? share : defaultShare;
}
