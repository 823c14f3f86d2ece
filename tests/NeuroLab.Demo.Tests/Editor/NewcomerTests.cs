using System.Numerics;
using System.Text;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What somebody who sits down for the first time comes upon.</summary>
public sealed class NewcomerTests
{
    [GlFact]
    public void A_clicked_list_does_not_keep_the_arrow_keys_which_are_the_learning_rate_s()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var (optimizer, rate) = (stage.Trainer.Optimizer, stage.Trainer.LearningRate);
        stage.Click(stage.Widget("##Optimizer").Center());
        stage.Press(Key.Escape);
        stage.Move(new Vector2(500, 300));
        stage.Press(Key.Up);
        Assert.Same(optimizer, stage.Trainer.Optimizer);
        Assert.Equal(1.25 * rate, stage.Trainer.LearningRate, 1e-9);
    }

    [GlFact]
    public void A_copy_in_a_race_is_what_the_next_key_is_for_and_a_name_tells_of_another_optimizer_before()
    {
        using var stage = new EditorStage();
        stage.Run(10);
        stage.Pause();
        var first = stage.Trainer.Optimizer;
        stage.Press(Key.D, Key.LeftControl);
        var copy = stage.App.View.Scene.Race.Runners[1];
        stage.Press(Key.Digit1);
        Assert.Same(first, stage.Trainer.Optimizer);
        Assert.Equal("SGD", copy.Trainer.Optimizer.Title);
        Assert.Equal("Adam → SGD", copy.Course);
        Assert.Equal("Adam", stage.App.View.Scene.Race.Runners[0].Course);
    }

    [GlFact]
    public void The_warning_about_the_plane_does_what_its_key_does()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 100);
        stage.Pause();
        var far = stage.Parameters;
        for (var i = 0; i < far.Length; i++)
            far[i] = 5 * MathF.Sin(i);
        stage.Trainer.WriteParameters(far);
        stage.Trainer.RefreshStatus();
        stage.Run(2);
        var chip = stage.App.View.Hud.Frame.Chip;
        Assert.False(chip.IsEmpty);
        stage.Click(new Vector2(chip.CenterX, chip.CenterY));
        stage.RunUntil(() => stage.App.View.Scene.ShownPlane?.Kind.Name == "path");
    }

    [GlFact]
    public void Charts_are_found_by_name_and_shown_where_there_is_room()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Press(Key.P, Key.LeftControl);
        foreach (var letter in "sharp".EnumerateRunes())
            stage.Script.Type(letter);
        stage.Run(2);
        Assert.Equal("Chart: Sharpness", stage.App.Workspace.Panel<CommandPalette>().Found[0].Title);
        stage.Press(Key.Enter);
        Assert.Contains(stage.App.Workspace.Panel<ChartsPanel>().Cells.Take(4), cell => cell.Kind == ChartKind.Sharpness);
    }

    [GlFact]
    public void A_table_with_a_column_of_text_asks_what_becomes_of_it()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var path = Path.Combine(stage.Folder, "apples.csv");
        File.WriteAllLines(path, ["mass,colour,ripe", .. Enumerable.Range(0, 40).Select(i => $"{i % 7},{(i % 3 == 0 ? "red" : "green")},{(i % 2 == 0 ? "yes" : "no")}")]);
        var question = stage.App.Workspace.Panel<QuestionPanel>();
        stage.Commands.Files.Open(path);
        stage.RunUntil(() => question.IsModal);
        stage.Click(stage.Widget("Leave out").Center());
        stage.RunUntil(() => stage.Trainer.Experiment.Train.Name == "apples");
        Assert.Equal(1, stage.Trainer.Experiment.Train.InputCount);
        stage.Commands.Files.Open(path);
        stage.RunUntil(() => question.IsModal);
        stage.Press(Key.Enter);
        stage.RunUntil(() => stage.Trainer.Experiment.Train.InputCount == 3);
    }

    [GlFact]
    public void Another_data_set_says_what_else_it_changes()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var (shape, steps) = (stage.Trainer.Experiment.Shape.ToString(), stage.Trainer.StepsPerFrame);
        stage.Commands.Experiment.LoadDataset(Catalog.Datasets.ToList().FindIndex(source => source.Name == "blobs"));
        stage.RunUntil(() => stage.Trainer.Experiment.Train.Name == "blobs");
        var (now, said) = (stage.Trainer.Experiment.Shape.ToString(), stage.App.View.Hud.Toast.Text);
        Assert.Contains("starts from the seed", said, StringComparison.Ordinal);
        Assert.Equal(shape != now, said.Contains($"with its network {now}", StringComparison.Ordinal));
        Assert.Equal(steps != stage.Trainer.StepsPerFrame, said.Contains("steps per frame", StringComparison.Ordinal));
    }
}
