using NeuroLab.Components;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Shell;

/// <summary>The shared state of the panels: the scene, the widgets, the selection, and the commands.</summary>
internal sealed class EditorContext(DescentView view, DescentCommands commands)
{
    /// <summary>The 3D view.</summary>
    public DescentView View => view;

    /// <summary>The user's commands, the same for keys and panels.</summary>
    public DescentCommands Commands => commands;

    /// <summary>Messages to the user, and questions.</summary>
    public Notices Notices => commands.Notices;

    /// <summary>The experiment, its surface and its camera.</summary>
    public DescentScene Scene => view.Scene;

    /// <summary>The data of the HUD.</summary>
    public HudModel Model => view.Model;

    /// <summary>The widgets.</summary>
    public Gui Gui { get; } = new(view.Canvas);

    /// <summary>The panels' layout.</summary>
    public WorkspaceLayout Layout { get; set; } = new([]);

    /// <summary>All commands.</summary>
    public CommandTable Table { get; set; } = new([], []);

    /// <summary>What the inspector shows of the recorder; null where there is none.</summary>
    public object? Recorder { get; set; }

    /// <summary>Opens the command palette, with all commands or with some to choose from.</summary>
    public Action<IReadOnlyList<Command>?> OpenPalette { get; set; } = _ => { };

    /// <summary>Called before a question is asked, so that it is visible.</summary>
    public Action OpenDialog { get; set; } = () => { };

    /// <summary>What is drawn to.</summary>
    public UiCanvas Canvas => view.Canvas;

    /// <summary>The colours.</summary>
    public Theme Theme => Gui.Theme;

    /// <summary>Text of the current frame.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>The x axis of the charts.</summary>
    public ChartAxis ChartAxis { get => Model.ChartAxis; set => Model.ChartAxis = value; }

    /// <summary>The object shown in the inspector.</summary>
    public Selection Selection { get; set; } = Selection.Runner;

    /// <summary>The index of the runner that is or was last selected.</summary>
    public int SelectedRunner { get; set; }

    /// <summary>Whether the user selected that runner.</summary>
    public bool IsRunnerChosen { get; set; }

    /// <summary>The runner that is or was last selected.</summary>
    public Runner Runner => Scene.Race.Runners[Math.Min(SelectedRunner, Scene.Race.Runners.Count - 1)];

    /// <summary>The entry point for all changes.</summary>
    public SceneEditor Editor => commands.Editor;

    /// <summary>The curves of each runner.</summary>
    public IReadOnlyList<RunHistory> Runners => view.Histories;

    /// <summary>The changes made during training.</summary>
    public ChangeMarks Marks { get; } = new(commands.Editor);

    /// <summary>The network's predictions.</summary>
    public DecisionMap Decisions { get; } = new(view.Scene.Trainer);
}
