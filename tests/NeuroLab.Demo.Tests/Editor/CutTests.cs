using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class CutTests
{
    [GlFact]
    public void The_line_is_dragged_over_the_surface_as_one_change()
    {
        using var stage = Paused();
        var cut = stage.App.View.Scene.Cut;
        var (alpha, beta) = cut.Cut.At(0.3);
        var to = stage.PixelOf((float)alpha, -0.6f);
        var camera = stage.App.View.Scene.Camera.Pose;
        stage.Drag(stage.PixelOf((float)alpha, (float)beta), to);
        Assert.False(cut.FollowsBall);
        Assert.InRange(cut.Offset, -0.65, -0.55);
        Assert.Equal(camera, stage.App.View.Scene.Camera.Pose);
        var weights = stage.Parameters;
        stage.Press(Key.Z, Key.LeftControl);
        Assert.True(cut.FollowsBall);
        Assert.Equal(weights, stage.Parameters);
    }

    [GlFact]
    public void An_end_turns_it_about_the_ball_and_the_chart_follows()
    {
        using var stage = Paused();
        var cut = stage.App.View.Scene.Cut;
        var end = cut.Cut.At(0.999);
        stage.Drag(stage.PixelOf((float)end.Alpha, (float)end.Beta), stage.PixelOf(0.97f, 0.97f));
        Assert.InRange(cut.Angle, 10, 80);
        var (alpha, beta) = cut.Pivot;
        Assert.Equal(stage.Trainer.Status.Alpha, alpha, 1e-6);
        Assert.Equal(stage.Trainer.Status.Beta, beta, 1e-6);
    }

    [GlFact]
    public void The_chart_s_button_ties_the_cut_to_the_ball_and_lets_it_go_where_it_stands()
    {
        using var stage = Paused();
        var cut = stage.App.View.Scene.Cut;
        var charts = stage.App.Workspace.Layout.BoundsOf("charts");
        var (alpha, beta) = cut.Pivot;
        foreach (var follows in (bool[])[false, true, false])
        {
            stage.Move(new Vector2(charts.X + charts.Width * 7 / 8, charts.CenterY));
            stage.Run(2);
            stage.Click(stage.Widget("ball", scope: 3).Center());
            Assert.Equal(follows, cut.FollowsBall);
            Assert.Equal(0, cut.OffsetThrough(alpha, beta) - cut.OffsetThrough(cut.Pivot.Alpha, cut.Pivot.Beta), 1e-6);
        }
    }

    [GlFact]
    public void A_click_on_the_line_still_drops_the_weights_there()
    {
        using var stage = Paused();
        var (alpha, beta) = stage.App.View.Scene.Cut.Cut.At(0.3);
        stage.Click(stage.PixelOf((float)alpha, (float)beta));
        Assert.Equal(alpha, stage.Trainer.Status.Alpha, 0.03);
        Assert.True(stage.App.View.Scene.Cut.FollowsBall);
    }

    [GlFact]
    public void Arrows_stand_on_the_map_and_not_on_the_landscape()
    {
        using var stage = Paused();
        Assert.Equal(0, stage.App.View.Scene.Frame.Arrows.Length);
        stage.Press(Key.T);
        Assert.InRange(stage.App.View.Scene.Frame.Arrows.Length, 100, 13 * 13);
    }

    [GlFact]
    public void The_slice_runs_in_the_direction_in_which_the_view_shows_the_cut()
    {
        using var stage = Paused();
        var (camera, cut) = (stage.App.View.Scene.Camera, stage.App.View.Scene.Cut);
        var chart = Assert.Single(stage.App.Workspace.Panel<ChartsPanel>().Cells, cell => cell.Kind == ChartKind.Cut).Chart;
        camera.Smoothing = 0;
        var seen = new HashSet<bool>();
        for (var yaw = 0.3f; yaw < 6.2f; yaw += 1.1f)
        {
            camera.Pose = camera.Pose with { Yaw = yaw };
            stage.Run(3);
            var (start, end) = (cut.Cut.At(0.05), cut.Cut.At(0.95));
            var runsLeft = stage.PixelOf((float)end.Alpha, (float)end.Beta).X < stage.PixelOf((float)start.Alpha, (float)start.Beta).X;
            Assert.Equal(runsLeft, chart.IsMirrored);
            seen.Add(runsLeft);
        }
        Assert.Equal(2, seen.Count);
    }

    private static EditorStage Paused()
    {
        var stage = new EditorStage("spirals");
        stage.Pause();
        stage.RunUntil(() => Vector3.Distance(stage.App.View.Scene.Camera.Target, CameraPose.Home.Target) < 1e-3f);
        return stage;
    }
}
