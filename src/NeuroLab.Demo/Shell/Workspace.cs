using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// The editor around the 3D view: a list of panels with splitters between them.
/// Each frame: <see cref="Read"/> the input, <see cref="Prepare"/> before the tick, <see cref="Draw"/> after it.
/// </summary>
internal sealed class Workspace
{
    private readonly EditorContext _context;
    private readonly WidgetInput _input = new();
    private readonly DockTabs _tabs;
    private readonly Splitters _splitters;
    private readonly Func<Exception, bool> _contain;
    private bool _endsGesture;

    /// <summary>Panels around a view.</summary>
    /// <param name="context">What they share.</param>
    /// <param name="create">Makes them, in the order in which they are drawn.</param>
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

    /// <summary>Whether the panels are there; without them the HUD is.</summary>
    public bool IsShown { get; set; } = true;

    /// <summary>Whether a panel asks something.</summary>
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

    /// <summary>Where they are.</summary>
    public WorkspaceLayout Layout { get; }

    /// <summary>The widgets.</summary>
    public Gui Gui => _context.Gui;

    /// <summary>What the inspector shows.</summary>
    public Selection Selection => _context.Selection;

    /// <summary>The changes that charts and timeline mark.</summary>
    public IReadOnlyList<ChangeMark> Marks => _context.Marks.All;

    /// <summary>What the network says about its data, as the panels show it.</summary>
    public DecisionMap Decisions => _context.Decisions;

    /// <summary>The runner that keys and clicks mean.</summary>
    public Runner SelectedRunner => _context.Runner;

    /// <summary>Its trainer.</summary>
    public Trainer SelectedTrainer => _context.Runner.Trainer;

    /// <summary>The runner that was chosen in the hierarchy; null while something else is selected.</summary>
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

    /// <summary>Closes what is being asked; false for nothing.</summary>
    public bool LeaveModal() => IsModal && Leave();

    /// <summary>Closes the innermost thing that a panel has open, such as a question or the brush; false for nothing.</summary>
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

    /// <summary>Whether the mouse is the view's at a place in logical pixels.</summary>
    public bool IsInView(float x, float y) => !IsShown || (Layout.Viewport.Contains(x, y) && !Gui.WantsMouseAt(x, y));

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

    /// <summary>Draws the panels, and then does what their widgets ask for.</summary>
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
        // Where it was let go is the drag's last place, not a change of its own.
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

    // A panel's defect costs the panel: whatever it began is closed, and the rest of the frame is drawn.
    private void Draw(DockedPanel docked)
    {
        var place = Gui.Here;
        try
        {
            if (!docked.IsSwitchedOff)
                docked.Panel.Draw(docked.Bounds);
        }
        catch (Exception error) when (_context.Notices.Contain(docked.Panel.Title, error))
        {
            docked.IsSwitchedOff = true;
            Gui.ReturnTo(place);
        }
        if (!docked.IsSwitchedOff || docked.Panel.Dock == Dock.View)
            return;
        Gui.BeginPanel(docked.Bounds, docked.Panel.Title.ToUpperInvariant());
        Gui.Canvas.Text("switched off after an error", Gui.NextRow(18), TextStyle.Small, Gui.Theme.TextSecondary);
        Gui.EndPanel();
    }
}
