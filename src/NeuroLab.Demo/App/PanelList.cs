using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;

namespace NeuroLab.Demo.App;

/// <summary>All panels of the editor's window, one line each, in drawing order.</summary>
internal static class PanelList
{
    /// <summary>Creates the panels of a workspace.</summary>
    public static IReadOnlyList<IPanel> Create(EditorContext context) =>
    [
        new ToolbarPanel(context),
        new HierarchyPanel(context),
        new DecisionPanel(context),
        new InspectorPanel(context),
        new LessonPanel(context),
        new ConnectionPanel(context),
        new PresetPanel(context),
        new ChartsPanel(context),
        new TimelinePanel(context),
        new CutTool(context),
        new ViewGizmo(context),
        new ViewNotes(context),
        new FileButton(context),
        new RecoveryOffer(context),
        new DivergenceCard(context),
        new PathPrompt(context),
        new NetworkDialog(context),
        new QuestionPanel(context),
        new CommandPalette(context),
    ];
}
