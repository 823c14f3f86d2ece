using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class TuningTests
{
    [GlFact]
    public void Dragging_the_learning_rate_holds_from_the_very_next_step_and_is_undone_at_once()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var before = stage.Trainer.LearningRate;
        var step = stage.Trainer.EnqueuedSteps;
        var slider = stage.Widget("Learning rate");
        stage.Drag(EditorStage.At(slider, 0.3f), EditorStage.At(slider, 0.62f));

        var rate = stage.Trainer.LearningRate;
        Assert.True(rate > 2 * before, $"{before} became {rate}");
        var edit = Assert.Single(stage.Editor.Log.Edits.OfType<PropertyEdit>(), edit => edit.Property == "LearningRate");
        Assert.Equal(step, edit.Step);

        stage.Press(Key.S);
        stage.Trainer.Session.Finish();
        Assert.Equal((float)rate, Record(stage, step).LearningRate);
        Assert.Equal((float)before, Record(stage, step - 1).LearningRate);

        stage.Press(Key.Z, Key.LeftControl);
        Assert.Equal(before, stage.Trainer.LearningRate);
        stage.Press(Key.Y, Key.LeftControl);
        Assert.Equal(rate, stage.Trainer.LearningRate);
    }

    [GlFact]
    public void A_change_is_marked_on_the_charts_and_the_timeline()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.Status.Step > 100);
        stage.Pause();
        var timeline = stage.Widget("timeline");
        int Blue(byte[] picture, float top, float bottom) => CountBlue(picture, 1120, (int)top, (int)bottom, (int)timeline.Right);
        var before = stage.Picture();
        stage.Press(Key.Up);
        // The mark must not hide behind the knob.
        stage.Editor.AdvanceTo(2 * stage.Trainer.EnqueuedSteps);
        stage.Run(3);
        var after = stage.Picture();

        Assert.Contains("Learning rate", Assert.Single(stage.App.Workspace.Marks).Text, StringComparison.Ordinal);
        Assert.True(Blue(after, timeline.Y, timeline.Bottom) > Blue(before, timeline.Y, timeline.Bottom) + 10);
    }

    [GlFact]
    public void Another_optimizer_leaves_the_step_count_alone()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.Status.Step > 40);
        var step = stage.Trainer.EnqueuedSteps;
        stage.Press(Key.Digit1);
        Assert.Equal("sgd", stage.Trainer.Optimizer.Name);
        stage.RunUntil(() => stage.Trainer.Status.Step > step);
        Assert.InRange(stage.Trainer.EnqueuedSteps, step, step + 400);
        Assert.Equal(0, stage.Trainer.Run);
    }

    [GlFact]
    public void An_optimizer_is_chosen_from_its_list_with_the_mouse()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var box = stage.Widget("##Optimizer");
        stage.Click(EditorStage.At(box, 0.5f));
        // The third row of the list below the box.
        stage.Click(new Vector2(box.CenterX, box.Bottom + 2 + 4 + 2.5f * 24));
        Assert.Equal(Catalog.Optimizers[2], stage.Trainer.Optimizer);
    }

    [GlFact]
    public void The_panels_can_be_worked_with_the_keyboard_alone()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Press(Key.F6);
        Assert.True(stage.App.Workspace.Gui.IsFocusShown);
        // From the toolbar's first button to play.
        stage.Press(Key.Tab);
        stage.Press(Key.Enter);
        Assert.True(stage.Trainer.IsPlaying);
        stage.Press(Key.Escape);
        Assert.False(stage.App.Workspace.Gui.HasFocus);
        Assert.False(stage.App.HasQuit);
    }

    [GlFact]
    public void Rubbish_in_a_number_field_changes_nothing()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var before = stage.Trainer.LearningRate;
        var slider = stage.Widget("Learning rate");
        stage.Click(new Vector2(slider.Right - 12, slider.Y - 10));
        foreach (var character in "ten!")
            stage.Script.Type(new System.Text.Rune(character));
        stage.Run();
        stage.Press(Key.Enter);
        Assert.Equal(before, stage.Trainer.LearningRate);
        Assert.DoesNotContain(stage.Editor.Log.Edits.OfType<PropertyEdit>(), edit => edit.Property == "LearningRate");
    }

    [GlFact]
    public void What_is_pasted_into_a_number_field_counts_or_is_refused_in_a_line()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var before = stage.Trainer.LearningRate;
        var slider = stage.Widget("Learning rate");
        foreach (var rubbish in (string[])["ten\nlines\0of 😀 rubbish", new string('x', 5000), "NaN", "1e999", "0.1, 0.2"])
        {
            Paste(stage, slider, rubbish);
            Assert.Equal(before, stage.Trainer.LearningRate);
            Assert.True(stage.App.View.Hud.Toast.IsError, rubbish);
            Assert.Contains("is not a number", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
            Assert.True(stage.App.View.Hud.Toast.Text.Length < 100);
        }
        Assert.DoesNotContain(stage.Editor.Log.Edits.OfType<PropertyEdit>(), edit => edit.Property == "LearningRate");
        Paste(stage, slider, "0.05");
        Assert.Equal(0.05, stage.Trainer.LearningRate, 1e-9);
    }

    [GlFact]
    public void Every_live_setting_holds_from_the_very_next_step()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var editor = stage.Editor;
        var step = stage.Trainer.EnqueuedSteps;
        var main = editor.Branch;
        editor.AdvanceTo(step + 1);
        var unchanged = stage.Parameters;
        var tried = new List<string>();
        foreach (var property in editor.Describe(stage.Trainer))
        {
            if (!property.IsReplayed || !property.IsShown || property.Kind is not (PropertyKind.Number or PropertyKind.Choice))
                continue;
            // Another device takes the same steps.
            if (property.Name == nameof(Trainer.Backend))
                continue;
            editor.SeekTo(main, step);
            var earlier = stage.Parameters;
            var other = property.Kind == PropertyKind.Choice ? (property.Value == 0 ? 1 : 0) : property.Value == 0 ? 0.1 : property.Value / 2;
            editor.Set(property, other);
            Assert.Equal(earlier, stage.Parameters);
            Assert.Equal(step, editor.Log.Edits.OfType<PropertyEdit>().Last(edit => edit.Property == property.Name).Step);
            editor.AdvanceTo(step + 1);
            Assert.NotEqual(unchanged, stage.Parameters);

            // Where nothing was changed everything is as it was.
            editor.SeekTo(main, step + 1);
            Assert.Equal(unchanged, stage.Parameters);
            tried.Add(property.Name);
        }
        Assert.Superset(new HashSet<string> { "Optimizer", "LearningRate", "Beta1", "Beta2", "WeightDecay", "BatchSize", "GradientSource" }, tried.ToHashSet());
    }

    private static void Paste(EditorStage stage, UiRect slider, string text)
    {
        stage.Window.Clipboard = text;
        stage.Click(new Vector2(slider.Right - 12, slider.Y - 10));
        stage.Press(Key.A, Key.LeftControl);
        stage.Press(Key.V, Key.LeftControl);
        stage.Press(Key.Enter);
    }

    private static StepRecord Record(EditorStage stage, long step)
    {
        var records = new StepRecord[StepHistory.Capacity];
        long from = 0;
        var count = stage.Trainer.Session.History.CopyTo(ref from, records);
        return Assert.Single(records.Take(count), record => record.Step == step);
    }

    private static int CountBlue(byte[] rgba, int width, int top, int bottom, int right)
    {
        var count = 0;
        for (var y = top; y < bottom; y++)
            for (var x = 0; x < right; x++)
            {
                var i = (y * width + x) * 4;
                if (rgba[i + 2] > 200 && rgba[i] < 120)
                    count++;
            }
        return count;
    }
}
