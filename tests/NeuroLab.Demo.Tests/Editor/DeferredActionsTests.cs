using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The panels of one frame show one moment, whatever a widget does while they are drawn.</summary>
public sealed class DeferredActionsTests
{
    [GlTheory]
    [InlineData("play")]
    [InlineData("restart")]
    [InlineData("step")]
    public void What_a_button_does_is_seen_by_no_panel_of_the_same_frame(string button)
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.Status.Step > 20);
        stage.Pause();
        Witness before = new(stage, Dock.Left), after = new(stage, Dock.Bottom);
        var workspace = Show(stage, context => [before, .. PanelList.Create(context), after]);
        var start = before.Look();

        Frame(stage, workspace);
        var place = workspace.Gui.BoxOf(button).Center();
        stage.Script.SetMouseInside(true);
        stage.Script.MoveMouse(place);
        Frame(stage, workspace);
        stage.Script.Press(MouseButton.Left);
        Frame(stage, workspace);
        stage.Script.Release(MouseButton.Left);
        for (var i = 0; i < 3; i++)
            Frame(stage, workspace);

        Assert.NotEqual(start, after.Look());
        Assert.Equal(before.Seen, after.Seen);
        Assert.Equal(6, after.Seen.Count);
    }

    [GlFact]
    public void What_panels_ask_for_is_done_in_its_order_after_the_last_of_them()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var done = new List<string>();
        var first = new Asking(Dock.Left, () =>
        {
            stage.Commands.Notices.Try(() => done.Add("first"));
            done.Add("first drawn");
        });
        var second = new Asking(Dock.Bottom, () =>
        {
            stage.Commands.Notices.Try(() =>
            {
                done.Add("second");
                // Asked for by what is done, it is done with it.
                stage.Commands.Notices.Try(() => done.Add("within"));
            });
            done.Add("second drawn");
        });
        Frame(stage, Show(stage, _ => [first, second]));
        Assert.Equal(["first drawn", "second drawn", "first", "second", "within"], done);

        stage.Commands.Notices.Try(() => done.Add("between frames"));
        Assert.Equal("between frames", done[^1]);
    }

    [GlFact]
    public void A_defect_in_what_was_asked_for_costs_it_alone()
    {
        var folder = Directory.CreateTempSubdirectory("neurolab-moment-").FullName;
        try
        {
            using var stage = new EditorStage();
            stage.Commands.Notices.Faults = new FaultLog(folder);
            var isDone = false;
            var panel = new Asking(Dock.Left, () =>
            {
                stage.Commands.Notices.Try(() => throw new InvalidOperationException("on purpose"));
                stage.Commands.Notices.Try(() => isDone = true);
            });
            Frame(stage, Show(stage, _ => [panel]));
            Assert.True(isDone);
            Assert.StartsWith("A command failed", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Workspace Show(EditorStage stage, Func<EditorContext, IReadOnlyList<IPanel>> create)
    {
        var workspace = new Workspace(new EditorContext(stage.App.View, stage.Commands), create);
        stage.App.View.Workspace = workspace;
        return workspace;
    }

    private static void Frame(EditorStage stage, Workspace workspace)
    {
        stage.Window.PollEvents();
        workspace.Read(stage.Window.Input);
        stage.App.View.Layout(1120, 640, 1);
        workspace.Prepare(stage.Window.Input.Time);
        stage.App.View.Draw(stage.Window.Framebuffer, stage.Window.Input.Time);
    }

    // Notes in each frame what all panels draw from.
    private sealed class Witness(EditorStage stage, Dock dock) : IPanel
    {
        public string Id => $"witness {dock}";

        public string Title => "Witness";

        public Dock Dock => dock;

        public PanelSize Size => new(100, Share: 0.3f);

        public List<(bool IsPlaying, long Step, int Branch, int Edits)> Seen { get; } = [];

        public (bool IsPlaying, long Step, int Branch, int Edits) Look() =>
            (stage.Trainer.IsPlaying, stage.Trainer.EnqueuedSteps, stage.Editor.Branch.Number, stage.Editor.Log.Version);

        public void Draw(in UiRect bounds) => Seen.Add(Look());
    }

    private sealed class Asking(Dock dock, Action ask) : IPanel
    {
        public string Id => $"asking {dock}";

        public string Title => "Asking";

        public Dock Dock => dock;

        public PanelSize Size => new(100, Share: 0.3f);

        public void Draw(in UiRect bounds) => ask();
    }
}
