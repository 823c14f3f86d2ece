using System.Globalization;
using System.Text;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>Files that come from a slow disk: reading them is held up until a test lets it go on.</summary>
public sealed class LoadingTests
{
    [GlFact]
    public void Frames_and_steps_go_on_while_a_file_is_read_and_it_is_one_change_at_its_step()
    {
        using var stage = new EditorStage();
        using var disk = new SlowDisk(stage);
        var (experiment, start, edits) = (stage.Trainer.Experiment, stage.Trainer.EnqueuedSteps, stage.Editor.Log.Version);
        Drop(stage, Table(stage, "slow.csv", 3000));
        disk.WaitUntilHeldUp();
        stage.RunUntil(() => stage.Trainer.Status.Step > start + 40);
        stage.Run(20);

        Assert.True(stage.Commands.Loader.IsBusy);
        Assert.Same(experiment, stage.Trainer.Experiment);
        Assert.Equal(edits, stage.Editor.Log.Version);
        Assert.Contains("slow.csv", stage.App.View.Model.Loading, StringComparison.Ordinal);
        Assert.Contains("Esc", stage.App.View.Model.Loading, StringComparison.Ordinal);
        // What is typed meanwhile is for the experiment on screen.
        var rate = stage.Trainer.LearningRate;
        stage.Press(Key.Up);
        Assert.Equal(rate * 1.25, stage.Trainer.LearningRate, 1e-9);

        disk.LetGo();
        long step;
        do
        {
            step = stage.Trainer.EnqueuedSteps;
            stage.Run();
        }
        while (stage.Commands.Loader.IsBusy);
        var load = Assert.Single(stage.Editor.Log.Edits.OfType<LoadEdit>());
        Assert.Equal(step, load.Step);
        Assert.True(load.Step > start + 40);
        Assert.Equal("slow", stage.Trainer.Experiment.Train.Name);
        Assert.Null(stage.App.View.Model.Loading);
        Assert.InRange(stage.Trainer.EnqueuedSteps, 0, 8);
    }

    [GlFact]
    public void Escape_leaves_the_file_unread_and_everything_as_it_was()
    {
        using var stage = new EditorStage();
        stage.Pause();
        using var disk = new SlowDisk(stage);
        var (weights, experiment, edits) = (stage.Parameters, stage.Trainer.Experiment, stage.Editor.Log.Version);
        Drop(stage, Table(stage, "slow.csv", 3000));
        disk.WaitUntilHeldUp();
        stage.Run(20);
        stage.Press(Key.Escape);
        Assert.False(stage.Commands.Loader.IsBusy);
        Assert.False(stage.App.HasQuit);
        Assert.Null(stage.App.View.Model.Loading);
        Assert.Contains("slow.csv", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);

        disk.LetGo();
        disk.WaitUntilOver();
        stage.Run(10);
        Assert.Same(experiment, stage.Trainer.Experiment);
        Assert.Equal(weights, stage.Parameters);
        Assert.Equal(edits, stage.Editor.Log.Version);
        Assert.Empty(stage.Commands.Files.RecentFiles);
        Assert.False(stage.App.View.Hud.Toast.IsError);
        stage.Press(Key.Escape);
        Assert.False(stage.App.HasQuit);
    }

    [GlFact]
    public void Another_file_takes_the_place_of_one_that_is_still_being_read()
    {
        using var stage = new EditorStage();
        using (var disk = new SlowDisk(stage))
        {
            Drop(stage, Table(stage, "first.csv", 3000));
            disk.WaitUntilHeldUp();
            stage.Commands.Loader.Advanced = null;
            stage.Drop(Table(stage, "second.csv", 60));
            Assert.Equal("second", stage.Trainer.Experiment.Train.Name);
            disk.LetGo();
            disk.WaitUntilOver();
        }
        stage.Run(10);
        Assert.Equal("second", stage.Trainer.Experiment.Train.Name);
        Assert.Single(stage.Editor.Log.Edits.OfType<LoadEdit>());
    }

