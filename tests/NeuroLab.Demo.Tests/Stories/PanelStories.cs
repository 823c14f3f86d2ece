using System.Numerics;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>The panels around the view.</summary>
internal static class PanelStories
{
    private static readonly float[] Places = [0.03f, 0.12f, 0.2f, 0.3f, 0.45f, 0.6f, 0.7f, 0.82f, 0.93f];

    private static readonly (string Label, int? Scope)[] Entries =
    [
        ("Data · moons (64)##data", null), ("Network · 37 weights##network", null), ("Surface · random##surface", null), ("Camera", null), ("Recorder", null), ("Adam", 0),
    ];

    public static IEnumerable<StoryPlan> All =>
    [
        new("editor", story =>
        {
            story.Begin().Steps(20);
            foreach (var docked in story.Stage.App.Workspace.Layout.Panels.Where(docked => docked.Panel.Dock != Dock.View))
                story.Hover(docked.Panel.Id);
            story.Sweep("charts", Places).Sweep("timeline", 0.03f, 0.3f, 0.7f);
        }),
        new("window", story =>
        {
            story.Steps(12).Begin(writes: false).Command("Light or dark").Command("Larger interface").Press(Key.Digit0, Key.LeftControl);
            foreach (var (width, height) in new[] { (900, 620), (759, 480), (559, 399), (320, 240), (480, 319), (1920, 1000) })
                story.Then(FormattableString.Invariant($"{width} by {height}"), stage => stage.Window.Resize(width, height));
            story.Press(Key.Tab).Press(Key.H).Press(Key.Escape).Press(Key.Tab);
            story.Then("the left edge dragged", stage => stage.Drag(stage.Widget("left").Center(), stage.Widget("left").Center() + new Vector2(60, 0)));
            foreach (var docked in story.Stage.App.Workspace.Layout.Panels.Where(docked => docked.CanHide))
                story.Command($"Panel: {docked.Panel.Title}").Command($"Panel: {docked.Panel.Title}");
        }),
        .. Entries.Select(entry => new StoryPlan($"inspector-{entry.Label.Split(' ')[0].ToLowerInvariant()}", story =>
        {
            story.Steps(12).Begin(writes: false);
            story.Then($"{entry.Label} selected", stage => stage.Click(stage.Widget(entry.Label, entry.Scope).Center()));
            story.Hover("inspector").PressAll("inspector");
        }) { Height = 1400, Panel = "inspector" }),
        new("typing", story => story.Begin(writes: false).Then("the rate's number pressed", stage => stage.Click(new Vector2(stage.Widget("Learning rate").Right - 12, stage.Widget("Learning rate").Y - 9)))
            .Then("typed", stage => { stage.Press(Key.A, Key.LeftControl); stage.Type("0.0345"); }).Press(Key.Backspace).Press(Key.Left).Press(Key.Delete).Press(Key.Home).Then("typed", stage => stage.Type("1")).Press(Key.End)
            .Press(Key.A, Key.LeftControl).Press(Key.C, Key.LeftControl).Press(Key.X, Key.LeftControl).Press(Key.V, Key.LeftControl).Press(Key.Right, Key.LeftShift).Press(Key.Left, Key.LeftShift).Press(Key.Enter)
            .Press(Key.F6).Press(Key.Tab).Press(Key.Tab).Press(Key.Tab, Key.LeftShift).Press(Key.Enter).Press(Key.Escape).Press(Key.Escape)
            .Then("the rate's track pressed", stage => stage.Click(stage.Widget("Learning rate").Center())).Press(Key.Right).Press(Key.Left, Key.LeftShift).Press(Key.Up).Press(Key.Down).Press(Key.Home).Press(Key.End).Press(Key.Escape)
            .Then("wheel", stage => { stage.Move(stage.Widget("Learning rate").Center()); stage.Script.Scroll(new Vector2(0, -2)); stage.Run(2); })
            .Then("double click", stage => { for (var i = 0; i < 2; i++) stage.Click(EditorStage.At(stage.Widget("Learning rate"), 0.2f)); })
            .Then("scrolled", stage => { stage.Move(At(stage, "inspector", 0.5f, 0.1f)); stage.Script.Scroll(new Vector2(0, -3)); stage.Run(2); stage.Script.Time += 1; stage.Run(); })
            .Then("scrolled by its bar", stage => stage.Drag(At(stage, "inspector", 0.985f, 0.3f), At(stage, "inspector", 0.985f, 0.8f)))) { Panel = "inspector" },
        new("toolbar", story => story.Begin(writes: false).PressAll("toolbar", 3).Choose("menu", 0).Choose("menu", 9).Choose("backend", 1).Choose("pace", 4)) { Panel = "toolbar" },
        new("hierarchy", story => story.Begin(writes: false).PressAll("hierarchy").Hover("hierarchy").PressAll("hierarchy")) { Panel = "hierarchy" },
        new("data-iris", story => story.Begin(writes: false).Command("Data set: iris").Steps(10).Hover("data").Sweep("data", 0.2f, 0.5f, 0.8f)) { Panel = "data" },
        new("data-digits", story => story.Begin(writes: false).Command("Data set: digits").Steps(10).Hover("data").Sweep("data", 0.2f, 0.5f, 0.8f)) { Panel = "data" },
        new("data-sine", story => story.Begin(writes: false).Command("Data set: sine").Steps(10).Hover("data").Sweep("data", 0.2f, 0.5f, 0.8f)) { Panel = "data" },
        new("data-values", story => story.Begin(writes: false).Then("a table of numbers", stage =>
        {
            File.WriteAllLines(Path.Combine(stage.Folder, "values.csv"), Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 9},{i % 7},{i % 5},{i % 11 + i / 97.0}")));
            stage.Drop(Path.Combine(stage.Folder, "values.csv"));
        }).Steps(6)) { Panel = "data" },
        new("painting", Paint) { Panel = "data" },
        new("charts", Charts) { Width = 1400, Panel = "charts" },
        new("dialogs", story => story.Steps(5).Begin(writes: false).Press(Key.S, Key.LeftControl).Press(Key.Enter)
            .Press(Key.Up).Then("saved as", stage => stage.App.Workspace.AskForPath(isSaving: true)).Point("the field", new Vector2(620, 120)).Away().Press(Key.Escape)
            .Press(Key.O, Key.LeftControl).Hover("path").Then("recent", stage => { stage.Press(Key.Tab); stage.Press(Key.Enter); })
            .Press(Key.Up).Press(Key.Q, Key.LeftControl).Hover("question").Press(Key.Escape).Press(Key.Q, Key.LeftControl).Then("discarded", stage => { stage.Press(Key.Tab); stage.Press(Key.Enter); })
            .Press(Key.P, Key.LeftControl).Then("typed", stage => stage.Type("plane")).Press(Key.Down).Press(Key.Down).Press(Key.Up).Press(Key.Enter)
            .Press(Key.H).Press(Key.Escape)
            .Then("recovery", stage => stage.Commands.Files.Recovery = new RecoveryFile(Path.Combine(stage.Folder, "gone.json"), new DateTime(2024, 5, 6, 7, 8, 0), "moons, 2-4-4-1 tanh, step 20"))
            .Hover("recovery").Then("discarded", stage => stage.Click(stage.Widget("Discard").Center()))
            .Then("with a folder", stage => stage.Commands.Notices.ShowFolder = _ => { }).Press(Key.S, Key.LeftControl).Hover("file_button")),
    ];

