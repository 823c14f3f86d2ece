using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The editor around the 3D view: toolbar, hierarchy, inspector, charts and timeline, with splitters between them.
/// Each frame: <see cref="Read"/> the input, <see cref="Prepare"/> before the tick, <see cref="Draw"/> after it.
/// </summary>
public sealed class Workspace
{
    private readonly EditorContext _context;
    private readonly WidgetInput _input = new();
    private readonly ToolbarPanel _toolbar;
    private readonly HierarchyPanel _hierarchy;
    private readonly DecisionPanel _decision;
    private readonly InspectorPanel _inspector;
    private readonly ChartsPanel _charts;
    private readonly TimelinePanel _timeline;
    private readonly ViewGizmo _gizmo;
    private readonly PathPrompt _prompt;
    private readonly RecoveryOffer _recovery;
    private readonly DockTabs _tabs;
    private LessonPanel? _lesson;
    private float _width, _height;
    private bool _endsGesture;

    /// <summary>Panels around a view.</summary>
    public Workspace(DescentView view, DescentCommands commands)
    {
        _context = new EditorContext(view, commands);
        _prompt = new PathPrompt(_context);
        _recovery = new RecoveryOffer(_context);
        _toolbar = new ToolbarPanel(_context, Layout, _prompt);
        _hierarchy = new HierarchyPanel(_context);
        _decision = new DecisionPanel(_context);
        _inspector = new InspectorPanel(_context);
        _charts = new ChartsPanel(_context);
        _timeline = new TimelinePanel(_context);
        _gizmo = new ViewGizmo(_context);
        Cut = new CutTool(_context);
        _tabs = new DockTabs(_context, Layout);
        Gui.Rejected = commands.ShowError;
        Gui.WriteClipboard = text => commands.WantsCopied = text;
    }

    /// <summary>The lesson; made when it is first asked for.</summary>
    public LessonPanel Lesson => _lesson ??= new LessonPanel(_context);

    /// <summary>Shows a station of the lesson, by its number from 0.</summary>
    public void OpenLesson(int station)
    {
        Layout.ShowsLesson = true;
        Lesson.Open(station);
    }

    /// <summary>Turns to another station where the lesson is shown.</summary>
    public void TurnLesson(int direction)
    {
        var count = LessonPanel.Names.Count;
        if (IsShown && Layout.ShowsLesson)
            Lesson.Open((Lesson.Index + direction + count) % count);
    }

    /// <summary>Whether the panels are there; without them the HUD is.</summary>
    public bool IsShown { get; set; } = true;

    /// <summary>Where they are.</summary>
    public WorkspaceLayout Layout { get; } = new();

    /// <summary>Moves and turns the cut through the surface.</summary>
    public CutTool Cut { get; }

    /// <summary>The widgets.</summary>
    public Gui Gui => _context.Gui;

    /// <summary>What the inspector shows.</summary>
    public Selection Selection => _context.Selection;

    /// <summary>The changes that charts and timeline mark.</summary>
    public IReadOnlyList<ChangeMark> Marks => _context.Marks.All;

    /// <summary>The runner that keys and clicks mean.</summary>
    public Runner SelectedRunner => _context.Runner;

    /// <summary>Its trainer.</summary>
    public Trainer SelectedTrainer => _context.Runner.Trainer;

    /// <summary>The runner that was chosen in the hierarchy; null while something else is selected.</summary>
    public Runner? ChosenRunner =>
        _context is { IsRunnerChosen: true, Selection: Selection.Runner } ? _context.Runner : null;

    /// <summary>Lays down what is in hand, such as the brush; false for nothing.</summary>
    public bool LeaveTool() => IsShown && _decision.LeaveBrush();

    /// <summary>Asks for a file to open, or to save to.</summary>
    public void AskForPath(bool isSaving) => _prompt.Ask(isSaving);

    /// <summary>Whether a key typed now belongs to a widget.</summary>
    public bool Wants(in KeyStroke stroke) => IsShown
        && (stroke.Key == Key.F6 || (stroke.IsCharacter ? Gui.WantsText : WidgetInput.BelongsToWidgets(Gui, stroke)));

    /// <summary>Whether the mouse is the view's at a place in logical pixels.</summary>
    public bool IsInView(float x, float y) => !IsShown || (Layout.Viewport.Contains(x, y) && !Gui.WantsMouseAt(x, y));

