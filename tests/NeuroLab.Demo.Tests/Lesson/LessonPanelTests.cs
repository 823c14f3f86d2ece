using System.Runtime.InteropServices;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Lesson;

public sealed class LessonPanelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GlFact]
    public void Dragging_a_cell_of_W_changes_that_weight_and_can_be_undone()
    {
        using var stage = new LessonStage(station: 0);
        var before = stage.Parameters();
        var loss = stage.Loss;

        // The upper left cell of the heat map is W1[0, 0].
        stage.Drag(900, 382, 372, 357);

        var after = stage.Parameters();
        Assert.Equal(before[0] + 0.5f, after[0], 1e-5f);
        Assert.Equal(before.Skip(1), after.Skip(1));
        Assert.NotEqual(loss, stage.Loss);
        Assert.Equal(stage.Loss, stage.Lesson.Subject.MeanLoss, 1e-6);
        Assert.Equal(stage.Loss, stage.Trainer.Status.Loss, 1e-6);
        var edit = Assert.IsType<WeightEdit>(stage.Editor.Log.Edits[^1]);
        Assert.Equal((40, 0), (edit.Step, edit.Index));

        stage.App.Commands.Undo();
        Assert.Equal(before, stage.Parameters());
        stage.App.Commands.Redo();
        Assert.Equal(after, stage.Parameters());
    }

    [GlFact]
    public void What_the_stations_do_replays_bit_for_bit()
    {
        float[] last;
        using (var stage = new LessonStage(station: 0, stateFolder: _folder["state"]))
        {
            stage.Drag(900, 382, 372, 357);
            stage.Key(Key.PageDown);
            var loop = (LoopPanel)stage.Lesson.Current;
            for (var part = 0; part < 6; part++)
                loop.Next();
            stage.Key(Key.PageDown);
            stage.App.Commands.Choose(Training.GradientSource.FiniteDifferences);
            stage.Key(Key.S);
            stage.Key(Key.PageDown);
            stage.Key(Key.PageDown);
            stage.Click(1080, 696);
            Assert.IsType<DescendEdit>(stage.Editor.Log.Edits[^1]);
            stage.Key(Key.S);
            stage.Frames(2);
            last = stage.Parameters();
        }
        var log = Assert.Single(Directory.GetFiles(Path.Combine(_folder["state"], "runs"), "*.nlrun"));
        using var backend = new NeuroLab.Backends.Cpu.CpuBackend();
        using var replay = new Replay(RunLog.Load(log), backend);
        var result = replay.Run();
        Assert.True(result.IsIdentical, $"differs at step {result.FirstDifference}");
        Assert.True(result.Checks >= 4);
        var again = new float[last.Length];
        replay.Scene.Trainer.Session.ReadParameters(again);
        Assert.Equal(MemoryMarshal.Cast<float, int>(last).ToArray(), MemoryMarshal.Cast<float, int>(again).ToArray());
    }

    [GlTheory, InlineData(BackendKind.Cpu), InlineData(BackendKind.Gpu)]
    public void The_step_that_is_taken_leads_to_the_loss_that_was_shown(BackendKind backend)
    {
        using var stage = new LessonStage(station: 4);
        stage.App.Commands.Choose(backend);
        stage.Frames(2);
        var panel = (GradientPanel)stage.Lesson.Current;
        var predicted = panel.Station.LossAfter;
        Assert.True(predicted < stage.Loss);

        // The button at the lower edge.
        stage.Click(1080, 696);

        Assert.Equal(predicted, stage.Loss, 1e-5);
        Assert.Equal(predicted, stage.Lesson.Subject.MeanLoss, 1e-5);
        Assert.Equal(predicted, stage.Trainer.Status.Loss, 1e-5);
        Assert.Equal(40, stage.Session.Capture().Step);
    }

    [GlTheory]
    [InlineData(760, 120)]
    [InlineData(800, 240)]
    [InlineData(800, 480)]
    [InlineData(1920, 200)]
    public void Every_station_draws_in_a_window_too_small_for_it(int width, int height)
    {
        using var stage = new LessonStage(station: 0);
        stage.Resize(width, height);
        for (var i = 0; i < LessonPanel.Names.Count; i++)
        {
            stage.Frames(2);
            Assert.False(stage.App.Workspace.Layout.BoundsOf("lesson").IsEmpty);
            stage.Key(Key.PageDown);
        }
    }

    [GlFact]
    public void Keys_open_the_lesson_and_turn_to_its_stations()
    {
        using var stage = new LessonStage(station: 0);
        var seen = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            seen.Add(stage.Lesson.Current.Name);
            stage.Key(Key.PageDown);
        }
        Assert.Equal(LessonPanel.Names, seen);
        Assert.Equal("layer", stage.Lesson.Current.Name);
        stage.Key(Key.PageUp);
        Assert.Equal("gradient", stage.Lesson.Current.Name);
        var view = stage.App.View.SceneArea.Width;
        stage.Key(Key.G);
        Assert.False(stage.App.Workspace.Layout.IsOpen("lesson"));
        Assert.True(stage.App.View.SceneArea.Width > view);
        Assert.Null(stage.App.View.Scene.Frame.Tangent);
        stage.Key(Key.G);
        Assert.True(stage.App.Workspace.Layout.IsOpen("lesson"));
    }

    [GlTheory, InlineData("sine", false), InlineData("iris", false), InlineData("digits", true)]
    public void Every_station_follows_training_on_any_data(string data, bool isOnGpu)
    {
        using var stage = new LessonStage(station: 0, data);
        if (isOnGpu)
            stage.App.Commands.Choose(BackendKind.Gpu);
        for (var station = 0; station < 5; station++)
        {
            stage.Lesson.Open(station);
            stage.Frames(1);
            var before = stage.Lesson.Subject.Version;
            stage.Key(Key.Space);
            for (var frame = 0; frame < 1000 && stage.Lesson.Subject.Version == before; frame++)
                stage.Frames(1);
            stage.Key(Key.Space);
            Assert.True(stage.Lesson.Subject.Version > before, $"{data}: station {station} stands still");
            Assert.True(stage.CatchesUp(), $"{data}: station {station} stays behind");
        }
    }

    [GlFact]
    public void The_loop_moves_the_whole_race_on_and_gives_way_to_playing()
    {
        using var stage = new LessonStage(station: 1);
        stage.Editor.AddRunner(new Optimizers.Momentum());
        var loop = (LoopPanel)stage.Lesson.Current;
        for (var part = 0; part < 8; part++)
            loop.Next();
        stage.Frames(1);
        Assert.Equal(stage.Trainer.EnqueuedSteps, stage.App.View.Scene.Race.Runners[1].Trainer.EnqueuedSteps);
        Assert.True(stage.Trainer.EnqueuedSteps > 40);

        loop.IsPlaying = true;
        stage.Frames(2);
        Assert.True(loop.IsPlaying);
        // There is one play button, and here it is the loop's.
        stage.Key(Key.Space);
        Assert.False(loop.IsPlaying || stage.Trainer.IsPlaying);
        stage.Key(Key.Space);
        Assert.True(loop.IsPlaying);
        stage.App.Commands.Play(true);
        stage.Frames(2);
        Assert.True(stage.Trainer.IsPlaying);
        Assert.False(loop.IsPlaying);
        loop.IsPlaying = true;
        stage.Frames(2);
        Assert.False(stage.Trainer.IsPlaying);
        Assert.True(loop.IsPlaying);
    }

    [GlFact]
    public void Weights_that_are_no_numbers_are_shown_as_such()
    {
        using var stage = new LessonStage(station: 0);
        stage.Editor.SetWeight(3, double.NaN);
        for (var station = 0; station < 5; station++)
        {
            stage.Lesson.Open(station);
            stage.Frames(3);
            Assert.True(double.IsNaN(stage.Lesson.Subject.Parameters[3]));
            Assert.True(double.IsNaN(stage.Lesson.Subject.MeanLoss));
        }
        stage.App.Commands.Undo();
        Assert.True(stage.CatchesUp());
        Assert.True(double.IsFinite(stage.Lesson.Subject.MeanLoss));
    }

    [GlFact]
    public void Training_a_large_network_the_naive_way_waits_and_says_what_it_costs()
    {
        using var stage = new LessonStage(station: 2, hidden: [150, 150]);
        stage.App.Commands.Play(true);
        stage.App.Commands.Choose(Training.GradientSource.FiniteDifferences);
        Assert.False(stage.Trainer.IsPlaying);
        Assert.Contains("forward passes for each step", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        var step = stage.Trainer.EnqueuedSteps;
        stage.Frames(3);
        Assert.Equal(step, stage.Trainer.EnqueuedSteps);
    }

    [GlFact]
    public void A_station_is_saved_as_a_picture_and_recorded()
    {
        using var stage = new LessonStage(station: 3);
        stage.App.Commands.Files.ExportFolder = _folder["out"];
        var host = (NeuroLab.Demo.Shell.IAppHost)stage.App;
        host.SavePicture("derivative");
        host.ToggleFilm("derivative");
        stage.Frames(3);
        Assert.True(stage.App.Commands.IsFilming);
        host.ToggleFilm("derivative");
        stage.Frames(1);
        Assert.False(stage.App.Commands.IsFilming);
        var files = Directory.GetFiles(Path.Combine(_folder["out"], "recordings")).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(["lesson-derivative", "lesson-derivative"], files);
    }

    [GlFact]
    public void A_steady_picture_allocates_nothing_to_speak_of()
    {
        using var stage = new LessonStage(station: 0);
        for (var number = 0; number < 5; number++)
        {
            stage.Lesson.Open(number);
            stage.Frames(20);
            var least = long.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                stage.Frames(10);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.True(least < 1024, $"station {number}: {least} bytes in 10 frames");
        }
    }
}
