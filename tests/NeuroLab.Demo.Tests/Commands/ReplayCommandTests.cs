using NeuroLab.Components;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Editing;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_with_changes_a_scrub_and_a_branch_is_bit_identical()
    {
        WriteLog(_folder["run.nlrun"]);
        var run = CommandRun.Of("replay", _folder["run.nlrun"], "--json");
        Assert.Equal("bit-identical", run.Json.GetProperty("result").GetString());
        Assert.InRange(run.Number("checks"), 8, 40);
    }

    [GlFact]
    public void On_a_gpu_it_is_the_same_within_the_tolerance_that_is_said()
    {
        WriteLog(_folder["run.nlrun"]);
        var run = CommandRun.Of("replay", _folder["run.nlrun"], "--backend", "gpu", "--json");
        Assert.Equal(CommandLine.Success, run.ExitCode);
        Assert.Contains("within 1 %, on another device", run.Json.GetProperty("result").GetString()!.Replace(' ', ' '));
        Assert.InRange(run.Json.GetProperty("deviation").GetDouble(), 1e-9, 1e-2);
    }

    [Fact]
    public void The_first_step_that_differs_is_named_and_the_exit_code_is_1()
    {
        WriteLog(_folder["run.nlrun"]);
        var lines = File.ReadAllLines(_folder["run.nlrun"]);
        var at = Array.FindIndex(lines, line => line.Contains("\"check\":{\"step\":32,"));
        lines[at] = """{"check":{"step":32,"theta":"0000000000000000"}}""";
        File.WriteAllLines(_folder["run.nlrun"], lines);

        var run = CommandRun.Of("replay", _folder["run.nlrun"]);
        Assert.Equal(CommandLine.Different, run.ExitCode);
        Assert.Matches(@"result +different\nfirst difference +32\n", run.Output);
    }

    [Fact]
    public void What_is_no_run_log_is_refused()
    {
        _folder.Write("run.nlrun", "{}\n");
        CommandRun.Of("replay", _folder["run.nlrun"]).AssertRefused("run.nlrun", "line 1");
        CommandRun.Of("replay", _folder["none.nlrun"]).AssertRefused("none.nlrun");
    }

    [GlFact]
    public void A_recorded_replay_compares_as_well_and_is_the_same_each_time()
    {
        WriteLog(_folder["run.nlrun"]);
        string[] arguments = ["replay", _folder["run.nlrun"], "--size", "160x90", "--json", "--record"];
        var first = CommandRun.Of([.. arguments, _folder["a.gif"]]);
        var second = CommandRun.Of([.. arguments, _folder["b.gif"]]);

        Assert.Equal("bit-identical", first.Json.GetProperty("result").GetString());
        Assert.Equal(first.Json.GetProperty("sha256").GetString(), second.Json.GetProperty("sha256").GetString());
        // Every change is seen, and the steps before the scrub are there a second time.
        var steps = File.ReadAllLines(_folder["a.csv"]).Skip(1).Select(row => int.Parse(row.Split(',')[1])).ToArray();
        Assert.Equal(first.Number("frames"), steps.Length);
        Assert.Equal(0, steps[0]);
        Assert.Equal(2, steps.Count(step => step == 60));
        Assert.Equal(120, steps.Max());
    }

    [GlTheory, InlineData(false), InlineData(true)]
    public void A_run_that_went_to_the_GPU_and_back_is_bit_identical_on_the_same_devices(bool isRecorded)
    {
        WriteLog(_folder["run.nlrun"], visitsGpu: true);
        string[] arguments = ["replay", _folder["run.nlrun"], "--json"];
        var run = CommandRun.Of(isRecorded ? [.. arguments, "--size", "160x90", "--record", _folder["a.gif"]] : arguments);
        Assert.Equal("bit-identical", run.Json.GetProperty("result").GetString());
        Assert.StartsWith("GPU · ", run.Json.GetProperty("backend").GetString());
        // The whole of it elsewhere differs in the last digits.
        var elsewhere = CommandRun.Of([.. arguments, "--backend", "cpu"]);
        Assert.StartsWith("the same within 1", elsewhere.Json.GetProperty("result").GetString());
        Assert.Equal(CommandLine.Success, elsewhere.ExitCode);
    }

    // 100 steps with a change in the middle, back to 40, another change, on to 120.
    internal static void WriteLog(string path, bool visitsGpu = false)
    {
        var file = new ExperimentFile
        {
            Version = ExperimentFile.CurrentVersion,
            Data = new("moons", Count: 64),
            Network = new([6], EvaluationSamples: 32),
            Plane = new("random", Resolution: 9),
            Seed = 3,
        };
        using var backend = BackendFactory.Create("cpu", new CommandContext(TextWriter.Null, TextWriter.Null));
        using var scene = file.CreateScene(backend);
        scene.Trainer.WaitsForSteps = true;
        using var editor = new NeuroLab.Editing.SceneEditor(scene, file);
        editor.WriteRunLog(path, checkInterval: 16);
        PlayTo(52);
        if (visitsGpu)
        {
            editor.Set(scene.Trainer, nameof(Trainer.Backend), "gpu");
            PlayTo(80);
        }
        editor.Set(scene.Trainer, nameof(Trainer.LearningRate), 0.02);
        PlayTo(100);
        editor.SeekTo(40);
        editor.Set(scene.Trainer, nameof(Trainer.Optimizer), "sgd");
        PlayTo(110);
        if (visitsGpu)
        {
            // Going back went back to the processor; this ends on the GPU.
            Assert.Equal("CPU", scene.Trainer.BackendName);
            editor.Set(scene.Trainer, nameof(Trainer.Backend), "gpu");
            editor.Undo();
            editor.Redo();
        }
        PlayTo(120);

        void PlayTo(long step)
        {
            while (scene.Trainer.EnqueuedSteps < step)
                editor.Tick(0.02);
        }
    }
}
