using System.Numerics;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class ExploringTests
{
    [GlFact]
    public void A_branch_that_makes_room_for_another_is_named()
    {
        using var stage = new EditorStage();
        stage.Pause();
        while (stage.Editor.Branches.Count < BranchNavigation.MaxBranches)
            stage.Editor.Fork();
        stage.Run(2);
        stage.Commands.Fork();
        stage.Run(1);
        Assert.Equal("Now on branch 65; the later steps stay on the other branch\nbranch 2 was dropped: at most 64 branches are kept", stage.App.View.Hud.Toast.Text);
        stage.Run(2);
        stage.Commands.ScaleLearningRate(2);
        stage.Run(1);
        Assert.DoesNotContain("dropped", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
    }

    [GlFact]
    public void A_click_drops_the_real_weights_on_that_point_of_the_plane()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var step = stage.Trainer.EnqueuedSteps;
        stage.Move(stage.PixelOf(0.3f, 0.2f));
        stage.Run();
        var (alpha, beta) = (stage.App.View.Model.HoverAlpha, stage.App.View.Model.HoverBeta);
        Assert.True(stage.App.View.Model.IsHovering);
        Assert.Equal(0.3, alpha, 0.05);
        stage.Click(stage.PixelOf(0.3f, 0.2f));

        var plane = stage.App.View.Scene.Landscape.Plane!;
        var wanted = new float[plane.Origin.Length];
        plane.PointAt(alpha, beta, wanted);
        var parameters = stage.Parameters;
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], parameters[i], 1e-5f);
        Assert.Equal(step, stage.Trainer.EnqueuedSteps);
        Assert.Equal(alpha, stage.Trainer.Status.Alpha, 1e-3);

        stage.Press(Key.S);
        stage.Trainer.Session.Finish();
        Assert.NotEqual(wanted, stage.Parameters);
    }

    [GlFact]
    public void A_drag_orbits_and_drops_nothing()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var weights = stage.Parameters;
        var eye = stage.App.View.Scene.Camera.Pose.Eye;
        var from = stage.PixelOf(0.3f, 0.2f);
        stage.Drag(from, from + new Vector2(90, 10));
        Assert.True(Vector3.Distance(eye, stage.App.View.Scene.Camera.Pose.Eye) > 0.5f);
        Assert.Equal(weights, stage.Parameters);

        stage.Press(Key.Z, Key.LeftControl);
        Assert.True(Vector3.Distance(eye, stage.App.View.Scene.Camera.Pose.Eye) < 1e-3f);
    }

    [GlFact]
    public void A_double_click_moves_the_plane_to_the_weights_and_leaves_them()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var weights = stage.Parameters;
        var place = stage.PixelOf(0.3f, 0.2f);
        stage.Click(place);
        stage.Script.Press(MouseButton.Left);
        stage.Run();
        stage.Script.Release(MouseButton.Left);
        stage.Run(2);
        Assert.Equal(weights, stage.Parameters);
        Assert.Equal(weights, stage.App.View.Scene.Landscape.Plane!.Origin);
    }

    [GlFact]
    public void Going_back_to_step_100_and_playing_to_200_gives_the_same_bits()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Editor.AdvanceTo(200);
        stage.Trainer.Session.Finish();
        var first = stage.Parameters;

        var track = stage.Widget("timeline");
        stage.Click(EditorStage.At(track, 0.3f));
        Assert.InRange(stage.Editor.Position.Step, 40, 80);
        Assert.Equal(200, stage.Editor.Branch.Tip);
        stage.Commands.SeekTo(100);
        stage.Run(2);
        Assert.Equal(100, stage.Trainer.Status.Step);
        Assert.NotEqual(first, stage.Parameters);

        stage.Editor.AdvanceTo(200);
        Assert.Equal(first, stage.Parameters);
        Assert.Equal("main", stage.Editor.Branch.Name);
    }

    [GlFact]
    public void A_change_in_the_past_begins_a_branch_that_can_be_left_again()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Editor.AdvanceTo(200);
        stage.Run(3); // its curve goes on to there
        stage.Commands.SeekTo(60);
        stage.Press(Key.Up);
        Assert.Equal(2, stage.Editor.Branches.Count);
        Assert.Equal(60, stage.Editor.Branch.ForkStep);
        stage.Editor.AdvanceTo(90);
        stage.Run(30);
        Assert.NotEqual(0, stage.App.View.Histories[0].GhostCount);

        stage.Commands.Visit(stage.Editor.Branches[0]);
        stage.Run(3);
        Assert.Equal(200, stage.Trainer.Status.Step);
    }

    [GlFact]
    public void Three_optimizers_race_from_one_start()
    {
        using var stage = new EditorStage();
        stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
        stage.Commands.AddRunner(Catalog.Optimizer("momentum"));
        stage.RunUntil(() => stage.Trainer.Status.Step >= 300);
        stage.Pause();
        stage.Run(5);
        var race = stage.App.View.Scene.Race;
        Assert.Equal(3, race.Ranking.Count);
        Assert.Single(race.Runners.Select(runner => runner.Trainer.EnqueuedSteps).Distinct());
        Assert.True(race.Ranking[0].Loss <= race.Ranking[1].Loss && race.Ranking[1].Loss <= race.Ranking[2].Loss);
        Assert.Equal(3, stage.App.View.Histories.Count);
        Assert.Equal(3, stage.App.View.Scene.Frame.Balls.Length);

        stage.Commands.Toggle(race.Runners[1], "IsMuted", isOn: false);
        stage.Run(2);
        Assert.Equal(2, stage.App.View.Scene.Frame.Balls.Length);
    }

    [GlFact]
    public void The_curves_of_one_that_joins_late_begin_where_the_others_do()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.Status.Step >= 600);
        stage.Commands.Duplicate(stage.Trainer);
        var late = stage.App.View.Scene.Race.Runners[1].Trainer;
        Assert.True(late.IsCatchingUp);
        stage.RunUntil(() => !late.IsCatchingUp);
        stage.RunUntil(() => late.Status.Step >= 640);
        stage.Pause();
        stage.Run(5);

        var (first, second) = (stage.App.View.Histories[0], stage.App.View.Histories[1]);
        foreach (var (series, least) in new[] { (second.Loss, 40), (second.Accuracy, 40), (second.BatchLoss, 600), (second.LearningRate, 600) })
        {
            Assert.Equal(0, series.X[0]);
            Assert.True(series.X.Length >= least, $"{series.X.Length} points");
        }
        // The same settings give the same curve, wherever both were looked at.
        var seen = new Dictionary<double, float>();
        for (var i = 0; i < first.Loss.X.Length; i++)
            seen[first.Loss.X[i]] = first.Loss.High[i];
        var compared = 0;
        for (var i = 0; i < second.Loss.X.Length; i++)
        {
            if (!seen.TryGetValue(second.Loss.X[i], out var loss))
                continue;
            Assert.Equal(loss, second.Loss.High[i]);
            compared++;
        }
        Assert.True(compared >= 5, $"{compared} compared");
        Assert.Equal(first.BatchLoss.High.ToArray(), second.BatchLoss.High.ToArray());
        Assert.True(stage.App.View.Scene.Race.Runners[1].Ball.Trail.Length >= 40);
    }

    [GlFact]
    public void Views_are_kept_and_come_back()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var camera = stage.App.View.Scene.Camera;
        var kept = camera.Pose;
        stage.Press(Key.Digit3, Key.LeftControl);
        stage.Press(Key.T);
        Assert.True(camera.IsTop);
        stage.Press(Key.Digit3, Key.LeftAlt);
        Assert.Equal(kept, camera.Pose);
    }

    [GlFact]
    public void Tab_leaves_only_the_view_and_brings_the_panels_back()
    {
        using var stage = new EditorStage();
        var width = stage.App.View.SceneArea.Width;
        stage.Press(Key.Tab);
        Assert.Equal(1120, stage.App.View.SceneArea.Width);
        stage.Press(Key.Tab);
        Assert.Equal(width, stage.App.View.SceneArea.Width);
    }

    [GlFact]
    public void The_right_button_flies()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var step = stage.Trainer.EnqueuedSteps;
        var eye = stage.App.View.Scene.Camera.Pose.Eye;
        stage.Move(new Vector2(500, 250));
        stage.Script.Press(MouseButton.Right);
        stage.Script.Press(Key.W);
        stage.Script.Press(Key.S);
        stage.Script.Release(Key.S);
        stage.RunUntil(() => Vector3.Distance(eye, stage.App.View.Scene.Camera.Pose.Eye) > 0.05f);
        stage.Script.Release(Key.W);
        stage.Script.Release(MouseButton.Right);
        stage.Run(2);
        Assert.Equal(step, stage.Trainer.EnqueuedSteps);
    }
}
