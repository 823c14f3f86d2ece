using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Datasets;
using NeuroLab.Scenes;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class PaintTests
{
    [Fact]
    public void Points_as_lines_come_back_in_the_same_bits()
    {
        var data = PlanePoints.Create([0.1f, -1 / 3f, 1e-20f, 5], [1, 0], ["in", "far out"]);
        var again = PlanePoints.Parse(PlanePoints.ToLines(data), data.ClassNames, "x");
        Assert.Equal([0.1f, -1 / 3f], again.Sample(0).ToArray());
        Assert.Equal([1e-20f, 5], again.Sample(1).ToArray());
        Assert.Equal(data.Labels, again.Labels);
    }

    [Theory]
    [InlineData("1 2")]
    [InlineData("1 2 c")]
    [InlineData("1 NaN a")]
    public void What_is_no_point_is_named(string line)
    {
        var error = Assert.Throws<UserErrorException>(() => PlanePoints.Parse(["0 0 a", line], ["a", "b"], "file"));
        Assert.StartsWith("file: point 2", error.Message);
    }

    [Fact]
    public void Painted_while_a_race_runs_it_replays_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var path = folder["paint.nlrun"];
        using (var run = new EditorFixture())
        {
            run.Editor.WriteRunLog(path, checkInterval: 16);
            run.PlayTo(40);
            run.Editor.Paint(More(run.Trainer.Experiment.Train, 40));
            run.PlayTo(80);
            // One that joins now has learnt what the others learnt, when they did.
            var runner = run.Editor.AddRunner(new Adam(), run.Trainer.Settings);
            run.PlayTo(120);
            EditorFixture.SameBits(run.Parameters(), run.Parameters(runner.Trainer));
            Assert.Equal(136, run.Trainer.Experiment.Train.Count);
            run.Editor.Undo();
            run.Editor.Undo();
            Assert.Same(run.Trainer.StartData, run.Trainer.Experiment.Train);
            run.PlayTo(160);
            run.Editor.Redo();
            run.Editor.Restart();
            Assert.Equal(136, run.Trainer.Experiment.Train.Count);
            run.PlayTo(200);
        }
        using var backend = new CpuBackend();
        using var replay = new Replay(RunLog.Load(path), backend);
        var result = replay.Run();
        Assert.True(result.IsIdentical, result.ToString());
    }

    [Fact]
    public void A_switch_of_a_behaviour_is_a_change_like_any_other()
    {
        using var run = new EditorFixture();
        var cut = run.Scene.Cut;
        run.Editor.Set(run.Editor.SwitchOf(cut), 1);
        Assert.True(cut.Enabled);
        run.Editor.Undo();
        Assert.False(cut.Enabled);
        run.Editor.Redo();
        Assert.True(cut.Enabled);
    }

    [Fact]
    public void Every_property_that_is_shown_says_what_it_does()
    {
        using var run = new EditorFixture();
        var race = run.Scene.Race;
        Behaviour[] shown =
        [
            run.Trainer, run.Scene.Ball, race, race.Runners[0], run.Scene.Camera, .. run.Scene.Landscape.GameObject.Behaviours,
        ];
        foreach (var behaviour in shown)
            foreach (var property in Inspector.Describe(behaviour))
                Assert.True(property.Tooltip.Length > 20, $"{behaviour.GetType().Name}.{property.Name} has no tooltip");
        Assert.Contains("w ← w − η·g", Inspector.Describe(run.Trainer).Single(p => p.Name == "LearningRate").Tooltip);
    }

    private static Dataset More(Dataset data, int count)
    {
        var lines = PlanePoints.ToLines(data).ToList();
        for (var i = 0; i < count; i++)
            lines.Add(FormattableString.Invariant($"{0.02f * i} -0.5 {data.ClassNames[i % 2]}"));
        return PlanePoints.Parse(lines, data.ClassNames, "more");
    }
}
