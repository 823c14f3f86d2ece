using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class RaceTests : IDisposable
{
    private readonly EditorFixture _run = new();

    private SceneEditor Editor => _run.Editor;

    private Race Race => _run.Scene.Race;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Runners_share_start_and_batches_and_step()
    {
        var twin = Editor.AddRunner(new Adam(), _run.Trainer.Settings);
        var other = Editor.AddRunner(new Sgd());
        EditorFixture.SameBits(_run.Parameters(), _run.Parameters(other.Trainer));
        _run.PlayTo(100);
        Assert.Equal([100L, 100L, 100L], Race.Runners.Select(runner => runner.Trainer.Status.Step));
        EditorFixture.SameBits(_run.Parameters(), _run.Parameters(twin.Trainer));
        Assert.NotEqual(_run.Parameters(), _run.Parameters(other.Trainer));
        Assert.Same(_run.Scene.Landscape.Plane, other.Trainer.Status.Plane);
    }

    [Fact]
    public void One_that_joins_late_is_where_it_would_have_been()
    {
        _run.PlayTo(52);
        var late = Editor.AddRunner(new Adam(), _run.Trainer.Settings);
        Editor.Tick(0.02);
        EditorFixture.SameBits(_run.Parameters(), _run.Parameters(late.Trainer));
    }

    [Fact]
    public void One_that_joins_late_catches_up_a_stretch_a_frame_while_the_others_wait()
    {
        _run.Scene.Trainer.WaitsForSteps = false;
        Play(1600);
        var twin = Editor.AddRunner(new Adam(), _run.Trainer.Settings).Trainer;
        var (step, frames, longest) = (_run.Trainer.EnqueuedSteps, 0, 0L);
        while (twin.IsCatchingUp)
        {
            var before = twin.EnqueuedSteps;
            Editor.Tick(0.02);
            longest = Math.Max(longest, twin.EnqueuedSteps - before);
            frames++;
            Assert.Equal(step, _run.Trainer.EnqueuedSteps);
        }
        Assert.InRange(longest, 1, 16);
        Assert.True(frames >= 100, $"{frames} frames");
        _run.Trainer.Session.Finish();
        EditorFixture.SameBits(_run.Parameters(), _run.Parameters(twin));
        _run.PlayTo(step + 8);
        Assert.Equal(_run.Trainer.EnqueuedSteps, twin.EnqueuedSteps);
    }

    [Fact]
    public void Its_trail_begins_where_the_others_do_and_runs_where_a_twin_ran()
    {
        var first = new List<(long Step, double Loss)>();
        while (_run.Trainer.EnqueuedSteps < 400)
        {
            Editor.Tick(0.02);
            first.Add((_run.Trainer.Status.Step, _run.Trainer.Status.Loss));
        }
        var twin = Editor.AddRunner(new Adam(), _run.Trainer.Settings);
        _run.PlayTo(420);
        var way = twin.Trainer.CatchUpHistory;
        Assert.Equal(0, way[0].Step);
        Assert.True(way.Count >= 400 / 16, $"{way.Count} points");
        Assert.Equal(way.Select(status => status.Step).Order(), way.Select(status => status.Step));
        foreach (var status in way.Skip(1))
            Assert.Equal(first.Single(seen => seen.Step == status.Step).Loss, status.Loss);

        var (trail, leaders) = (twin.Ball.Trail.ToArray(), Race.Runners[0].Ball.Trail.ToArray());
        Assert.Equal(leaders[0].Alpha, trail[0].Alpha, 0.05);
        Assert.Equal(leaders[^1], trail[^1]);
        Assert.True(trail.Length >= 400 / 16, $"{trail.Length} points");
    }

    [Fact]
    public void On_another_plane_its_way_is_found_again()
    {
        _run.PlayTo(400);
        var twin = Editor.AddRunner(new Adam(), _run.Trainer.Settings);
        _run.PlayTo(440);
        Editor.ShowPlane(new NeuroLab.Landscapes.RandomPlane());
        _run.PlayTo(460);
        var (trail, leaders) = (twin.Ball.Trail.ToArray(), Race.Runners[0].Ball.Trail.ToArray());
        Assert.True(leaders.Length > 10, $"{leaders.Length} points");
        Assert.Equal(leaders[0], trail[0]);
        Assert.Equal(leaders.Length, trail.Length);
    }

    [Fact]
    public void One_that_is_changed_before_it_has_caught_up_does_so_first()
    {
        _run.Scene.Trainer.WaitsForSteps = false;
        Play(400);
        var twin = Editor.AddRunner(new Adam(), _run.Trainer.Settings).Trainer;
        Editor.Tick(0.02);
        Assert.True(twin.IsCatchingUp);
        Editor.Set(twin, nameof(Trainer.LearningRate), 0.5);
        Assert.Equal(_run.Trainer.EnqueuedSteps, twin.EnqueuedSteps);
        _run.Trainer.Session.Finish();
        EditorFixture.SameBits(_run.Parameters(), _run.Parameters(twin));
        Assert.True(twin.CatchUpHistory.Count >= 400 / 16, $"{twin.CatchUpHistory.Count} points");
        Assert.Equal(0.5, twin.LearningRate);
    }

    private void Play(long step)
    {
        while (_run.Trainer.EnqueuedSteps < step)
        {
            Editor.Tick(0.02);
            Thread.Yield();
        }
    }

    [Fact]
    public void All_go_back_in_time_together()
    {
        _run.PlayTo(60);
        var other = Editor.AddRunner(new Momentum());
        _run.PlayTo(100);
        Editor.Set(other.Trainer, nameof(Trainer.LearningRate), 0.05);
        _run.PlayTo(160);
        var (first, second) = (_run.Parameters(), _run.Parameters(other.Trainer));
        Editor.SeekTo(30);
        Assert.Equal(30, other.Trainer.EnqueuedSteps);
        Assert.Equal(0.01, other.Trainer.LearningRate);
        Editor.AdvanceTo(160);
        EditorFixture.SameBits(first, _run.Parameters());
        EditorFixture.SameBits(second, _run.Parameters(other.Trainer));
    }

    [Fact]
    public void The_ranking_is_by_loss_and_by_the_step_that_reached_the_target()
    {
        Editor.AddRunner(new Sgd(), new Sgd().Defaults with { LearningRate = 1e-5 });
        var wild = Editor.AddRunner(new Sgd(), new Sgd().Defaults with { LearningRate = 1e30 });
        _run.PlayTo(200);
        Assert.Equal(["Runner 1", "Runner 2", "Runner 3"], Race.Ranking.Select(runner => runner.GameObject.Name));
        Assert.False(wild.Loss < 1);

        Editor.Set(Race, nameof(Race.Target), Race.Runners[1].Loss * 1.5);
        Editor.Set(Race, nameof(Race.RanksByStep), 1);
        Editor.Restart();
        _run.PlayTo(40);
        Assert.Equal(4, Race.Runners[1].ReachedAt);
        Assert.Null(wild.ReachedAt);
    }

    [Fact]
    public void The_step_that_reached_the_target_outlives_planes_and_is_that_of_a_late_runner_and_of_another_target_too()
    {
        var leader = Race.Runners[0];
        Editor.Set(Race, nameof(Race.Target), 0.4);
        while (leader.ReachedAt is null)
            Editor.Tick(0.02);
        var reached = leader.ReachedAt.Value;
        _run.PlayTo(reached + 100);
        Editor.ShowPlane(Catalog.Plane("random"));
        _run.PlayTo(reached + 110);
        Assert.Equal(reached, leader.ReachedAt);

        // It has the leader's every step.
        var twin = Editor.AddRunner(leader.Trainer.Optimizer, leader.Trainer.Settings);
        while (twin.Trainer.EnqueuedSteps < _run.Trainer.EnqueuedSteps)
            Editor.Tick(0.02);
        Editor.Tick(0.02);
        Assert.InRange(twin.ReachedAt!.Value, reached, reached + 16);

        Editor.Set(Race, nameof(Race.Target), 0.9);
        Editor.Tick(0.02);
        Assert.InRange(leader.ReachedAt!.Value, 0, reached);
        Editor.Set(Race, nameof(Race.Target), 1e-6);
        Editor.Tick(0.02);
        Assert.Null(leader.ReachedAt);
    }

    [Fact]
    public void On_a_plane_that_a_branch_was_never_on_its_own_path_is_drawn()
    {
        _run.PlayTo(200);
        Editor.SeekTo(20);
        Editor.Set(_run.Trainer, nameof(Trainer.LearningRate), 1e-7);
        _run.PlayTo(200);
        Editor.ShowPlane(Catalog.Plane("random"));
        _run.PlayTo(210);
        Editor.SeekTo(Editor.Branches[0], 190);
        var trail = Race.Runners[0].Ball.Trail;
        Assert.True(trail.Length > 2);
        // It went on where the other stood still.
        Assert.True(trail[^1].Loss < trail[1].Loss - 0.05, $"{trail[1].Loss} {trail[^1].Loss}");
    }

    [Fact]
    public void The_step_that_reached_the_target_stays_when_one_scrubs_back_and_forth_and_is_each_branch_s_own()
    {
        var (leader, target) = (Race.Runners[0], 0.4);
        Editor.Set(Race, nameof(Race.Target), target);
        while (leader.ReachedAt is null)
            Editor.Tick(0.02);
        var reached = leader.ReachedAt.Value;
        Assert.True(reached > 40, $"{reached}");
        _run.PlayTo(reached + 100);
        Editor.SeekTo(reached - 20);
        Look();
        Assert.Null(leader.ReachedAt);
        Editor.SeekTo(reached + 60);
        Look();
        Assert.Equal(reached, leader.ReachedAt);

        Editor.SeekTo(20);
        Editor.Set(_run.Trainer, nameof(Trainer.LearningRate), 1e-7);
        _run.PlayTo(reached + 100);
        Assert.Null(leader.ReachedAt);
        Editor.SeekTo(Editor.Branches[0], reached + 100);
        Look();
        Assert.Equal(reached, leader.ReachedAt);

        void Look()
        {
            _run.Trainer.IsPlaying = false;
            Editor.Tick(0.02);
            _run.Trainer.IsPlaying = true;
        }
    }

    [Fact]
    public void Mute_hides_one_and_solo_hides_the_others()
    {
        var second = Editor.AddRunner(new Sgd());
        var third = Editor.AddRunner(new Momentum());
        Editor.Set(second, nameof(Runner.IsMuted), 1);
        Editor.Tick(0.02);
        Assert.Equal([true, false, true], Race.Runners.Select(runner => runner.Ball.IsVisible));
        Assert.DoesNotContain(second, Race.Ranking);
        Editor.Set(third, nameof(Runner.IsSolo), 1);
        Editor.Tick(0.02);
        Assert.Equal([false, false, true], Race.Runners.Select(runner => runner.Ball.IsVisible));
        Assert.Equal(8, second.Trainer.Status.Step);
        Editor.Undo();
        Editor.Undo();
        Editor.Tick(0.02);
        Assert.All(Race.Runners, runner => Assert.True(runner.Ball.IsVisible));
    }

    [Fact]
    public void There_is_room_for_eight_of_different_colours()
    {
        for (var i = 1; i < Race.Capacity; i++)
            Editor.AddRunner(new Sgd());
        Assert.Equal(8, Race.Runners.Select(runner => runner.Ball.Color).Distinct().Count());
        Assert.Equal("a race has room for 8 runners; remove one first",
            Assert.Throws<UserErrorException>(() => Editor.AddRunner(new Sgd())).Message);
    }

    [Fact]
    public void A_runner_that_left_comes_back_with_its_past()
    {
        var second = Editor.AddRunner(new Sgd());
        _run.PlayTo(20);
        Editor.Set(second.Trainer, nameof(Trainer.LearningRate), 0.2);
        _run.PlayTo(60);
        var before = _run.Parameters(second.Trainer);
        Editor.RemoveRunner(second);
        Assert.Single(Race.Runners);
        Editor.Undo();
        Editor.Tick(0);
        EditorFixture.SameBits(before, _run.Parameters(Race.Runners[1].Trainer));
        Assert.Equal(0.2, Race.Runners[1].Trainer.LearningRate);
        Assert.Throws<UserErrorException>(() => Editor.RemoveRunner(Race.Runners[0]));
    }
}
