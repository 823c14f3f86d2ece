using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class EditorTests : IDisposable
{
    private readonly EditorFixture _run = new();

    private SceneEditor Editor => _run.Editor;

    private Trainer Trainer => _run.Trainer;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_live_change_holds_from_the_step_in_its_event()
    {
        _run.PlayTo(12);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.3);
        _run.PlayTo(24);

        var edit = Assert.IsType<PropertyEdit>(Assert.Single(Editor.Log.Edits));
        Assert.Equal(
            (12L, "Runner 1/Trainer", "LearningRate", "0.01", "0.3"),
            (edit.Step, edit.Target, edit.Property, edit.Old, edit.New));
        var records = new StepRecord[24];
        var from = 0L;
        Assert.Equal(24, Trainer.Session.History.CopyTo(ref from, records));
        Assert.All(records, record => Assert.Equal(record.Step < edit.Step ? 0.01f : 0.3f, record.LearningRate));
    }

    [Fact]
    public void Setting_what_is_already_so_is_no_event()
    {
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.01);
        Editor.Set(Trainer, nameof(Trainer.IsPlaying), 1);
        Assert.Empty(Editor.Log.Edits);
        Assert.False(Editor.CanUndo);
    }

    [Fact]
    public void Undo_and_redo_walk_back_and_forth_and_are_events_themselves()
    {
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.1);
        Editor.Set(Trainer, nameof(Trainer.BatchSize), 4);
        Editor.Set(_run.Scene.Landscape, nameof(Landscape.IsLogarithmic), 1);

        Assert.True(Editor.Undo());
        Assert.True(Editor.Undo());
        Assert.Equal((0.1, 16, false), (Trainer.LearningRate, Trainer.BatchSize, _run.Scene.Landscape.IsLogarithmic));
        Assert.True(Editor.Redo());
        Assert.Equal(4, Trainer.BatchSize);
        Assert.True(Editor.Undo());
        Assert.True(Editor.Undo());
        Assert.False(Editor.Undo());
        Assert.Equal(0.01, Trainer.LearningRate);
        Assert.Equal(8, Editor.Log.Edits.Count);

        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.5);
        Assert.False(Editor.Redo());
    }

    [Fact]
    public void A_drag_is_undone_at_once_and_keeps_every_value_that_steps_were_taken_under()
    {
        Editor.BeginGesture();
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.02);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.03);
        _run.PlayTo(4);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.04);
        Editor.EndGesture();
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.05);

        Assert.Equal(
            [(0L, "0.01", "0.03"), (4L, "0.03", "0.04"), (4L, "0.04", "0.05")],
            Editor.Log.Edits.Cast<PropertyEdit>().Select(edit => (edit.Step, edit.Old, edit.New)));
        Editor.Undo();
        Assert.Equal(0.04, Trainer.LearningRate);
        Editor.Undo();
        Assert.Equal(0.01, Trainer.LearningRate);
        Editor.Redo();
        Assert.Equal(0.04, Trainer.LearningRate);
    }

    [Fact]
    public void Choosing_an_optimizer_is_undone_with_the_numbers_it_changed()
    {
        Editor.Set(Trainer, Hyperparameter.Beta1.PropertyName, 0.5);
        _run.PlayTo(8);
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "sgd");
        Assert.IsType<Sgd>(Trainer.Optimizer);
        Assert.Equal(8, Trainer.EnqueuedSteps);
        _run.PlayTo(16);
        Editor.Undo();
        Assert.IsType<Adam>(Trainer.Optimizer);
        Assert.Equal((0.01, 0.5), (Trainer.LearningRate, Trainer.Settings.Beta1));
    }

    [Fact]
    public void A_setting_the_optimizer_does_not_read_is_not_shown()
    {
        var properties = Editor.Describe(Trainer);
        Assert.True(IsShown(Hyperparameter.Beta1.PropertyName));
        Assert.False(IsShown(Hyperparameter.Momentum.PropertyName));
        Editor.Set(Trainer, nameof(Trainer.Optimizer), "momentum");
        Assert.False(IsShown(Hyperparameter.Beta1.PropertyName));
        Assert.True(IsShown(Hyperparameter.Momentum.PropertyName));

        bool IsShown(string name) => properties.Single(property => property.Name == name).IsShown;
    }

    [Fact]
    public void Single_weights_and_steps_by_hand_are_undone_and_come_back_when_scrubbed()
    {
        using var run = new EditorFixture();
        run.PlayTo(20);
        var before = run.Parameters();
        var set = run.Trainer.Session.Data.Evaluation;
        var gradient = new double[before.Length];
        NaiveNetwork.Evaluate(
            run.Trainer.Experiment.Shape, Array.ConvertAll(before, v => (double)v), set, run.Trainer.Options.Loss, gradient);

        run.Editor.Descend(0.5);
        var stepped = run.Parameters();
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - 0.5 * gradient[i], stepped[i], 1e-6);
        run.Editor.BeginGesture();
        for (var tenth = 1; tenth < 10; tenth++)
            run.Editor.SetWeight(4, tenth / 10.0);
        run.Editor.EndGesture();
        Assert.Equal(0.9f, run.Parameters()[4], 1e-6f);
        Assert.Equal(20, run.Trainer.EnqueuedSteps);
        Assert.Equal(2, run.Editor.Log.Edits.Count(edit => edit is WeightEdit or DescendEdit));
        var turned = run.Parameters();
        run.Editor.Undo();
        EditorFixture.SameBits(stepped, run.Parameters());
        run.Editor.Undo();
        EditorFixture.SameBits(before, run.Parameters());
        run.Editor.Redo();
        run.Editor.Redo();
        EditorFixture.SameBits(turned, run.Parameters());
        run.PlayTo(60);
        var after = run.Parameters();

        run.Editor.SeekTo(10);
        run.Editor.SeekTo(60);
        EditorFixture.SameBits(after, run.Parameters());
        Assert.Throws<UserErrorException>(() => run.Editor.SetWeight(before.Length, 0));
    }

    [Fact]
    public void Dropped_weights_are_those_of_the_plane_and_training_goes_on_from_there()
    {
        _run.PlayTo(40);
        var plane = _run.Scene.Landscape.Plane!;
        Editor.Drop(0.25, -0.5);

        var dropped = _run.Parameters();
        for (var i = 0; i < dropped.Length; i++)
            Assert.Equal(plane.Origin[i] + 0.25 * plane.First[i] - 0.5 * plane.Second[i], dropped[i], 1e-5);
        Assert.Equal(40, Trainer.EnqueuedSteps);
        Assert.Equal(0.25, Trainer.Status.Alpha, 1e-4);
        Assert.Equal(-0.5, Trainer.Status.Beta, 1e-4);
        Assert.Equal(Trainer.Status.PlaneLoss, Trainer.Status.Loss, 1e-5);
        _run.PlayTo(44);
        Assert.Equal(44, Trainer.Status.Step);
        Assert.NotEqual(dropped, _run.Parameters());
    }

    [Fact]
    public void The_trail_breaks_where_weights_were_dropped()
    {
        _run.PlayTo(8);
        Editor.Drop(0.9, 0.9);
        _run.PlayTo(12);
        var trail = _run.Scene.Ball.Trail.ToArray();
        var gap = Array.FindIndex(trail, point => float.IsNaN(point.Loss));
        Assert.InRange(gap, 1, trail.Length - 2);
        Assert.True(Math.Abs(trail[gap + 1].Alpha - 0.9f) < 0.3f);
    }

    [Fact]
    public void Undoing_a_drop_brings_back_the_weights_before_it()
    {
        _run.PlayTo(40);
        var before = _run.Parameters();
        Editor.Drop(1, 1);
        _run.PlayTo(60);
        Editor.Undo();
        EditorFixture.SameBits(before, _run.Parameters());
        Assert.Equal(40, Trainer.EnqueuedSteps);
        Editor.Redo();
        Assert.Equal(1, Trainer.Status.Alpha, 1e-4);
    }

    [Fact]
    public void The_plane_comes_back_as_it_was()
    {
        _run.PlayTo(20);
        var first = _run.Scene.Landscape.Plane;
        Editor.ShowPlane(new RandomPlane());
        var second = _run.Scene.Landscape.Plane;
        Editor.Recentre();
        Assert.Equal(_run.Parameters(), _run.Scene.Landscape.Plane!.Origin);
        Assert.Same(second!.First, _run.Scene.Landscape.Plane.First);
        Editor.Undo();
        Assert.Same(second, _run.Scene.Landscape.Plane);
        Editor.Undo();
        Assert.Same(first, _run.Scene.Landscape.Plane);
        Editor.Redo();
        Assert.Same(second, _run.Scene.Landscape.Plane);
    }

    [Fact]
    public void The_path_is_found_again_on_another_plane()
    {
        _run.PlayTo(200);
        Editor.ShowPlane(new RandomPlane());
        _run.PlayTo(204);
        var trail = _run.Scene.Ball.Trail.ToArray();
        Assert.True(trail.Length > 4);
        Assert.All(trail, point => Assert.True(float.IsFinite(point.Alpha + point.Beta + point.Loss)));
    }

    [Fact]
    public void One_step_pauses_and_takes_exactly_one()
    {
        _run.PlayTo(4);
        Editor.StepOnce();
        Editor.Tick(0.02);
        Editor.Tick(0.02);
        Assert.Equal(5, Trainer.EnqueuedSteps);
        Assert.Equal([typeof(PropertyEdit), typeof(StepEdit)], Editor.Log.Edits.Select(edit => edit.GetType()));
    }

    [Fact]
    public void A_broken_file_leaves_the_run_as_it_is()
    {
        _run.PlayTo(8);
        var session = Trainer.Session;
        Assert.Throws<UserErrorException>(() => Editor.Load(_run.File with { Data = new("spirls") }));
        Assert.Throws<UserErrorException>(() => Editor.Load(_run.File with { Plane = new("flat") }));
        Assert.Throws<UserErrorException>(() => Editor.Load(_run.File with { Runners = [new("adamm")] }));
        Assert.Same(session, Trainer.Session);
        Assert.Empty(Editor.Log.Edits);
    }

    [Fact]
    public void Loading_begins_anew_and_can_be_undone()
    {
        _run.PlayTo(8);
        Editor.Load(_run.File with { Data = new("moons", Count: 64), Runners = [new("sgd")] });
        Assert.Equal(("moons", 0L, 2), (Trainer.Experiment.Train.Name, Trainer.EnqueuedSteps, _run.Scene.Race.Runners.Count));
        _run.PlayTo(4);
        Editor.Undo();
        Assert.Equal(("spirals", 8L, 1), (Trainer.Experiment.Train.Name, Trainer.EnqueuedSteps, _run.Scene.Race.Runners.Count));
    }

    [Fact]
    public void Undoing_a_load_returns_to_the_weights_branches_and_undo_of_the_run_before_and_redo_to_those_after()
    {
        Editor.AddRunner(new Sgd());
        _run.PlayTo(40);
        Editor.Set(Trainer, nameof(Trainer.LearningRate), 0.03);
        _run.PlayTo(60);
        Editor.Restart();
        _run.PlayTo(24);
        Editor.Drop(0.2, 0.1);
        _run.PlayTo(30);
        var (before, branches, position, plane) = (_run.Parameters(), Editor.Branches.ToArray(), Editor.Position, _run.Scene.Landscape.Plane!);
        Editor.Load(_run.File with { Data = new("moons", Count: 64) });
        _run.PlayTo(12);
        var after = _run.Parameters();
        Assert.True(Editor.Undo());
        Assert.Equal(("spirals", position, 2), (Trainer.Experiment.Train.Name, Editor.Position, _run.Scene.Race.Runners.Count));
        Assert.Equal(branches, Editor.Branches);
        Assert.Equal(plane.Origin, _run.Scene.Landscape.Plane!.Origin);
        EditorFixture.SameBits(before, _run.Parameters());
        Assert.True(Editor.Redo());
        Assert.Equal(("moons", 12L, 1), (Trainer.Experiment.Train.Name, Trainer.EnqueuedSteps, _run.Scene.Race.Runners.Count));
        EditorFixture.SameBits(after, _run.Parameters());
        Assert.True(Editor.Undo());
        EditorFixture.SameBits(before, _run.Parameters());

        // What came before the load is undone as if there had been none, and the first branch is whole, from its own settings on.
        Assert.True(Editor.Undo());
        Assert.Equal(24, Trainer.EnqueuedSteps);
        Editor.SeekTo(branches[0], 20);
        Assert.Equal(_run.File.Training.LearningRate ?? 0.01, Trainer.LearningRate);
        Editor.SeekTo(branches[0], 60);
        Assert.Equal(0.03, Trainer.LearningRate);
    }

    [Fact]
    public void A_run_too_large_to_keep_is_opened_again_at_its_start()
    {
        using var run = new EditorFixture(file: EditorFixture.Small with { Network = new([1200, 1200]), Data = new("moons", Count: 16) });
        run.PlayTo(1);
        run.Editor.Load(EditorFixture.Small);
        Assert.True(run.Editor.Undo());
        Assert.Equal(0, run.Trainer.EnqueuedSteps);
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        Editor.AddRunner(new Sgd());
        _run.PlayTo(200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 4; i++)
            Editor.Tick(0.02);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
