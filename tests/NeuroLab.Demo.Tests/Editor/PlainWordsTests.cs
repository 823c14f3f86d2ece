using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What a command changes besides what it is for is said at once.</summary>
public sealed class PlainWordsTests
{
    [GlFact]
    public void A_restart_says_that_a_changed_learning_rate_stays()
    {
        using var stage = new EditorStage();
        stage.Run(5);
        stage.Press(Key.R);
        Assert.Equal("Back to the first weights, on a branch of its own", Toast(stage));
        stage.Editor.Set(stage.Trainer, nameof(Trainer.LearningRate), 0.5);
        stage.Run(5);
        stage.Press(Key.R);
        Assert.Equal("Back to the first weights, on a branch of its own; the learning rate stays 0.5", Toast(stage));
    }

    [GlFact]
    public void Painting_says_that_the_test_set_is_gone_and_the_data_page_names_the_points()
    {
        using var stage = new EditorStage();
        stage.Run(5);
        string[] spellings = [$"Data · moons ({stage.Trainer.Experiment.Train.Count})##data", "Data · moons##data", "Data##data"];
        stage.Click(stage.Widget(spellings.First(spelling => !stage.App.Workspace.Gui.BoxOf(spelling).IsEmpty)).Center());
        Assert.DoesNotContain("painted", Texts(stage));
        var points = PlanePoints.Create([0, 0, 1, 1], [0, 1], [.. stage.Trainer.Experiment.Train.ClassNames]);
        stage.Commands.Experiment.Paint(points);
        Assert.Equal("2 points: training goes on with them; no test set any more", Toast(stage));
        stage.Run(5);
        Assert.Contains("painted", Texts(stage));
        stage.Commands.Experiment.Paint(PlanePoints.Create([0, 0, 1, 0], [0, 1], [.. points.ClassNames]));
        Assert.Equal("2 points: training goes on with them", Toast(stage));
    }

    [GlFact]
    public void Opening_the_lesson_says_that_training_pauses()
    {
        using var stage = new EditorStage();
        stage.Run(5);
        stage.Press(Key.G);
        stage.Run(2);
        Assert.False(stage.Trainer.IsPlaying);
        Assert.StartsWith("Training is paused for the lesson; Space ", Toast(stage), StringComparison.Ordinal);
    }

    [GlFact]
    public void Another_data_set_says_what_undoing_it_brings_back()
    {
        using var stage = new EditorStage();
        stage.Run(5);
        stage.Press(Key.N);
        stage.RunUntilLoaded();
        Assert.EndsWith("starts from the seed\nUndo returns to the former run, with its weights and branches", Toast(stage), StringComparison.Ordinal);
    }

    [GlFact]
    public void Two_runners_of_one_optimizer_are_told_apart_and_come_before_branches()
    {
        using var stage = new EditorStage();
        stage.Run(20);
        stage.Press(Key.R);
        stage.Commands.Duplicate(stage.Trainer);
        stage.Run(30);
        var title = stage.Trainer.Optimizer.Title;
        var cells = stage.App.Workspace.Panel<ChartsPanel>().Cells;
        Assert.Equal([title, $"{title} 2", "main"], cells[0].Chart.Legend.Select(line => line.Name));
        cells[0].Show(ChartKind.Sharpness);
        stage.RunUntil(() => cells[0].Chart.Legend.Any(line => line.Name == $"{title} 2 λ₁ (preconditioned)")
            && cells[0].Chart.Legend.Any(line => line.Name.StartsWith($"{title} edge", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_recorder_says_what_no_steps_per_frame_stand_for()
    {
        var steps = Inspector.Describe(new RecorderSettings()).First(property => property.Name == nameof(RecorderSettings.StepsPerFrame));
        Assert.Equal(("as in the window", 0), (steps.ZeroText, steps.Value));
    }

    private static string Toast(EditorStage stage) => stage.App.View.Hud.Toast.Text;

    private static List<string> Texts(EditorStage stage) => [.. stage.App.View.Canvas.ReadTexts().Select(text => text.Text)];
}
