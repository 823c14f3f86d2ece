using System.Numerics;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Tests.Ui.Drawing;
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
        Assert.StartsWith("Redone: Learning rate ", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
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

    [GlFact]
    public void A_race_has_a_legend_with_its_runners_names_and_colours()
    {
        using var stage = new EditorStage(width: 1024);
        stage.Pause();
        stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
        stage.RunUntil(() => !stage.App.View.Scene.Race.Runners[1].Trainer.IsCatchingUp);
        stage.Run(5);
        var loss = stage.App.Workspace.Panel<ChartsPanel>().Cells[0].Chart;
        Assert.Equal(["Adam", "SGD"], loss.Legend.Where(line => line.Value is not null).Select(line => line.Name));
        var view = stage.App.View;
        foreach (var (name, i) in new[] { ("Adam", 0), ("SGD", 1) })
        {
            var box = view.Canvas.ReadTexts().First(text => text.Text == name && text.Box.Top > view.SceneArea.Y + view.SceneArea.Height).Box;
            Assert.Equal(view.Hud.Theme.Runner(i), view.Histories[i].Loss.Color);
            Assert.Equal(view.Hud.Theme.Runner(i), view.Canvas.At((int)box.Left - 6, box.MidY));
        }
    }

    [GlTheory]
    [InlineData(1024, 640, 1)]
    [InlineData(1280, 720, 1)]
    [InlineData(1600, 900, 1)]
    [InlineData(1920, 1080, 2)]
    public void No_text_of_the_panels_is_cut(int width, int height, float scale)
    {
        using var stage = new EditorStage(width: width, height: height);
        stage.Pause();
        stage.Commands.UiScale = scale;
        stage.Run(3);
        foreach (var entry in (string[])["Data", "Network", "Surface", "Camera", "Recorder", "Adam"])
        {
            var texts = stage.App.View.Canvas.ReadTexts();
            var (text, box) = texts.FirstOrDefault(text => text.Text.StartsWith(entry, StringComparison.Ordinal) && text.Box.Right < width / 4);
            // In a low window the last entries are scrolled to.
            if (text is null)
                continue;
            stage.Click(new Vector2(box.MidX, box.MidY));
            stage.Move(new Vector2(-10, -10));
            stage.Run(3);
            // A pattern that a person types may be longer than its field.
            Assert.Equal([], stage.App.View.Canvas.ReadTexts().Select(text => text.Text).Where(text => text.EndsWith('…') && !text.StartsWith('{')));
        }
    }

    [GlFact]
    public void The_first_hints_stand_above_the_surfaces_caption()
    {
        using var stage = new EditorStage(width: 1280, height: 720);
        stage.Run(2);
        var texts = stage.App.View.Canvas.ReadTexts();
        var caption = texts.First(text => text.Text.StartsWith("descent plane", StringComparison.Ordinal) && text.Box.Left > 200).Box;
        foreach (var hint in stage.App.View.Model.Hints)
            Assert.True(texts.First(text => text.Text == hint.Action).Box.Bottom < caption.Top, hint.Action);
    }

    [GlFact]
    public void A_saved_file_is_told_with_its_place_and_a_button_that_shows_it()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var shown = "";
        stage.Commands.Notices.ShowFolder = folder => shown = folder;
        stage.Press(Key.S, Key.LeftControl);
        stage.Run(2);
        Assert.StartsWith("Saved to ", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.EndsWith("experiment.neurolab.json\nWeights in experiment.neurolab.safetensors; opening goes on from them", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        var weights = stage.Parameters;
        stage.Click(stage.Widget("Show folder").Center());
        Assert.Equal(stage.Folder, shown);
        Assert.Equal(weights, stage.Parameters);
        // The next message has none.
        stage.Commands.Notices.Say("Something else");
        stage.Run(2);
        Assert.True(stage.App.Workspace.Gui.BoxOf("Show folder").IsEmpty);
    }

    [GlFact]
    public void Who_flies_into_the_void_is_told_the_way_back()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var camera = stage.App.View.Scene.Camera;
        camera.Smoothing = 0;
        stage.Run(2);
        Assert.False(IsTold());
        camera.Pose = camera.Pose with { Target = new Vector3(40, 30, 0) };
        stage.Run(3);
        Assert.True(IsTold());
        stage.Press(Key.F);
        stage.Run(2);
        Assert.False(IsTold());
        // So near that no corner of the surface is in the picture is not lost.
        camera.Pose = camera.Pose with { Target = stage.App.View.Scene.Frame.World(0.06f, 0.06f, (float)stage.App.View.Scene.Landscape.LossAt(0.06, 0.06)), Distance = 0.05f };
        stage.Run(3);
        Assert.False(IsTold());

        bool IsTold() => stage.App.View.Canvas.ReadTexts().Any(text => text.Text == "brings the landscape back");
    }

    [GlFact]
    public void Changes_close_to_each_other_are_one_band_on_the_timeline()
    {
        using var stage = new EditorStage(width: 1400);
        stage.Pause();
        stage.Editor.AdvanceTo(3000);
        for (var i = 0; i < 30; i++)
        {
            stage.Editor.AdvanceTo(3000 + 5 * i);
            stage.Press(Key.Up);
        }
        stage.Editor.AdvanceTo(6000);
        stage.Run(3);
        var track = stage.Widget("timeline").Inset(7, 0);
        stage.Move(new Vector2(track.X + track.Width * 3080 / 6000, track.CenterY));
        stage.Run(2);
        Assert.Contains(stage.App.View.Canvas.ReadTexts(), text => text.Text.Contains(" · 30 changes, the last Learning rate ", StringComparison.Ordinal));
    }

    [GlTheory]
    [InlineData(0.5f, 0)]
    [InlineData(0.1f, -18)]
    [InlineData(0.95f, -18)]
    public void A_slider_is_explained_over_its_name_its_number_and_its_track_and_stays_in_sight(float share, float up)
    {
        using var stage = new EditorStage();
        stage.Pause();
        var track = stage.Widget("Learning rate");
        stage.Move(EditorStage.At(track, share) + new Vector2(0, up));
        stage.Run(45);
        var tooltip = stage.App.Workspace.Gui.TooltipCard;
        Assert.False(tooltip.Bounds.IsEmpty);
        Assert.True(tooltip.Explained.Contains(track.CenterX, track.CenterY) && tooltip.Explained.Contains(track.CenterX, track.CenterY - 18));
        Assert.True(tooltip.Bounds.Y >= track.Bottom || tooltip.Bounds.Bottom <= track.Y - 18, $"{tooltip.Bounds} covers {track}");
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
