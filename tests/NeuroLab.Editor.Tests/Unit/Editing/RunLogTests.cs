using System.Text;
using System.Text.Json.Nodes;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Datasets;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CpuBackend _backend = new();

    private string LogPath => _folder["take.nlrun"];

    public void Dispose()
    {
        _backend.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_with_live_changes_scrubs_and_branches_replays_bit_for_bit()
    {
        RecordEventfulRun();
        var log = RunLog.Load(LogPath);
        Assert.True(log.IsComplete);
        Assert.Superset(
            new HashSet<Type>
            {
                typeof(PropertyEdit), typeof(StepEdit), typeof(RestartEdit), typeof(DropEdit), typeof(PlaneEdit),
                typeof(RecentreEdit), typeof(SeekEdit), typeof(BranchEdit), typeof(AddRunnerEdit), typeof(RemoveRunnerEdit),
                typeof(CameraEdit), typeof(LoadEdit),
            },
            log.Edits.Select(edit => edit.GetType()).ToHashSet());
        var result = Play();
        Assert.True(result.IsIdentical, result.ToString());
        Assert.InRange(result.Checks, 30, 100);
        Assert.StartsWith("bit-identical: ", result.ToString());
    }

    // Written by version 0.1.0: naive_perturbation chosen, its ε turned, left, gone back to and begun again with.
    [Fact]
    public void A_log_that_has_finite_differences_as_an_optimizer_replays_bit_for_bit()
    {
        var log = RunLog.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "finite-differences-as-optimizer.nlrun"));
        Assert.Contains(log.Edits, edit => edit is PropertyEdit { New: "naive_perturbation" });
        using var replay = new Replay(log, _backend);
        var result = replay.Run();
        Assert.True(result.IsIdentical, result.ToString());
        Assert.True(result.Checks >= 14);
        Assert.Equal(
            ["adam backpropagation", "sgd finite_differences", "sgd finite_differences"],
            replay.Scene.Race.Runners.Select(runner => $"{runner.Trainer.Optimizer} {runner.Trainer.GradientSource}"));
    }

    [Fact]
    public void A_replay_returns_to_the_run_before_a_load_too()
    {
        Record(run =>
        {
            run.PlayTo(40);
            run.Editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.02);
            run.PlayTo(52);
            run.Editor.Load(run.File with { Seed = 9 });
            run.PlayTo(20);
            run.Editor.Undo();
            run.PlayTo(90);
            run.Editor.Undo();
            run.PlayTo(120);
        });
        var result = Play();
        Assert.True(result.IsIdentical, result.ToString());
        Assert.True(result.Checks >= 7, result.ToString());
    }

    [Fact]
    public void The_first_step_that_differs_is_named()
    {
        Record(run => run.PlayTo(200));
        var lines = File.ReadAllLines(LogPath);
        var at = Array.FindIndex(lines, line => line.Contains("\"check\":{\"step\":96,"));
        lines[at] = $$$"""{"check":{"step":96,"theta":"0000000000000000"}}""";
        File.WriteAllText(LogPath, string.Join('\n', lines) + "\n");
        var result = Play();
        Assert.Equal(96, result.FirstDifference);
        Assert.StartsWith("differs at step 96: ", result.ToString());
    }

    [Fact]
    public void Another_learning_rate_is_noticed_at_the_next_check()
    {
        Record(run =>
        {
            run.PlayTo(40);
            run.Editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.02);
            run.PlayTo(100);
        });
        File.WriteAllText(LogPath, File.ReadAllText(LogPath).Replace("\"new\":\"0.02\"", "\"new\":\"0.020000001\""));
        Assert.InRange(Play().FirstDifference!.Value, 41, 72);
    }

    [Fact]
    public void A_log_that_a_crash_cut_short_replays_as_far_as_it_goes()
    {
        Record(run => run.PlayTo(200));
        var bytes = File.ReadAllBytes(LogPath);
        File.WriteAllBytes(LogPath, bytes[..^20]);
        var result = Play();
        Assert.True(result is { IsIdentical: true, IsComplete: false });
        Assert.EndsWith("; the log was cut short", result.ToString());
    }

    [Fact]
    public void On_another_device_weights_may_be_a_hundredth_apart()
    {
        Record(run => run.PlayTo(200));
        var text = File.ReadAllText(LogPath);
        Assert.Contains("\"backend\":\"CPU\"", text);
        text = text.Replace("\"backend\":\"CPU\"", "\"backend\":\"GPU · elsewhere\"");
        WriteWithOtherWeights(text, 1.001f);
        var near = Play();
        Assert.True(near is { IsSame: true, IsIdentical: false, IsSameDevice: false }, near.ToString());
        Assert.InRange(near.Deviation, 1e-4, 1e-2);
        Assert.Contains("within 1", near.Verdict);

        // The largest deviation of all checks is told, not the last.
        Assert.True(near.Deviation > 5e-4, $"{near.Deviation}");

        WriteWithOtherWeights(text, 1.1f);
        Assert.Equal(96, Play().FirstDifference);

        // What was computed elsewhere stays near only, also where the log is back on this device.
        WriteWithOtherWeights(text, 1.001f, check => check["backend"] = "CPU");
        Assert.True(Play() is { IsSame: true, IsIdentical: false }, "the weights of the other device are still there");

        // Where the bits should be the same, near is not enough.
        WriteWithOtherWeights(text.Replace("GPU · elsewhere", "CPU"), 1.001f);
        Assert.Equal(96, Play().FirstDifference);
    }

    private void WriteWithOtherWeights(string log, float factor, Action<JsonNode>? change = null)
    {
        var lines = log.Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains("\"check\":{\"step\":96,"));
        var line = JsonNode.Parse(lines[at])!;
        var sample = line["check"]!["sample"]!.AsArray();
        for (var i = 0; i < sample.Count; i++)
            sample[i] = (float)sample[i]! * factor;
        line["check"]!["theta"] = "0000000000000000";
        change?.Invoke(line["check"]!);
        lines[at] = line.ToJsonString();
        File.WriteAllText(LogPath, string.Join('\n', lines));
    }

    [Fact]
    public void Lines_are_there_while_it_still_runs()
    {
        using var run = new EditorFixture();
        run.Editor.WriteRunLog(LogPath, checkInterval: 32);
        run.PlayTo(40);
        run.Editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.02);
        using var reader = new StreamReader(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        Assert.Contains("\"check\":{\"step\":32,", lines[^3]);
        Assert.Equal(
            """{"edit":{"kind":"set","step":40,"group":1,"branch":0,"target":"Runner 1/Trainer","property":"LearningRate","old":"0.01","new":"0.02"}}""",
            lines[^2]);
    }

    [Fact]
    public void A_full_disk_ends_the_log_and_not_the_run()
    {
        if (!File.Exists("/dev/full"))
            return; // a Linux device
        using var run = new EditorFixture();
        run.Editor.WriteRunLog("/dev/full", checkInterval: 8);
        run.PlayTo(20);
        run.Editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.02);
        run.PlayTo(32);
        Assert.Equal(32, run.Trainer.Status.Step);
    }

    [Theory]
    [InlineData("hello\n", "line 1: is not that of a run log; copy or record it again")]
    [InlineData("{\"check\":{\"step\":1,\"theta\":\"0\"}}\n", "line 1: is not the beginning of a run log; choose an .nlrun file")]
    [InlineData("{}\n", "line 1: is not that of a run log; copy or record it again")]
    public void What_is_no_run_log_is_refused_in_one_line(string text, string message)
    {
        File.WriteAllText(LogPath, text);
        Assert.Equal($"{LogPath}: {message}", TemporaryFolder.Error(() => RunLog.Load(LogPath)));
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named()
    {
        Record(run => run.PlayTo(100));
        var lines = File.ReadAllLines(LogPath);
        lines[2] = lines[2][..10];
        File.WriteAllText(LogPath, string.Join('\n', lines) + "\n");
        Assert.Equal(
            $"{LogPath}: line 3: is not that of a run log; copy or record it again",
            TemporaryFolder.Error(() => RunLog.Load(LogPath)));
    }

    [Theory]
    [InlineData("{\"run\":{\"version\":6,", "{\"run\":{\"version\":7,")]
    [InlineData("{\"run\":{\"version\":6,", "{\"run\":{\"version\":7,\"mood\":\"calm\",")]   // the first line is not readable either
    [InlineData("{\"check\":{", "{\"check\":{\"mood\":\"calm\",", "\"version\":6", "\"version\":7")]
    [InlineData("\"neurolab\":1", "\"neurolab\":2")]
    public void A_newer_version_says_so_whatever_it_holds(params string[] changes)
    {
        Record(run => run.PlayTo(4));
        var text = File.ReadAllText(LogPath);
        for (var i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], text);
            text = text.Replace(changes[i], changes[i + 1]);
        }
        File.WriteAllText(LogPath, text);
        Assert.Equal(
            $"{LogPath}: was written by a newer version (0.1.0); update the program",
            TemporaryFolder.Error(() => RunLog.Load(LogPath)));
    }

    [Fact]
    public void A_number_where_there_was_none_is_as_far_off_as_can_be()
    {
        Assert.Equal(double.PositiveInfinity, ParameterHash.Deviation([1, float.NaN], [1, 2]));
        Assert.Equal(double.PositiveInfinity, ParameterHash.Deviation([1, 2], [1, float.PositiveInfinity]));
        Assert.Equal(double.PositiveInfinity, ParameterHash.Deviation([1, 2], [1]));
        Assert.Equal(0, ParameterHash.Deviation([1, float.NaN], [1, float.NaN]));
    }

    [Theory]
    [InlineData("", "cbf29ce484222325")]
    [InlineData("abcd", "fc179f83ee0724dd")]
    [InlineData("foobar..", "745545eb4ec20b54")]
    public void The_checksum_is_fnv1a(string text, string expected)
    {
        var floats = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Encoding.ASCII.GetBytes(text));
        Assert.Equal(expected, ParameterHash.Text(ParameterHash.Add(floats)));
    }

    private void Record(Action<EditorFixture> act)
    {
        using var run = new EditorFixture();
        run.Editor.WriteRunLog(LogPath, checkInterval: 32);
        act(run);
    }

    private ReplayResult Play()
    {
        using var replay = new Replay(RunLog.Load(LogPath), _backend);
        return replay.Run();
    }

    private void RecordEventfulRun() => Record(run =>
    {
        var (editor, trainer) = (run.Editor, run.Trainer);
        run.PlayTo(60);
        editor.BeginGesture();
        foreach (var rate in (double[])[0.02, 0.03, 0.05])
        {
            editor.Set(trainer, nameof(Trainer.LearningRate), rate);
            run.PlayTo(trainer.EnqueuedSteps + 4);
        }
        editor.EndGesture();
        var sgd = editor.AddRunner(new Sgd());
        run.PlayTo(140);
        editor.Set(trainer, nameof(Trainer.Optimizer), "rmsprop");
        editor.Set(sgd.Trainer, nameof(Trainer.BatchSize), 8);
        run.PlayTo(200);
        editor.SeekTo(100);
        run.PlayTo(150);                                                  // plays the past again
        editor.SeekTo(90);
        editor.Set(trainer, nameof(Trainer.LearningRate), 0.004);         // begins a branch
        run.PlayTo(170);
        editor.Drop(0.4, -0.3);
        run.PlayTo(230);
        editor.Undo();                                                    // before the drop, on a branch
        run.PlayTo(260);
        editor.ShowPlane(new RandomPlane());
        editor.Drop(-0.1, 0.2, sgd);
        editor.StepOnce();
        run.Editor.Tick(0.02);
        editor.Set(trainer, nameof(Trainer.IsPlaying), 1);
        run.PlayTo(300);
        editor.Recentre();
        editor.Undo();
        editor.Restart();
        run.PlayTo(50);
        editor.SeekTo(editor.Branches[0], 150);
        run.PlayTo(250);                                                  // past the end of the first branch
        editor.MoveCamera(run.Scene.Camera.Pose with { Yaw = 1 });
        editor.RemoveRunner(sgd);
        editor.Undo();
        editor.Fork("named");
        run.PlayTo(300);
        editor.Load(run.File with { Seed = 9, Runners = [new("momentum")] });
        run.PlayTo(80);
        editor.Set(trainer, Hyperparameter.WeightDecay.PropertyName, 0.01);
        run.PlayTo(120);
    });
}
