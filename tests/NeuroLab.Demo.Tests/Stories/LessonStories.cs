using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>The stations of the lesson, on two classes, on three, and on a curve.</summary>
internal static class LessonStories
{
    // The tabs and the buttons of the title are the same everywhere.
    private const int Common = 8;

    private static readonly string[] Datasets = ["moons", "iris", "sine"];

    public static IEnumerable<StoryPlan> All => LessonPanel.Names.SelectMany((name, station) => Datasets.Select(data => new StoryPlan($"lesson-{name}-{data}", story =>
    {
        story.Steps(40).Begin(writes: false).Press(Key.G).Then("station opened", stage => stage.App.Workspace.Panel<LessonPanel>().Open(station)).Steps(54);
        if (data == "moons")
            story.Hover("lesson");
        story.PressAll("lesson", [.. Enumerable.Range(0, Common)]).Sweep("lesson", 0.1f, 0.35f, 0.6f, 0.9f);
        // The loop is played by the clock, the others by training, at which they look as often as they can.
        if (name == "loop")
            story.Press(Key.Space).Then("some frames", stage => stage.Run(8)).Press(Key.Space);
        story.Steps(80).Press(Key.Z, Key.LeftControl).Press(Key.PageUp).Press(Key.G);
    })
    { File = StoryTests.Small(data, "sgd", 0.2), Height = 900, Panel = "lesson" }));
}