    /// <summary>Places the panels in a canvas of this logical size.</summary>
    public void Arrange(float width, float height)
    {
        (_width, _height) = (width, height);
        Layout.Arrange(width, height);
    }

    /// <summary>Takes in a frame's input; widgets act on it when they are drawn.</summary>
    public void Read(InputSnapshot input)
    {
        _input.Read(input, _context.View.Scale, Gui);
        // What one drag changes is undone at once.
        if (input.WasPressed(MouseButton.Left))
            _context.Editor.BeginGesture();
        _endsGesture = input.WasReleased(MouseButton.Left);
        if (_endsGesture && !IsShown)
            _context.Editor.EndGesture();
    }

    /// <summary>Looks at the network between two frames' steps, when that makes nobody wait.</summary>
    public void Prepare(double time)
    {
        if (IsShown && !Layout.Lesson.IsEmpty)
            Lesson.Prepare(time);
        else
            _lesson?.Hide();
        if (!IsShown)
            return;
        _context.View.FollowRunners();
        if (!Layout.Decision.IsEmpty)
            _decision.Prepare(time);
        if (!Layout.Inspector.IsEmpty)
            _inspector.Prepare(time);
        if (!Layout.Charts.IsEmpty)
            _charts.Prepare(time);
    }

    /// <summary>Draws the panels and lets their widgets act.</summary>
    public void Draw()
    {
        var gui = Gui;
        gui.Theme = _context.View.Hud.Theme;
        gui.Begin(_input.Widgets);
        _toolbar.Draw(Layout.Toolbar);
        if (!Layout.Hierarchy.IsEmpty)
            _hierarchy.Draw(Layout.Hierarchy);
        if (!Layout.Decision.IsEmpty)
            _decision.Draw(Layout.Decision);
        if (!Layout.Inspector.IsEmpty)
            _inspector.Draw(Layout.Inspector);
        if (!Layout.Lesson.IsEmpty)
            Lesson.Draw(Layout.Lesson);
        if (!Layout.Tabs.IsEmpty)
            _tabs.Draw(Layout.Tabs);
        if (!Layout.Charts.IsEmpty)
            _charts.Draw(Layout.Charts);
        if (!Layout.Timeline.IsEmpty)
            _timeline.Draw(Layout.Timeline);
        Cut.Draw(Layout.Viewport);
        _gizmo.Draw(Layout.Viewport);
        _recovery.Draw(Layout.Viewport);
        _prompt.Draw(Layout.Viewport);
        DrawSplitters();
        gui.End();
        // Where it was let go is the drag's last place, not a change of its own.
        if (_endsGesture)
            _context.Editor.EndGesture();
    }

    private void DrawSplitters()
    {
        if (!Layout.Hierarchy.IsEmpty)
        {
            var right = Layout.Hierarchy.Right;
            if (Gui.Splitter("left", Layout.LeftSplitter, true, ref right, 176, _width * 0.35f))
                Layout.LeftShare = right / _width;
            var left = Layout.Hierarchy.Height + Layout.Decision.Height;
            var y = Layout.Decision.Y;
            if (Gui.Splitter("hierarchy", Layout.HierarchySplitter, false, ref y, Layout.Hierarchy.Y + 80, Layout.Decision.Bottom - 60))
                Layout.HierarchyShare = (y - Layout.Hierarchy.Y) / left;
        }
        if (!Layout.Tabs.IsEmpty)
        {
            var isLesson = !Layout.Lesson.IsEmpty;
            var x = Layout.Tabs.X;
            if (Gui.Splitter("right", Layout.RightSplitter, true, ref x, _width * (isLesson ? 0.5f : 0.6f), _width - (isLesson ? 400 : 216)))
            {
                if (isLesson)
                    Layout.LessonShare = 1 - x / _width;
                else
                    Layout.RightShare = 1 - x / _width;
            }
        }
        if (!Layout.Charts.IsEmpty)
        {
            var y = Layout.Charts.Y;
            if (Gui.Splitter("charts", Layout.ChartSplitter, false, ref y, Layout.Toolbar.Bottom + 160, Layout.Charts.Bottom - 96))
                Layout.ChartShare = (Layout.Charts.Bottom - y) / _height;
        }
    }
}
