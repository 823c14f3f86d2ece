using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>The stations of the lesson, on two classes, on three, and on a curve.</summary>
internal static class LessonStories
{
    private static readonly string[] Datasets = ["moons", "iris", "sine"];

    public static IEnumerable<StoryPlan> All => LessonPanel.Names.SelectMany((name, station) => Datasets.Select(data => new StoryPlan($"lesson-{name}-{data}", story =>
    {
        story.Begin(writes: false).Then("opened", stage => stage.App.Workspace.Panel<LessonPanel>().Open(station)).Steps(54);
        // The tabs and the pictures' buttons are the same everywhere.
        const int common = 8;
        if (data == "moons")
            story.Hover("lesson");
        story.PressAll("lesson", [.. Enumerable.Range(0, common)]);
        story.Sweep("lesson", 0.1f, 0.35f, 0.6f, 0.9f);
        story.Press(Key.Space).Then("some frames", stage => stage.Run(8)).Press(Key.Space).Press(Key.Z, Key.LeftControl).Press(Key.PageUp);
    })
    { File = StoryTests.Small(data, "sgd", 0.2), Station = 0, Height = 900 }));
}
