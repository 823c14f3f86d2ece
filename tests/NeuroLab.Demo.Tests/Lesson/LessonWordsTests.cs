using System.Globalization;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.Lesson;

/// <summary>What the stations write, read from the picture and compared with their numbers.</summary>
public sealed class LessonWordsTests
{
    [GlFact]
    public void The_verdict_on_a_step_is_that_of_the_losses_it_leads_to()
    {
        using var stage = new LessonStage(station: 4);
        var panel = (GradientPanel)stage.Lesson.Current;
        var seen = new HashSet<string>();
        for (var share = 0.0; share <= 0.5; share += 0.05)
        {
            panel.Demonstrate(share);
            stage.Frames(2);
            var station = panel.Station;
            var gain = (station.LossBefore - station.LossAfter) / (station.LossBefore - station.BestLoss);
            var verdict = gain < 0 ? "Too large: the loss rises" : gain >= 0.5 ? "About right"
                : station.Step < station.BestStep ? "Too small: hardly any gain" : "Too large: half the gain is lost";
            seen.Add(verdict);
            Assert.Contains(verdict, Texts(stage));
            // As many decimals as tell the two apart.
            var format = "F" + Math.Clamp(1 - (int)Math.Floor(Math.Log10(Math.Abs(station.LossAfter - station.LossBefore))), 4, 8);
            Assert.Contains($"{station.LossBefore.ToString(format, CultureInfo.InvariantCulture)} → {station.LossAfter.ToString(format, CultureInfo.InvariantCulture)}", Texts(stage));
        }
        Assert.Superset(new HashSet<string>(["Too large: the loss rises", "About right"]), seen);
    }

    [GlFact]
    public void The_coefficients_of_the_slope_are_a_ring_and_the_one_that_is_named_is_shown()
    {
        using var stage = new LessonStage(station: 3);
        var subject = stage.Lesson.Subject;
        var count = subject.Shape.ParameterCount;
        subject.Coefficient = 1;
        stage.Lesson.Current.Update();
        foreach (var (button, coefficient) in new[] { ("−##coefficient", 0), ("−##coefficient", count - 1), ("−##coefficient", count - 2), ("+##coefficient", count - 1), ("+##coefficient", 0) })
        {
            var box = stage.App.Workspace.Gui.BoxOf(button, scope: 3);
            stage.Click(box.CenterX, box.CenterY);
            stage.Frames(2);
            Assert.Equal(coefficient, subject.Coefficient);
            var value = subject.Parameters[coefficient].ToString("F3", CultureInfo.InvariantCulture).Replace('-', '−');
            Assert.Contains(Texts(stage), text => text.StartsWith("x = ", StringComparison.Ordinal) && text.EndsWith(" = " + value, StringComparison.Ordinal));
        }
    }

    [GlFact]
    public void The_loop_names_the_step_it_is_at()
    {
        using var stage = new LessonStage(station: 1);
        stage.Frames(3);
        Assert.Contains($"step {stage.Trainer.EnqueuedSteps + 1}", Texts(stage));
    }

    private static IEnumerable<string> Texts(LessonStage stage) => stage.App.View.Canvas.ReadTexts().Select(text => text.Text);
}
