using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// The editor around the 3D view: a list of panels and the splitters between them. Each frame: <see cref="Read"/> the
/// input, <see cref="Prepare"/> before the tick, <see cref="Draw"/> after it.
/// </summary>
internal sealed class Workspace
{
    private readonly EditorContext _context;
    private readonly WidgetInput _input = new();
    private readonly DockTabs _tabs;
    private readonly Splitters _splitters;
    private readonly Func<Exception, bool> _contain;
    private bool _endsGesture;

    /// <summary>Creates the panels.</summary>
    /// <param name="context">Their shared state.</param>
    /// <param name="create">Creates them, in drawing order.</param>
    public Workspace(EditorContext context, Func<EditorContext, IReadOnlyList<IPanel>> create)
    {
        _context = context;
        Layout = new WorkspaceLayout(create(context));
        context.Layout = Layout;
        context.OpenDialog = () => IsShown = true;
        _contain = error => context.Notices.Contain("A command", error);
        _tabs = new DockTabs(context, Layout);
        _splitters = new Splitters(Gui, Layout);
        Gui.Rejected = context.Notices.ShowError;
        Gui.WriteClipboard = text => context.Commands.Host?.Copy(text);
    }

    /// <summary>Whether the panels are shown; otherwise the HUD is.</summary>
    public bool IsShown { get; set; } = true;

    /// <summary>Whether a panel is modal.</summary>
    public bool IsModal
    {
        get
        {
            foreach (var docked in Layout.Panels)
            {
                if (IsShown && docked.Panel.IsModal)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The panels' layout.</summary>
    public WorkspaceLayout Layout { get; }

    /// <summary>The commands that keys and menus run.</summary>
    public CommandTable Table => _context.Table;

    /// <summary>The widgets.</summary>
    public Gui Gui => _context.Gui;

    /// <summary>The object shown in the inspector.</summary>
    public Selection Selection => _context.Selection;

    /// <summary>The changes marked in charts and timeline.</summary>
    public IReadOnlyList<ChangeMark> Marks => _context.Marks.All;

    /// <summary>The network's predictions shown by the panels.</summary>
    public DecisionMap Decisions => _context.Decisions;

    /// <summary>The runner that keys and clicks apply to.</summary>
    public Runner SelectedRunner => _context.Runner;

    /// <summary>Its trainer.</summary>
    public Trainer SelectedTrainer => _context.Runner.Trainer;

    /// <summary>The runner selected in the hierarchy; null if something else is selected.</summary>
    public Runner? ChosenRunner =>
        _context is { IsRunnerChosen: true, Selection: Selection.Runner } ? _context.Runner : null;

    /// <summary>The panel of a type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Panel<T>() where T : IPanel
    {
        foreach (var docked in Layout.Panels)
        {
            if (docked.Panel is T panel)
                return panel;
        }
        throw new InvalidOperationException($"there is no {typeof(T).Name}");
    }

    /// <summary>Asks for a file to open, or to save to.</summary>
    public void AskForPath(bool isSaving)
    {
        if (isSaving)
            _context.Commands.Files.SaveAs();
        else
            _context.Commands.Files.AskForPath(false);
    }

    /// <summary>Closes the current question; false if there is none.</summary>
    public bool LeaveModal() => IsModal && Leave();

    /// <summary>
    /// Closes the innermost open item of a panel, such as a question or the brush; false if there is none.
    /// </summary>
    public bool Leave()
    {
        for (var i = Layout.Panels.Length - 1; i >= 0; i--)
        {
            if (IsShown && !Layout.Panels[i].Bounds.IsEmpty && Layout.Panels[i].Panel.Leave())
                return true;
        }
        return false;
    }

    /// <summary>Whether a key typed now belongs to a widget.</summary>
    public bool Wants(in KeyStroke stroke) => IsShown
        && (IsModal || stroke.Key == Key.F6 || (stroke.IsCharacter ? Gui.WantsText : WidgetInput.BelongsToWidgets(Gui, stroke)));

    /// <summary>Whether the mouse belongs to the view at a position in logical pixels.</summary>
    public bool IsInView(float x, float y) => !IsShown || (Layout.Viewport.Contains(x, y) && !Gui.WantsMouseAt(x, y));

    /// <summary>Reads a frame's input; widgets handle it when they are drawn.</summary>
    public void Read(InputSnapshot input)
    {
        _input.Read(input, _context.View.Scale, Gui);
        // The changes of one drag are undone together.
        if (input.WasPressed(MouseButton.Left))
            _context.Editor.BeginGesture();
        _endsGesture = input.WasReleased(MouseButton.Left);
        if (_endsGesture && !IsShown)
            _context.Editor.EndGesture();
    }

    /// <summary>Lets panels read the network between two frames' steps, if that does not block.</summary>
    public void Prepare(double time)
    {
        if (IsShown)
            _context.View.FollowRunners();
        foreach (var docked in Layout.Panels)
        {
            if (docked.IsSwitchedOff)
                continue;
            try
            {
                if (IsShown && !docked.Bounds.IsEmpty)
                    docked.Panel.Prepare(time);
                else
                    docked.Panel.Hide();
            }
            catch (Exception error) when (_context.Notices.Contain(docked.Panel.Title, error))
            {
                docked.IsSwitchedOff = true;
            }
        }
    }

    /// <summary>Draws the panels, then runs the actions of their widgets.</summary>
    public void Draw()
    {
        var gui = Gui;
        gui.Theme = _context.View.Hud.Theme;
        gui.Begin(_input.Widgets);
        _context.Notices.Deferred.Begin();
        DrawPanels(overView: false);
        if (!Layout.Tabs.IsEmpty)
            _tabs.Draw(Layout.Tabs);
        DrawPanels(overView: true);
        _splitters.Draw();
        gui.End();
        _context.Notices.Deferred.End(_contain);
        // The position of the release is the drag's last one, not a separate change.
        if (_endsGesture)
            _context.Editor.EndGesture();
    }

    private void DrawPanels(bool overView)
    {
        foreach (var docked in Layout.Panels)
        {
            if (docked.Panel.Dock == Dock.View == overView && !docked.Bounds.IsEmpty)
                Draw(docked);
        }
    }

    // An exception disables the panel: closes whatever it began, and draws the rest of the frame.
    private void Draw(DockedPanel docked)
    {
        var nesting = Gui.Here;
        try
        {
            if (!docked.IsSwitchedOff)
                docked.Panel.Draw(docked.Bounds);
        }
        catch (Exception error) when (_context.Notices.Contain(docked.Panel.Title, error))
        {
            docked.IsSwitchedOff = true;
            Gui.ReturnTo(nesting);
        }
        if (!docked.IsSwitchedOff || docked.Panel.Dock == Dock.View)
            return;
        Gui.BeginPanel(docked.Bounds, docked.Panel.Title.ToUpperInvariant());
        Gui.Canvas.Text("switched off after an error", Gui.NextRow(18), TextStyle.Small, Gui.Theme.TextSecondary);
        Gui.EndPanel();
    }
}
