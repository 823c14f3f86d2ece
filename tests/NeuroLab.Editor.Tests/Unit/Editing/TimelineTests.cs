using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Optimizers;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class TimelineTests : IDisposable
{
    private readonly EditorFixture _run = new();

    private SceneEditor Editor => _run.Editor;

    private Trainer Trainer => _run.Trainer;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Going_back_and_playing_again_gives_the_same_bits()
    {
        _run.PlayTo(100);
        var at100 = _run.Parameters();
        _run.PlayTo(200);
        var at200 = _run.Parameters();

        Editor.SeekTo(100);
        Assert.Equal(100, Trainer.EnqueuedSteps);
        Assert.Equal(100, Trainer.Status.Step);
        EditorFixture.SameBits(at100, _run.Parameters());
        _run.PlayTo(200);
        EditorFixture.SameBits(at200, _run.Parameters());
        Assert.Same(Editor.Branches[0], Editor.Branch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(120)]
    [InlineData(139)]
    public void Changes_on_the_way_are_made_again_at_their_steps(long step)
    {
        var path = ChangeOften();
        Editor.SeekTo(step);
        Assert.Equal(step, Trainer.EnqueuedSteps);
        Editor.AdvanceTo(140);
        EditorFixture.SameBits(path, _run.Parameters());
        Assert.IsType<Momentum>(Trainer.Optimizer);
        Assert.Equal(0.004, Trainer.LearningRate);
    }

    [Fact]
    public void Settings_go_back_in_time_too_and_come_back_at_the_end()
    {
        ChangeOften();
        Editor.SeekTo(30);
        Assert.Equal(("adam", 0.05, 16), (Trainer.Optimizer.Name, Trainer.LearningRate, Trainer.BatchSize));
        Editor.SeekTo(140);
        Assert.Equal(("momentum", 0.004, 8), (Trainer.Optimizer.Name, Trainer.LearningRate, Trainer.BatchSize));
    }

    [Fact]
    public void A_change_in_the_past_begins_a_branch_and_loses_nothing()
    {
        _run.PlayTo(200);
        var main = _run.Parameters();
        Editor.SeekTo(100);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.2);
        Assert.Equal(("branch 2", 100L), (Editor.Branch.Name, Editor.Branch.ForkStep));
        _run.PlayTo(160);
        var other = _run.Parameters();

        Editor.SeekTo(Editor.Branches[0], 200);
        EditorFixture.SameBits(main, _run.Parameters());
        Assert.Equal(0.01, Trainer.LearningRate);
        Editor.SeekTo(Editor.Branches[1], 160);
        EditorFixture.SameBits(other, _run.Parameters());
        Assert.Equal(0.2, Trainer.LearningRate);
    }

    [Fact]
    public void Looking_around_in_the_past_begins_no_branch()
    {
        _run.PlayTo(80);
        Editor.SeekTo(40);
        Editor.Set(_run.Scene.Landscape, nameof(Landscape.IsLogarithmic), 1);
        Editor.Set(Trainer, nameof(Trainer.StepsPerFrame), 8);
        Assert.Single(Editor.Branches);
    }

    [Fact]
    public void A_branch_can_be_begun_by_name_and_left_by_undo()
    {
        _run.PlayTo(80);
        Editor.SeekTo(40);
        var branch = Editor.Fork("careful");
        Assert.Same(branch, Editor.Branch);
        Assert.Equal(("careful", 40L), (branch.Name, branch.ForkStep));
        Editor.Undo();
        Assert.Equal(("main", 40L), (Editor.Branch.Name, Trainer.EnqueuedSteps));
        Editor.Undo();
        Assert.Equal(80, Trainer.EnqueuedSteps);
    }

    [Fact]
    public void The_65th_branch_drops_the_oldest_but_neither_main_nor_its_own_parent_and_says_which()
    {
        var dropped = new List<string>();
        Editor.Navigation.Dropped += branch => dropped.Add(branch.Name);
        _run.PlayTo(10);
        while (Editor.Branches.Count < BranchNavigation.MaxBranches)
            Editor.Fork();
        Assert.Empty(dropped);
        Editor.SeekTo(Editor.Branches[1], 10);
        var last = Editor.Fork();
        Assert.Equal(["branch 3"], dropped);
        Assert.Equal(["main", "branch 2", "branch 4"], Editor.Branches.Take(3).Select(branch => branch.Name));
        Assert.Same(last, Editor.Branch);
        Assert.Equal((BranchNavigation.MaxBranches, last), (Editor.Branches.Count, Editor.Branches[^1]));
    }

    [Fact]
    public void The_path_that_was_left_stays_as_a_ghost()
    {
        _run.PlayTo(80);
        var whole = _run.Scene.Ball.Trail.Length;
        Editor.SeekTo(40);
        Editor.Tick(0);
        Assert.InRange(_run.Scene.Ball.Trail.Length, 1, whole - 1);
        Assert.Equal(2, _run.Scene.Frame.Trails.Length); // the past, and what lay ahead
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.2);
        _run.PlayTo(60);
        Assert.Equal(2, _run.Scene.Frame.Trails.Length); // this branch, and the one that was left
        Assert.Equal(whole, _run.Scene.Frame.Trails[0].Points.Length);
    }

    [Fact]
    public void A_restart_begins_at_the_first_weights_with_the_settings_as_they_are()
    {
        var start = _run.Parameters();
        _run.PlayTo(40);
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "rmsprop");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.02);
        _run.PlayTo(60);
        var before = _run.Parameters();
        Editor.Restart();
        EditorFixture.SameBits(start, _run.Parameters());
        Assert.Equal(("rmsprop", 0.02, 0L), (Trainer.Optimizer.Name, Trainer.LearningRate, Trainer.EnqueuedSteps));
        _run.PlayTo(8);
        Editor.Undo();
        EditorFixture.SameBits(before, _run.Parameters());
        Assert.Equal(60, Trainer.EnqueuedSteps);
    }

    [Fact]
    public void A_restart_trains_as_a_run_that_began_so()
    {
        _run.PlayTo(20);
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "sgd");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.1);
        Editor.Restart();
        Editor.AdvanceTo(50);
        using var other = new EditorFixture(
            file: EditorFixture.Small with { Training = new("sgd", LearningRate: 0.1, BatchSize: 16) });
        other.Editor.AdvanceTo(50);
        EditorFixture.SameBits(other.Parameters(), _run.Parameters());
    }

    [Fact]
    public void Dropped_weights_are_passed_through_exactly()
    {
        _run.PlayTo(40);
        Editor.Drop(0.3, 0.1);
        _run.PlayTo(92);
        Editor.ShowPlane(new NeuroLab.Landscapes.RandomPlane());
        var at92 = _run.Parameters();
        Editor.SeekTo(20);
        Editor.AdvanceTo(92);
        EditorFixture.SameBits(at92, _run.Parameters());
    }

    [Fact]
    public void Memory_stays_within_its_budget_and_what_is_kept_is_spread_evenly()
    {
        // 2-8-1 with Adam: 33 weights and two slots, 396 bytes a moment.
        using var run = new EditorFixture(new Timeline(budget: 20 * 396, interval: 4));
        run.Editor.AdvanceTo(3000);
        var timeline = run.Editor.Timeline;
        Assert.InRange(timeline.Checkpoints.Count, 8, 20);
        Assert.Equal(timeline.Checkpoints.Count * 396, timeline.Bytes);
        Assert.True(timeline.Bytes <= timeline.Budget);
        var steps = timeline.Checkpoints.Select(moment => moment.Position.Step).ToArray();
        Assert.Equal(1, steps[0]);
        Assert.InRange(steps[^1], 3000 - timeline.Interval, 3000);
        var gaps = steps.Skip(1).Zip(steps, (later, earlier) => later - earlier);
        Assert.All(gaps.SkipLast(1), gap => Assert.InRange(gap, timeline.Interval / 2, timeline.Interval * 2));

        var end = run.Parameters();
        run.Editor.SeekTo(1234);
        run.Editor.AdvanceTo(3000);
        EditorFixture.SameBits(end, run.Parameters());
    }

    [Fact]
    public void A_run_that_begins_keeps_as_finely_as_the_one_before_did_at_first()
    {
        using var run = new EditorFixture(new Timeline(budget: 20 * 396, interval: 4));
        run.Editor.AdvanceTo(3000);
        Assert.True(run.Editor.Timeline.Interval > 4);
        run.Editor.Load(run.File);
        Assert.Equal(4, run.Editor.Timeline.Interval);
        run.Editor.AdvanceTo(20);
        Assert.Equal([0, 1, 5, 9, 13, 17], run.Editor.Timeline.Checkpoints.Select(kept => kept.Position.Step).Prepend(0).Distinct());
        Assert.Equal(run.Editor.Timeline.Checkpoints.Count * 396, run.Editor.Timeline.Bytes);
    }

    [Fact]
    public void Memory_of_moments_that_went_is_used_again()
    {
        using var run = new EditorFixture(new Timeline(budget: 8 * 396, interval: 1));
        run.Editor.AdvanceTo(64);
        var arrays = run.Editor.Timeline.Checkpoints.Select(moment => moment.State.Parameters).ToHashSet();
        run.Editor.AdvanceTo(run.Editor.Timeline.Interval * 3 + 64);
        // Not more arrays than the budget holds and one spare a runner were ever alive.
        Assert.Contains(run.Editor.Timeline.Checkpoints, moment => arrays.Contains(moment.State.Parameters));
    }

    private float[] ChangeOften()
    {
        _run.PlayTo(20);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.05);
        _run.PlayTo(60);
        Editor.Set(Trainer, nameof(Trainer.BatchSize), 8);
        Editor.Drop(-0.2, 0.4);
        _run.PlayTo(120);
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "momentum");
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.004);
        _run.PlayTo(140);
        return _run.Parameters();
    }
}
