using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Shell;

/// <summary>What the panels share: the scene, the widgets, what is selected, and the commands.</summary>
internal sealed class EditorContext(DescentView view, DescentCommands commands)
{
    /// <summary>The picture the panels stand around.</summary>
    public DescentView View => view;

    /// <summary>What a person can do, the same from a key and from a panel.</summary>
    public DescentCommands Commands => commands;

    /// <summary>What the person is told and asked.</summary>
    public Notices Notices => commands.Notices;

    /// <summary>The experiment, its surface and its camera.</summary>
    public DescentScene Scene => view.Scene;

    /// <summary>What the view says.</summary>
    public HudModel Model => view.Model;

    /// <summary>The widgets.</summary>
    public Gui Gui { get; } = new(view.Canvas);

    /// <summary>Where the panels stand.</summary>
    public WorkspaceLayout Layout { get; set; } = new([]);

    /// <summary>All commands.</summary>
    public CommandTable Table { get; set; } = new([], []);

    /// <summary>What the inspector shows of the recorder; null where there is none.</summary>
    public object? Recorder { get; set; }

    /// <summary>Opens the command palette.</summary>
    public Action OpenPalette { get; set; } = () => { };

    /// <summary>Called before something is asked, so that it can be seen.</summary>
    public Action OpenDialog { get; set; } = () => { };

    /// <summary>What is drawn to.</summary>
    public UiCanvas Canvas => view.Canvas;

    /// <summary>The colours.</summary>
    public Theme Theme => Gui.Theme;

    /// <summary>Builds the texts of the frame.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>What the inspector shows.</summary>
    public Selection Selection { get; set; } = Selection.Runner;

    /// <summary>The number of the runner that is selected, or was last.</summary>
    public int SelectedRunner { get; set; }

    /// <summary>Whether that runner was chosen, not only there from the beginning.</summary>
    public bool IsRunnerChosen { get; set; }

    /// <summary>The runner that is selected, or was last.</summary>
    public Runner Runner => Scene.Race.Runners[Math.Min(SelectedRunner, Scene.Race.Runners.Count - 1)];

    /// <summary>Where every change goes through.</summary>
    public SceneEditor Editor => commands.Editor;

    /// <summary>The curves of each runner.</summary>
    public IReadOnlyList<RunHistory> Runners => view.Histories;

    /// <summary>What was changed while training went on.</summary>
    public ChangeMarks Marks { get; } = new(commands.Editor);

    /// <summary>The network's answer to its data.</summary>
    public DecisionMap Decisions { get; } = new(view.Scene.Trainer);
}