    [GlFact]
    public void A_slow_file_that_is_no_good_is_said_in_a_line_when_it_is_read()
    {
        using var stage = new EditorStage();
        using var disk = new SlowDisk(stage);
        var (experiment, edits) = (stage.Trainer.Experiment, stage.Editor.Log.Version);
        var path = Table(stage, "slow.csv", 3000);
        File.AppendAllText(path, "1,2\n");
        Drop(stage, path);
        disk.WaitUntilHeldUp();
        stage.Run(5);
        Assert.False(stage.App.View.Hud.Toast.IsError);
        disk.LetGo();
        stage.RunUntilLoaded();
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.StartsWith("slow.csv: row 3002", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.Same(experiment, stage.Trainer.Experiment);
        Assert.Equal(edits, stage.Editor.Log.Version);
    }

    [GlFact]
    public void Closing_the_app_ends_the_reading()
    {
        var stage = new EditorStage();
        using var ended = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        stage.Commands.Loader.Advanced = progress =>
        {
            begun.Set();
            SpinWait.SpinUntil(() => progress.IsCancelled, 20_000);
            ended.Set();
        };
        Drop(stage, Table(stage, "slow.csv", 3000));
        Assert.True(begun.Wait(20_000));
        Assert.False(ended.IsSet);
        stage.Dispose();
        Assert.True(ended.IsSet);
    }

    [GlFact]
    public void A_data_set_asked_for_while_another_is_on_its_way_is_the_one_after_it()
    {
        using var stage = new EditorStage(dataset: Catalog.Datasets[0].Name);
        using var disk = new SlowDisk(stage);
        stage.Commands.Experiment.NextDataset();
        stage.Commands.Experiment.NextDataset();
        disk.LetGo();
        stage.RunUntilLoaded();
        Assert.Equal(Catalog.Datasets[2].Name, stage.Trainer.Experiment.Train.Name);
    }

    [GlFact]
    public void Undone_the_experiment_before_is_read_again_while_the_other_goes_on()
    {
        using var stage = new EditorStage();
        stage.Drop(Table(stage, "table.csv", 400));
        stage.Press(Key.Z, Key.LeftControl);
        stage.RunUntilLoaded();
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);

        using var disk = new SlowDisk(stage);
        stage.Press(Key.Y, Key.LeftControl);
        disk.WaitUntilHeldUp();
        stage.RunUntil(() => stage.Trainer.Status.Step > 20);
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);
        disk.LetGo();
        stage.RunUntilLoaded();
        Assert.Equal("table", stage.Trainer.Experiment.Train.Name);
        Assert.True(stage.Editor.CanUndo);
    }

    [GlFact]
    public void The_log_of_a_sitting_with_a_slow_file_replays_bit_by_bit()
    {
        var state = Directory.CreateTempSubdirectory("neurolab-state-").FullName;
        var tables = Directory.CreateTempSubdirectory("neurolab-tables-").FullName;
        long loaded;
        using (var stage = new EditorStage(state: state))
        {
            using var disk = new SlowDisk(stage);
            var path = Path.Combine(tables, "slow.csv");
            File.Move(Table(stage, "slow.csv", 500), path);
            Drop(stage, path);
            disk.WaitUntilHeldUp();
            stage.RunUntil(() => stage.Trainer.Status.Step > 60);
            disk.LetGo();
            stage.RunUntilLoaded();
            loaded = stage.Editor.Log.Edits.OfType<LoadEdit>().Single().Step;
            stage.Commands.Drop(0.3, -0.2);
            stage.RunUntil(() => stage.Trainer.Status.Step > 300);
            stage.Pause();
        }
        var log = RunLog.Load(Assert.Single(Directory.GetFiles(Path.Combine(state, "runs"))));
        Assert.Equal(loaded, log.Edits.OfType<LoadEdit>().Single().Step);
        using var backend = new CpuBackend();
        using var replay = new Replay(log, backend);
        var result = replay.Run();
        Assert.Null(result.FirstDifference);
        Assert.True(result.HasSameBits);
        Assert.True(result.Checks >= 2, $"{result.Checks} checks");
        Directory.Delete(state, recursive: true);
        Directory.Delete(tables, recursive: true);
    }

    [GlFact]
    public void A_file_that_arrives_in_the_middle_of_a_drag_is_undone_by_itself()
    {
        using var stage = new EditorStage();
        stage.Pause();
        using var disk = new SlowDisk(stage);
        Drop(stage, Table(stage, "slow.csv", 300));
        disk.WaitUntilHeldUp();
        stage.Editor.BeginGesture();
        stage.Editor.Set(stage.Trainer, nameof(stage.Trainer.LearningRate), 0.02);
        disk.LetGo();
        stage.RunUntilLoaded();
        var rate = stage.Trainer.LearningRate;
        stage.Editor.Set(stage.Trainer, nameof(stage.Trainer.LearningRate), 0.03);
        stage.Editor.Set(stage.Trainer, nameof(stage.Trainer.LearningRate), 0.04);
        stage.Editor.EndGesture();
        stage.Commands.Undo();
        Assert.Equal("slow", stage.Trainer.Experiment.Train.Name);
        Assert.Equal(rate, stage.Trainer.LearningRate);
        stage.Commands.Undo();
        stage.RunUntilLoaded();
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);
    }

    private static void Drop(EditorStage stage, string path)
    {
        stage.Script.Drop(path);
        stage.Run(2);
    }

    private static string Table(EditorStage stage, string name, int rows)
    {
        var text = new StringBuilder("x,y,kind\n");
        for (var i = 0; i < rows; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{i % 9 - 4},{i % 7 - 3},{(i % 9 > 4 ? "far" : "near")}");
        var path = Path.Combine(stage.Folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private sealed class SlowDisk : IDisposable
    {
        private readonly ManualResetEventSlim _isHeldUp = new(), _goesOn = new(), _isOver = new();
        private readonly EditorStage _stage;

        // Held up at the first report behind the file's begin, as in the middle of it.
        public SlowDisk(EditorStage stage)
        {
            _stage = stage;
            stage.Commands.Loader.Advanced = progress =>
            {
                if (progress.Share <= 0)
                    return;
                _isHeldUp.Set();
                _goesOn.Wait(30_000);
                if (progress.IsCancelled)
                    _isOver.Set();
            };
        }

        public void WaitUntilHeldUp() => Assert.True(_isHeldUp.Wait(20_000), "nothing is read");

        public void LetGo() => _goesOn.Set();

        public void WaitUntilOver() => Assert.True(_isOver.Wait(20_000), "it reads on");

        // The app may be closed after the test's last line: its thread must not wait for what is no more.
        public void Dispose()
        {
            _stage.Commands.Loader.Advanced = null;
            _goesOn.Set();
        }
    }
}
