using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>What changes the run: playing, branches, races, surfaces, files, and the ways back from each.</summary>
internal static class RunStories
{
    public static IEnumerable<StoryPlan> All =>
    [
        new("keys", story => story.Begin(writes: false)
            .Press(Key.S).Press(Key.S).Press(Key.Space).Then("ten frames", stage => stage.Run(10)).Press(Key.Space).Press(Key.Up).Press(Key.Down, Key.LeftShift).Press(Key.Digit2).Press(Key.Digit7)
            .Press(Key.Equal).Press(Key.Minus).Press(Key.Z, Key.LeftControl).Press(Key.Z, Key.LeftControl).Press(Key.Y, Key.LeftControl).Press(Key.Z, Key.LeftControl)
            .Press(Key.L).Press(Key.T).Press(Key.T).Press(Key.F).Press(Key.Home).Press(Key.Digit1, Key.LeftControl)
            .Then("orbit", stage => stage.Drag(new(500, 300), new(620, 360))).Press(Key.Digit1, Key.LeftAlt).Press(Key.Digit2, Key.LeftAlt)
            .Press(Key.C, Key.LeftControl).Press(Key.R).Press(Key.Z, Key.LeftControl).Press(Key.F11)),
        new("timeline", story => story.Begin(writes: false).Steps(20).Press(Key.Up).Steps(24).Press(Key.Up).Steps(40).Press(Key.Digit1).Steps(64)
            .Sweep("timeline", 0.1f, 0.28f, 0.33f, 0.5f, 0.75f)
            .Then("scrubbed", stage => stage.Drag(EditorStage.At(stage.Widget("timeline"), 0.9f), EditorStage.At(stage.Widget("timeline"), 0.4f)))
            .Sweep("charts", 0.1f).Then("dropped in the past", stage => stage.Commands.Drop(0.3, -0.2)).Steps(50).Hover("timeline")
            .Press(Key.Z, Key.LeftControl).Press(Key.Y, Key.LeftControl)
            .Choose("branch", 0).Choose("branch", 3).Choose("branch", 3).Choose("branch", 1)
            .Then("at 30", stage => stage.Commands.SeekTo(30)).Choose("branch", 2).Steps(36)
            .Press(Key.R).Press(Key.Z, Key.LeftControl).Press(Key.Home).Press(Key.End).Press(Key.Right).Press(Key.Left, Key.LeftShift)
            .Then("focus", stage => stage.Click(stage.Widget("timeline").Center())).Press(Key.Home).Press(Key.Right).Press(Key.Right, Key.LeftShift).Press(Key.Left).Press(Key.End).Press(Key.Escape)),
        new("race", story => story.Begin(writes: false).Steps(20)
            .Then("sgd joins", stage => { stage.Commands.AddRunner(Catalog.Optimizer("sgd")); CatchUp(stage); }).Steps(40)
            .Then("momentum joins", stage => { stage.Commands.AddRunner(Catalog.Optimizer("momentum")); CatchUp(stage); })
            .Then("adam again", stage => { stage.Commands.Duplicate(stage.Trainer); CatchUp(stage); }).Steps(60)
            .Sweep("charts", 0.1f, 0.2f, 0.45f, 0.7f, 0.9f).Hover("hierarchy")
            .Then("sgd chosen", stage => stage.Click(Runner(stage, 1).Center())).Hover("inspector").Press(Key.F)
            .Then("target", stage => stage.Editor.Set(stage.App.View.Scene.Race, nameof(Race.Target), 0.3))
            .Then("by step", stage => stage.Editor.Set(stage.App.View.Scene.Race, nameof(Race.RanksByStep), 1))
            .Press(Key.Up).Press(Key.Digit3).Steps(80)
            .Then("muted", stage => { stage.Move(Runner(stage, 1).Center()); stage.Run(2); stage.Click(stage.Widget("mute", 1).Center()); })
            .Then("solo", stage => { stage.Move(Runner(stage, 2).Center()); stage.Run(2); stage.Click(stage.Widget("solo", 2).Center()); })
            .Then("not solo", stage => { stage.Move(Runner(stage, 2).Center()); stage.Run(2); stage.Click(stage.Widget("solo", 2).Center()); })
            .Then("back to 25", stage => stage.Commands.SeekTo(25)).Sweep("charts", 0.1f)
            .Then("dropped", stage => stage.Commands.Drop(0.2, 0.4, stage.App.View.Scene.Race.Runners[2])).Steps(50)
            .Then("sharpness", stage => stage.App.Workspace.Panel<ChartsPanel>().Cells[1].Show(ChartKind.Sharpness)).Steps(56).Sweep("charts", 0.3f, 0.45f)
            .Press(Key.Escape).Then("momentum chosen", stage => stage.Click(Runner(stage, 2).Center())).Press(Key.Delete).Press(Key.Z, Key.LeftControl)
            .Press(Key.R).Command("Data set: circles")) { Width = 1400, Height = 1000 },
        new("surface", story => story.Begin(writes: false).Steps(24)
            .Then("on the surface", stage => stage.Move(stage.PixelOf(0.4f, 0.3f))).Then("elsewhere", stage => stage.Move(stage.PixelOf(-0.6f, -0.2f)))
            .Then("dropped", stage => stage.Click(stage.PixelOf(0.4f, 0.3f))).Press(Key.Z, Key.LeftControl)
            .Then("double click", stage => { stage.Click(stage.PixelOf(0.2f, -0.3f)); stage.Click(stage.PixelOf(0.2f, -0.3f)); })
            .Then("ball dragged", stage => stage.Drag(Ball(stage), Ball(stage) + new Vector2(60, -20))).Press(Key.Z, Key.LeftControl)
            .Then("cut dragged", stage => stage.Drag(OnCut(stage, 0.3), OnCut(stage, 0.3) + new Vector2(20, 40)))
            .Then("cut turned", stage => stage.Drag(OnCut(stage, 0.999), stage.PixelOf(0.9f, 0.9f))).Sweep("charts", 0.8f, 0.9f)
            .Then("its end pointed at", stage => stage.Move(OnCut(stage, 0.999))).Press(Key.Z, Key.LeftControl)
            .Then("pan", stage => { stage.Script.Press(Key.LeftShift); stage.Drag(new(500, 300), new(560, 320)); stage.Script.Release(Key.LeftShift); })
            .Then("zoom", stage => { stage.Move(new(600, 300)); stage.Script.Scroll(new Vector2(0, 3)); stage.Run(2); })
            .Then("flown", stage => { stage.Move(new(500, 300)); stage.Script.Press(MouseButton.Right); stage.Script.Press(Key.W); stage.Run(5); stage.Script.Release(Key.W); stage.Script.Release(MouseButton.Right); stage.Run(2); })
            .Hover("gizmo").Press(Key.Home).Press(Key.T).Then("on the map", stage => stage.Move(stage.PixelOf(0.4f, 0.3f))).Press(Key.L).Press(Key.L).Press(Key.T)) { Width = 960, Height = 560, DrawsPixels = true },
        new("gizmo", story => story.Begin(writes: false).PressAll("gizmo")),
        .. Catalog.Planes.Select(plane => new StoryPlan($"plane-{plane.Name}", story => story.Begin(writes: false).Steps(24).Command($"New plane here: {plane.Name}")
            .Then("surface selected", stage => stage.Click(stage.Widget(stage.App.Workspace.Gui.BoxOf($"Surface · {plane.Name}##surface").IsEmpty ? "Surface##surface" : $"Surface · {plane.Name}##surface").Center())).Steps(30).Command($"New plane here: {plane.Name}").Press(Key.C).Press(Key.Z, Key.LeftControl)) { Height = 900 }),
        new("files", story => story.Begin(writes: false).Steps(12).Press(Key.S, Key.LeftControl).Steps(20).Press(Key.S, Key.LeftControl)
            .Then("opened", stage => { stage.Commands.Files.Open(stage.Commands.Files.SavePath); stage.RunUntilLoaded(); })
            .Press(Key.Z, Key.LeftControl).Press(Key.Y, Key.LeftControl)
            .Command("Data set: circles").Steps(8).Press(Key.Z, Key.LeftControl).Press(Key.N).Press(Key.Z, Key.LeftControl)
            .Then("another network", stage => stage.Commands.Experiment.ChangeNetwork("5-3")).Then("another seed", stage => stage.Commands.Experiment.ChangeSeed("9")).Then("no seed", stage => stage.Commands.Experiment.ChangeSeed("x"))
            .Then("a table", stage => { File.WriteAllText(Path.Combine(stage.Folder, "points.csv"), Table); stage.Drop(Path.Combine(stage.Folder, "points.csv")); }).Press(Key.C, Key.LeftControl)
            .Then("no table", stage => { File.WriteAllText(Path.Combine(stage.Folder, "bad.csv"), "a,b\n1,2\n3\n"); stage.Drop(Path.Combine(stage.Folder, "bad.csv")); })
            .Command("Save the surface as table (.csv)").Command("Save the surface as NumPy arrays (.npz)")),
        new("diverged", story => story.Begin(writes: false).Steps(20).Then("a rate far too high", stage => stage.Editor.Set(stage.Trainer, nameof(Trainer.LearningRate), 60)).Steps(21)
            .Hover("divergence").Then("halved", stage => stage.Click(stage.Widget("Halve the rate").Center())).Press(Key.Z, Key.LeftControl)
            .Then("diverged again", stage => stage.Editor.AdvanceTo(21)).Press(Key.Z, Key.LeftControl)) { File = StoryTests.Small("sine", "sgd") },
        new("connection", story => story.Begin(writes: false).Steps(20).Then("sgd joins", stage => { stage.Commands.AddRunner(Catalog.Optimizer("sgd")); CatchUp(stage); }).Steps(40)
            .Command("Panel: Line").Hover("connection").Then("measured", stage => stage.App.Workspace.Panel<ConnectionPanel>().Measure(0, 1)).Sweep("connection", 0.15f, 0.5f, 0.9f).Hover("connection")
            .Then("matched", stage => stage.Click(stage.Widget("Match").Center())).Sweep("connection", 0.5f)
            .Then("to the start", stage => stage.App.Workspace.Panel<ConnectionPanel>().Measure(0, 2)).Then("its plane", stage => stage.Click(stage.Widget("Plane").Center()))
            .Command("Data set: circles")) { Width = 1400, Height = 900, Panel = "connection" },
    ];

    private static string Table => "x,y,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 9 - 4},{i % 7 - 3},{(i % 9 > 4 ? "far" : "near")}\n")));

    private static void CatchUp(EditorStage stage) => stage.RunUntil(() => stage.App.View.Scene.Race.Runners.All(runner => !runner.Trainer.IsCatchingUp));

    private static UiRect Runner(EditorStage stage, int index) => stage.Widget(stage.App.View.Scene.Race.Runners[index].Title, index);

    private static Vector2 Ball(EditorStage stage)
    {
        var ball = stage.App.View.Scene.Frame.Balls[0];
        return stage.PixelOf(ball.Alpha, ball.Beta, ball.Loss);
    }

    private static Vector2 OnCut(EditorStage stage, double share)
    {
        var (alpha, beta) = stage.App.View.Scene.Cut.Cut.At(share);
        return stage.PixelOf((float)alpha, (float)beta);
    }
}
