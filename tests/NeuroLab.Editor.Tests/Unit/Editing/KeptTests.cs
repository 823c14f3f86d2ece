using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Landscapes;

namespace NeuroLab.Editor.Tests.Unit.Editing;

/// <summary>What an editor keeps of the past: how much of it, and what it lets go of.</summary>
public sealed class KeptTests : IDisposable
{
    private readonly EditorFixture _run = new();

    private SceneEditor Editor => _run.Editor;

    private Trainer Trainer => _run.Trainer;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_run_that_was_painted_on_returns_with_the_points_of_each_of_its_steps()
    {
        var points = Trainer.Experiment.Train;
        _run.PlayTo(20);
        var painted = new Dataset("painted", [.. points.Inputs.ToArray(), 0.5f, 0.5f], 2, labels: [.. points.Labels!, 1], classNames: points.ClassNames.ToArray());
        Editor.Paint(painted);
        _run.PlayTo(40);
        Editor.Load(_run.File with { Data = new("moons", Count: 64) });
        _run.PlayTo(8);
        Assert.True(Editor.Undo());
        Assert.Equal(painted.Count, Trainer.Experiment.Train.Count);
        Editor.SeekTo(10);
        Assert.Equal(points.Count, Trainer.Experiment.Train.Count);
        Editor.SeekTo(30);
        Assert.Equal(painted.Count, Trainer.Experiment.Train.Count);
    }

    [Fact]
    public void A_name_that_is_taken_back_is_forgotten_on_whatever_branch_one_is()
    {
        _run.PlayTo(20);
        MomentEdit.Make(Editor, "best");
        var named = Editor.Log.Edits[^1];
        _run.PlayTo(40);
        Editor.SeekTo(10);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.03);
        _run.PlayTo(30);
        Assert.Equal((1, 2), (Editor.Branches.Sum(branch => branch.Moments.Count), Editor.Branches.Count));
        named.Undo(Editor, []);
        Assert.Equal(0, Editor.Branches.Sum(branch => branch.Moments.Count));
        MomentEdit.Make(Editor, " best ");
        Assert.Equal(("best", 30L), Assert.Single(Editor.Branch.Moments));
    }

    [Fact]
    public void The_last_thousand_changes_can_be_undone()
    {
        for (var i = 0; i < 1010; i++)
            Editor.Set(_run.Scene.Landscape, "IsLogarithmic", i % 2 == 0 ? 1 : 0);
        Assert.Equal((1000, true), (Editor.History.Groups.Count, Editor.CanUndo));
        Assert.True(Editor.Undo());
        Assert.True(_run.Scene.Landscape.IsLogarithmic);
    }

    [Fact]
    public void The_last_eight_planes_come_back_those_first_that_were_seen_last()
    {
        var planes = new PlaneHistory();
        for (var i = 0; i < 9; i++)
        {
            Editor.ShowPlane(new RandomPlane());
            planes.Add(_run.Scene);
        }
        Assert.False(planes.TryRecall(1, out _));
        Assert.True(planes.TryRecall(2, out var second));
        Assert.Equal(2, planes.Current!.Number);
        // It is the newest now, and the third is the next to go.
        planes.Add(_run.Scene);
        Assert.False(planes.TryRecall(3, out _));
        Assert.True(planes.TryRecall(2, out var again));
        Assert.Same(second, again);
    }

    [Fact]
    public void A_branch_holds_of_its_ancestors_only_what_lies_before_every_fork_on_the_way()
    {
        var main = new Branch(0, "main") { Tip = 100 };
        var second = new Branch(1, "branch 2", main, forkStep: 30, forkEdits: 0) { Tip = 60 };
        // Begun on the second one, at a step that it shares with main.
        var third = new Branch(2, "branch 3", second, forkStep: 10, forkEdits: 0);
        var fourth = new Branch(3, "branch 4", third, forkStep: 50, forkEdits: 0);
        foreach (var (branch, step, isPart) in ((int, long, bool)[])[(0, 10, true), (0, 11, false), (1, 10, true), (1, 20, false), (2, 50, true), (2, 51, false), (3, 70, true), (4, 0, false)])
            Assert.Equal((branch, step, isPart), (branch, step, fourth.Contains(branch, step, 0)));
    }
}
