using NeuroLab.Components;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class DivergenceCardTests
{
    private const double Wild = 300;

    [GlFact]
    public void The_card_says_what_happened_and_half_the_rate_goes_on_from_before_it()
    {
        using var stage = Diverged();
        var texts = Texts(stage);
        Assert.Contains(texts, text => text.StartsWith("Diverged at step ", StringComparison.Ordinal) && text.EndsWith(", learning rate 300", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.StartsWith("The training loss rose to ", StringComparison.Ordinal) && text.Contains("more than 10 times its start (0.", StringComparison.Ordinal));
        Assert.Contains("Learning rate 0.01 → 300", texts);
        var at = stage.Editor.Divergences.Current!.Best.Step;

        stage.Click(stage.Widget("Halve the rate").Center());
        Assert.Equal(0.005, stage.Trainer.LearningRate);
        Assert.StartsWith($"Back at step {at:N0} with half the learning rate, 0.005", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("Diverged at step ", StringComparison.Ordinal));
        stage.Pause();
        stage.Press(Key.Z, Key.LeftControl);
        // The pause comes first.
        stage.Press(Key.Z, Key.LeftControl);
        Assert.Equal($"Undone: back to step {at:N0}, Learning rate 0.01 → 0.005", stage.App.View.Hud.Toast.Text);
        Assert.Equal(Wild, stage.Trainer.LearningRate);
        Assert.True(stage.Trainer.HasDiverged);
    }

    [GlFact]
    public void Undo_on_the_card_takes_back_the_change_that_led_there()
    {
        using var stage = Diverged();
        var before = stage.Editor.Divergences.Current!.BeforeChange.Step;
        stage.Click(stage.Widget("Undo##divergence").Center());
        Assert.Equal(0.01, stage.Trainer.LearningRate);
        Assert.StartsWith($"Back at step {before:N0}, before that change", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Run(30);
        Assert.False(stage.Trainer.HasDiverged);
        Assert.Equal(0.01, stage.Trainer.LearningRate);
    }

    [GlFact]
    public void It_can_be_closed_and_is_not_filmed()
    {
        using var stage = Diverged();
        stage.Commands.IsFilming = true;
        stage.Run();
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("Diverged at step ", StringComparison.Ordinal));
        stage.Commands.IsFilming = false;
        stage.Run();
        Assert.Contains(Texts(stage), text => text.StartsWith("Diverged at step ", StringComparison.Ordinal));
        stage.Press(Key.Escape);
        stage.Run(10);
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("Diverged at step ", StringComparison.Ordinal));
        Assert.True(stage.Trainer.HasDiverged);
    }

    private static EditorStage Diverged()
    {
        var stage = new EditorStage(width: 1024);
        stage.Commands.Choose(Catalog.Optimizer("sgd"));
        stage.Editor.Set(stage.Trainer, nameof(Trainer.LearningRate), Wild);
        stage.RunUntil(() => stage.Editor.Divergences.Current is not null);
        stage.Run(2);
        return stage;
    }

    private static List<string> Texts(EditorStage stage) =>
        [.. stage.App.View.Canvas.ReadTexts().Select(text => text.Text)];
}
