using NeuroLab.Demo.Tests.Support;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>
/// Every panel in each of its modes, told as stories: what is drawn, and the state as a whole, must after each action be
/// as it was approved. A mode is one line in a table; a new panel that is shown at first is told without one.
/// </summary>
public sealed class StoryTests
{
    private static readonly Dictionary<string, StoryPlan> Plans = new[] { PanelStories.All, RunStories.All, LessonStories.All, CommandStories.All }
        .SelectMany(plans => plans).ToDictionary(plan => plan.Name);

    public static TheoryData<string> Names => [.. Plans.Keys];

    [GlTheory, MemberData(nameof(Names))]
    public void It_goes_as_approved(string name)
    {
        var plan = Plans[name];
        using var story = new Story(plan);
        plan.Tell(story);
        ApprovedText.Matches(name, story.Written);
    }

    [Fact]
    public void Every_approved_text_is_told_by_somebody()
    {
        var folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Approved");
        Assert.Equal([], Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).Where(name => !Plans.ContainsKey(name!) && name != "pixels" && !name!.StartsWith("picture-", StringComparison.Ordinal)));

        static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
    }

    [Theory]
    [InlineData("text 3,4 Body #112233 'loss 0.285'", "text 3,4 Body #112233 'loss 0.286'", true)]
    [InlineData("text 3,4 Body #112233 'loss 0.285'", "text 3,4 Body #112233 'loss 0.296'", false)]
    [InlineData("text 3,4 Body #112233 'step 20'", "text 3,4 Body #112233 'step 21'", false)]
    [InlineData("text 3,4 Body #112233 'train'", "text 3,4 Body #112243 'train'", false)]
    [InlineData("text 3,4 Body #112233 'train'", "text 3,5 Body #112233 'train'", false)]
    [InlineData("text 3,4 Body #112233 'train'", "text 3,4 Body #112233 'test'", false)]
    [InlineData("+ line 3 1.6 #112233: 1.5,2.5 3,4", "+ line 3 1.6 #112233: 1.5,2.9 3,4", true)]
    [InlineData("+ line 3 1.6 #112233: 1.5,2.5 3,4", "+ line 3 1.6 #112233: 1.5,3.5 3,4", false)]
    [InlineData("image 1,2 3x4 5x6 smooth: #112233", "image 1,2 3x4 5x6 smooth: #112235", true)]
    [InlineData("image 1,2 3x4 5x6 smooth: #112233", "image 1,2 3x4 5x6 smooth: #112273", false)]
    [InlineData("box 1,2 3x4 #112233", "box 1,2 4x4 #112233", false)]
    internal void What_another_processor_rounds_otherwise_is_alike_and_nothing_else_is(string approved, string actual, bool isLike) =>
        Assert.Equal(isLike, ApprovedText.IsLike(approved, actual));

    /// <summary>An experiment so small that its numbers are the same on every processor.</summary>
    internal static ExperimentFile Small(string data = "moons", string optimizer = "adam", double rate = 0.05) => new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new(data, Count: data is "iris" or "digits" ? null : 64),
        Network = new([4, 4], EvaluationSamples: 64),
        Training = new(optimizer, LearningRate: rate, BatchSize: 16),
        Plane = new("random", Resolution: 9),
        Seed = 5,
    };
}
