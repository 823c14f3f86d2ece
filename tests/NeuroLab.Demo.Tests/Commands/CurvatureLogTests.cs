using System.Globalization;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Eigenvalues in what is kept of a run: the table beside a recording, the run log, its replay.</summary>
public sealed class CurvatureLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void A_recordings_table_holds_the_eigenvalues_of_each_frames_own_step()
    {
        string[] run =
        [
            "--data", "moons", "--layers", "8", "--activation", "tanh", "--optimizer", "sgd", "--learning-rate", "0.5", "--batch", "full",
            "--seed", "3",
        ];
        var take = CommandRun.Of([
            "record", .. run, "--steps", "60", "--steps-per-frame", "20", "--size", "160x90", "--curvature", "2", "--json", "--out",
            _folder["take.gif"]]);
        CommandRun.Of(["train", .. run, "--steps", "60", "--curvature", "2", "--curvature-every", "20", "--log", _folder["log.csv"]]);
        var (rows, log) = (Rows("take.csv"), Rows("log.csv"));
        Assert.Equal("frame,step,loss,accuracy,learning_rate,gradient_norm,alpha,beta,residual,gap,lambda_1,lambda_2,edge", string.Join(',', rows[0]));
        for (var frame = 0; frame < 4; frame++)
        {
            var (row, expected) = (rows[1 + frame], log[1 + 20 * frame]);
            Assert.Equal(expected[0], row[1]);
            Assert.Equal(Number(expected[4]), Number(row[10]), 0.01 * Number(expected[4]));
            Assert.Equal(Number(expected[5]), Number(row[11]), 0.01 * Math.Abs(Number(expected[5])));
            Assert.Equal(4, Number(row[12]));
        }
        // The experiment beside it says so too.
        var again = CommandRun.Of("record", "--experiment", take.Json.GetProperty("experiment").GetString()!, "--json", "--out", _folder["b.gif"]);
        Assert.Equal(File.ReadAllText(_folder["take.csv"]), File.ReadAllText(_folder["b.csv"]));
        Assert.Equal(take.Json.GetProperty("sha256").GetString(), again.Json.GetProperty("sha256").GetString());
    }

    [GlFact]
    public void A_run_log_holds_what_was_followed_and_a_replay_measures_the_same_again()
    {
        using (var stage = new EditorStage(state: _folder["state"]))
        {
            stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 100);
            var tracker = stage.App.View.Scene.Race.Runners[0].Sharpness;
            stage.Commands.Change(stage.Editor.SwitchOf(tracker), 1);
            stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 1100 && tracker.Sharpness > 0);
        }
        var path = Assert.Single(Directory.GetFiles(Path.Combine(_folder["state"], "runs"), "*.nlrun"));
        Assert.Contains(File.ReadLines(path), line => line.Contains("\"curvature\":[{\"runner\":", StringComparison.Ordinal));

        var replay = CommandRun.Of("replay", path, "--json");
        Assert.Equal("bit-identical", replay.Json.GetProperty("result").GetString());
        Assert.InRange(replay.Number("curvature_deviation"), 0, 0.02);

        // In pictures: columns from the first frame on, the same each time.
        foreach (var name in new[] { "a", "b" })
            CommandRun.Of("replay", path, "--record", _folder[name + ".gif"], "--size", "160x90", "--steps-per-frame", "150");
        var rows = Rows("a.csv");
        Assert.EndsWith(",lambda_1,lambda_2,lambda_3,edge", string.Join(',', rows[0]), StringComparison.Ordinal);
        Assert.Equal("NaN", rows[1][10]);
        Assert.True(Number(rows[^1][10]) > Number(rows[^1][11]));
        Assert.Equal(File.ReadAllText(_folder["a.csv"]), File.ReadAllText(_folder["b.csv"]));
    }

    public void Dispose() => _folder.Dispose();

    private string[][] Rows(string name) => [.. File.ReadAllLines(_folder[name]).Select(line => line.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
