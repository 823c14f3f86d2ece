using NeuroLab.Components;
using NeuroLab.Rendering;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class MovedWeightsTests : IDisposable
{
    private readonly EditorFixture _run = new();

    private WeightBall Ball => _run.Scene.Ball;

    public MovedWeightsTests()
    {
        _run.Editor.ShowPlane(Catalog.Plane("descent"));
        _run.PlayTo(40);
        _run.Trainer.IsPlaying = false;
        _run.Editor.Tick(0.02);
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_plane_of_the_descent_goes_through_where_they_were_put_with_the_path_from_there()
    {
        _run.Editor.Drop(-0.6, 0.7);
        _run.Editor.ShowPlane(Catalog.Plane("descent"));
        _run.Editor.Tick(0.02);
        var (start, status) = (_run.Scene.Landscape.Plane!.Path[0], _run.Trainer.Status);
        Assert.InRange(status.Residual, 0, 1e-3);
        Assert.InRange(Math.Abs(status.Gap), 0, 1e-4);
        Assert.Equal((status.Alpha, status.Beta), (start.Alpha, start.Beta), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-3);
    }

    [Fact]
    public void A_drop_that_was_undone_leaves_no_trail_to_it_and_the_former_plane_has_every_point_of_its_own()
    {
        var before = Ball.Trail.ToArray();
        Assert.InRange(before.Length, 8, 4096);
        _run.Editor.Drop(-0.6, 0.7);
        _run.Editor.Tick(0.02);
        Assert.True(float.IsNaN(Ball.Trail[^2].Loss));
        _run.Editor.ShowPlane(Catalog.Plane("random"));
        _run.Editor.Tick(0.02);
        // What was retraced on it is not joined to where they were put either.
        Assert.True(Ball.Trail.Length < 2 || float.IsNaN(Ball.Trail[^2].Loss));
        _run.Editor.Undo();
        _run.Editor.Undo();
        _run.Editor.Tick(0.02);
        Assert.Equal("branch 2", _run.Editor.Branch.Name);
        Assert.Equal(before, Ball.Trail.ToArray());
    }
}