    private static void Paint(Story story)
    {
        story.Steps(10).Begin(writes: false).Then("brush", stage => stage.Click(stage.Widget("paint").Center()));
        story.Hover("data");
        Stroke("a stroke", 0);
        story.Then("other class", stage => stage.Click(stage.Widget("class", 1).Center()));
        Stroke("its stroke", 30);
        story.Then("wider", stage =>
        {
            stage.Move(stage.Widget("canvas").Center());
            stage.Script.Scroll(new Vector2(0, 4));
            stage.Run(2);
        });
        story.Then("eraser", stage => stage.Click(stage.Widget("erase").Center()));
        Stroke("erased", 20);
        story.Press(Key.Z, Key.LeftControl).Press(Key.Z, Key.LeftControl).Press(Key.Y, Key.LeftControl);
        story.Then("a class more", stage => stage.Click(stage.Widget("class").Center()));
        Stroke("its stroke", 50);
        story.Hover("data").Choose("points", 1).Choose("points", 0).Press(Key.Escape).Press(Key.Escape);

        void Stroke(string what, float down) => story.Then(what, stage =>
        {
            var canvas = stage.Widget("canvas");
            stage.Drag(new Vector2(canvas.X + 20, canvas.Y + 20 + down), new Vector2(canvas.X + 90, canvas.Y + 40 + down));
        });
    }

    private static void Charts(Story story)
    {
        story.Steps(10).Begin(writes: false).Press(Key.Up).Steps(20).Press(Key.Digit1).Steps(30);
        // Each kind in the first place, over steps and logarithmically, with its table.
        for (var kind = 0; kind < 7; kind++)
        {
            OnChart(0, stage => { });
            story.Choose("chart", kind, 0).Steps(36 + 4 * kind);
            OnChart(0, stage => stage.Click(stage.Widget("log", 0).Center()));
            story.Sweep("charts", 0.06f, 0.12f, 0.2f).Hover("charts");
            OnChart(0, stage => { });
            story.Choose("chart", 12, 0);
            OnChart(0, stage => stage.Click(stage.Widget("log", 0).Center()));
        }
        OnChart(0, stage => stage.Click(stage.Widget("edge", 0).Center()));
        for (var axis = 8; axis < 11; axis++)
        {
            OnChart(1, stage => { });
            story.Choose("chart", axis, 1).Sweep("charts", 0.06f, 0.2f, 0.35f, 0.45f, 0.6f);
            OnChart(1, stage => { });
            story.Choose("chart", 12, 1);
        }
        story.Then("back", stage => stage.Commands.SeekTo(15)).Sweep("charts", 0.1f, 0.4f);

        void OnChart(int index, Action<EditorStage> act) => story.Then(FormattableString.Invariant($"at chart {index}"), stage =>
        {
            stage.Move(At(stage, "charts", (index + 0.5f) / 4, 0.6f));
            stage.Run(2);
            act(stage);
        });
    }

    private static Vector2 At(EditorStage stage, string panel, float x, float y)
    {
        var box = stage.App.Workspace.Layout.BoundsOf(panel);
        return new Vector2(box.X + x * box.Width, box.Y + y * box.Height);
    }
}
