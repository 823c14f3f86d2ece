using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>
/// Every command of the table, each from the same moment: by its key where it has one, by its title otherwise. What can be
/// undone is undone, and redone, and each way leads to the very same state.
/// </summary>
internal static class CommandStories
{
    // Other than the table's own parser, which is looked at with it.
    private static readonly Dictionary<string, Key> Caps = new()
    {
        ["↑"] = Key.Up,
        ["↓"] = Key.Down,
        ["+"] = Key.Equal,
        ["−"] = Key.Minus,
        ["Esc"] = Key.Escape,
        ["PageUp"] = Key.PageUp,
        ["PageDown"] = Key.PageDown,
        ["Ctrl"] = Key.LeftControl,
        ["Shift"] = Key.LeftShift,
        ["Alt"] = Key.LeftAlt,
        ["Space"] = Key.Space,
        ["Tab"] = Key.Tab,
        ["Delete"] = Key.Delete,
        ["Home"] = Key.Home,
    };

    // Of those that differ only in what they name, these.
    private static readonly string[] Families = ["optimizer", "plane", "surface", "view.keep", "view.back", "race.add_", "panel", "chart"];

    private static readonly string[] Samples =
    [
        "optimizer.sgd", "optimizer.adam", "plane.recentre", "plane.random", "plane.path", "surface.csv", "surface.obj", "view.keep1", "view.keep9", "view.back1", "view.back3",
        "race.add_momentum", "panel.charts", "panel.lesson", "chart.accuracy", "chart.sharpness",
    ];

    // Told elsewhere: each lasts as long as somebody lets it.
    private static readonly string[] Elsewhere = ["run.play", "record.toggle"];

    public static IEnumerable<StoryPlan> All =>
        ((string[])["run", "rate", "optimizer", "pace", "plane", "moment", "compare", "view", "race", "edit", "file", "surface", "panel", "chart", "lesson", "help", "app"])
            .Chunk(9).Select((groups, part) => new StoryPlan($"commands-{part + 1}", story => Tell(story, groups)) { Panel = "toolbar", TellsAll = true, Width = 800, Height = 480 });

    private static void Tell(Story story, string[] groups)
    {
        story.Steps(24).Then("a rate", stage => stage.Editor.Set(stage.Trainer, nameof(Trainer.LearningRate), 0.04)).Steps(30)
            .Then("sgd joins", stage => { stage.Commands.AddRunner(Catalog.Optimizer("sgd")); stage.RunUntil(() => stage.App.View.Scene.Race.Runners.All(runner => !runner.Trainer.IsCatchingUp)); })
            .Begin(writes: false);
        foreach (var command in story.Stage.App.Workspace.Table.All.Where(command => groups.Contains(command.Id.Split('.')[0]) && IsTold(command.Id)).ToList())
        {
            foreach (var keys in command.Keys.Split(", "))
            {
                var count = story.Stage.Editor.Log.Edits.Count;
                story.Then($"{command.Id}: {(keys.Length > 0 ? keys : command.Title)}", stage =>
                {
                    if (keys.Length > 0)
                        Press(stage, keys);
                    else if (command.IsEnabled)
                        command.Run();
                });
                // Back to where it began: first what is open, then what was changed.
                for (var i = 0; i < 3; i++)
                    story.Stage.Press(Key.Escape);
                if (story.Stage.Editor.Log.Edits.Count > count && story.Stage.Editor.CanUndo && command.Id is not ("edit.undo" or "edit.redo"))
                    story.ThereAndBack(command.Id);
            }
        }
    }

    private static bool IsTold(string id) => !Elsewhere.Contains(id) && (Samples.Contains(id) || !Families.Any(family => id.StartsWith(family, StringComparison.Ordinal)));

    private static void Press(EditorStage stage, string keys)
    {
        var caps = keys.Split(' ');
        var held = Array.ConvertAll(caps[..^1], cap => Caps[cap]);
        foreach (var key in held)
            stage.Script.Press(key);
        stage.Press(Caps.TryGetValue(caps[^1], out var named) ? named : Enum.Parse<Key>(char.IsDigit(caps[^1][0]) ? $"Digit{caps[^1]}" : caps[^1]));
        foreach (var key in held)
            stage.Script.Release(key);
        stage.Run();
    }
}
