using System.Numerics;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class MannersTests
{
    [GlFact]
    public void A_toast_says_what_was_undone_and_done_again()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Press(Key.Up);
        Undo("Undone: Learning rate ");
        Assert.Contains("→", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Press(Key.Y, Key.LeftControl);
        Assert.StartsWith("Done again: Learning rate ", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Commands.Drop(-0.3, 0.2);
        Assert.Contains("α −0.30", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Undo("Undone: weights dropped at α −0.3, β 0.2");
        stage.Commands.AddRunner(Catalog.Find(Catalog.Optimizers, "sgd", "optimizer"));
        Undo("Undone: a runner added");
        stage.Commands.SeekTo(0);
        Undo("Undone: a jump in time");
        stage.Commands.Restart();
        Undo("Undone: back to the first weights");

        void Undo(string said)
        {
            stage.Press(Key.Z, Key.LeftControl);
            Assert.StartsWith(said, stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        }
    }

    [GlFact]
    public void An_open_list_shows_no_menu_on_the_charts_and_a_chart_s_own_stays_while_it_is_open()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Pause();
        stage.Click(stage.Widget("##Optimizer").Center());
        Assert.True(stage.App.Workspace.Gui.HasOpenList);
        Assert.All(Enumerable.Range(0, 4), chart => Assert.True(stage.App.Workspace.Gui.BoxOf("chart", chart).IsEmpty));
        stage.Press(Key.Escape);
        var plot = stage.App.Workspace.Panel<ChartsPanel>().Cells[1].Chart.Plot;
        stage.Move(plot.Center());
        stage.Click(stage.Widget("chart", 1).Center());
        Assert.True(stage.App.Workspace.Gui.HasOpenList);
        Assert.False(stage.App.Workspace.Gui.BoxOf("chart", 1).IsEmpty);
    }

    [GlFact]
    public void The_lesson_pauses_training_when_it_opens_and_the_one_play_button_plays_its_loop()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        Assert.True(stage.Trainer.IsPlaying);
        stage.Press(Key.G);
        Assert.False(stage.Trainer.IsPlaying);
        var lesson = stage.App.Workspace.Panel<LessonPanel>();
        lesson.Open(1);
        stage.Run(2);
        stage.Click(stage.Widget("play").Center());
        Assert.True(lesson.Current.IsPlaying);
        Assert.False(stage.Trainer.IsPlaying);
        stage.Press(Key.Space);
        Assert.False(lesson.Current.IsPlaying);
        // Elsewhere it is training's again.
        lesson.Open(0);
        stage.Run(2);
        stage.Press(Key.Space);
        Assert.True(stage.Trainer.IsPlaying);
    }

    [GlFact]
    public void The_size_of_the_window_is_remembered()
    {
        var state = Directory.CreateTempSubdirectory("neurolab-window-").FullName;
        try
        {
            using (var stage = new EditorStage(state: state))
            {
                stage.Window.Resize(1300, 700);
                stage.Run(90);
            }
            using var again = new EditorStage(state: state);
            Assert.Equal((1300, 700), (again.Window.FramebufferSize.Width, again.Window.FramebufferSize.Height));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [GlFact]
    public void No_tooltip_covers_what_it_explains()
    {
        using var stage = new EditorStage(width: 1024, height: 640);
        stage.Pause();
        var gui = stage.App.Workspace.Gui;
        var (seen, count) = (0, gui.WidgetCount);
        for (var i = 0; i < count; i += 2)
        {
            var box = gui.WidgetBox(i);
            if (box.CenterY > 630 || box.Width > 700)
                continue;
            stage.Move(new Vector2(-10, -10));
            stage.Move(box.Center());
            stage.Run(45);
            var card = gui.TooltipCard.Bounds;
            if (card.IsEmpty)
                continue;
            seen++;
            var explained = gui.TooltipCard.Explained;
            Assert.False(card.X < explained.Right && card.Right > explained.X && card.Y < explained.Bottom && card.Bottom > explained.Y,
                $"{card} covers {explained}");
        }
        Assert.True(seen > 8, $"{seen} tooltips");
    }

    [Fact]
    public void An_optimizer_of_the_catalogue_s_kind_is_its_entry_whatever_object_it_is()
    {
        var owner = new Chooser();
        var property = Inspector.Describe(owner).Single(property => property.Kind == PropertyKind.Choice);
        Assert.Equal("adam", property.Text);
        Assert.Equal("adam", property.Choices[(int)property.Value]);
    }

    private sealed class Chooser : Behaviour
    {
        [Choice(typeof(Catalog), nameof(Catalog.Optimizers))]
        public Optimizer Optimizer { get; set; } = new Adam();
    }
}
