using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public sealed class OrbitCameraTests : IDisposable
{
    private const int Width = 1600, Height = 900;

    private readonly Scene _scene = new();
    private readonly OrbitCamera _camera;

    public OrbitCameraTests() => _camera = _scene.Add("camera").Add(new OrbitCamera { Smoothing = 0 });

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_target_stands_in_the_middle_of_the_picture()
    {
        var pixel = Project(_camera.Target);
        Assert.Equal(Width / 2f, pixel.X, 0.1f);
        Assert.Equal(Height / 2f, pixel.Y, 0.1f);
    }

    [Fact]
    public void Orbiting_keeps_distance_and_target_and_turns_by_the_angle()
    {
        var (target, before) = (_camera.Target, _camera.View.Eye - _camera.Target);
        _camera.Orbit(MathF.PI / 2, 0);
        _scene.Tick(0);
        var after = _camera.View.Eye - _camera.Target;
        Assert.Equal(target, _camera.Target);
        Assert.Equal(before.Length(), after.Length(), 1e-4f);
        Assert.Equal(before.Y, after.Y, 1e-4f);
        Assert.Equal(0, before.X * after.X + before.Z * after.Z, 1e-3f);
    }

    [Fact]
    public void It_never_goes_over_the_top_nor_far_below()
    {
        _camera.Orbit(0, 100);
        _scene.Tick(0);
        Assert.Equal(1.54f, Pitch(), 1e-3f);
        _camera.Orbit(0, -100);
        _scene.Tick(0);
        Assert.Equal(-0.2f, Pitch(), 1e-3f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Panning_moves_the_picture_by_its_share_of_the_height(bool isTop)
    {
        _camera.IsTop = isTop;
        _scene.Tick(0);
        var point = _camera.Target;
        _camera.Pan(0.1f, -0.2f);
        _scene.Tick(0);
        var pixel = Project(point);
        Assert.Equal(Width / 2f + 0.1f * Height, pixel.X, 1f);
        Assert.Equal(Height / 2f + 0.2f * Height, pixel.Y, 1f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Flying_moves_eye_and_picture_to_the_right_and_up(bool isTop)
    {
        _camera.IsTop = isTop;
        _scene.Tick(0);
        var before = Project(_camera.Target);
        var point = _camera.Target;
        _camera.Fly(0.1f, 0.05f, 0);
        _scene.Tick(0);
        var after = Project(point);
        Assert.True(after.X < before.X - 10 && after.Y > before.Y + 5, $"{before} to {after}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Zooming_keeps_the_point_under_the_cursor_in_its_place(bool isTop)
    {
        _camera.IsTop = isTop;
        _scene.Tick(0);
        var point = new Vector3(0.6f, 0.1f, -0.4f);
        var before = Project(point);
        var distance = Vector3.Distance(_camera.View.Eye, point);
        _camera.Zoom(0.5f, point);
        _scene.Tick(0);
        Assert.Equal(before.X, Project(point).X, 0.5f);
        Assert.Equal(before.Y, Project(point).Y, 0.5f);
        if (!isTop)
            Assert.Equal(distance / 2, Vector3.Distance(_camera.View.Eye, point), 1e-3f);
    }

    [Fact]
    public void Zooming_ends_near_and_far()
    {
        _camera.Zoom(1e-6f, _camera.Target);
        _scene.Tick(0);
        Assert.Equal(0.4f, Vector3.Distance(_camera.View.Eye, _camera.Target), 1e-4f);
        _camera.Zoom(1e6f, _camera.Target);
        _scene.Tick(0);
        Assert.Equal(12f, Vector3.Distance(_camera.View.Eye, _camera.Target), 1e-3f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Framing_undoes_panning_and_zooming_and_keeps_the_kind_of_view(bool isTop)
    {
        _camera.IsTop = isTop;
        _camera.Aspect = (float)Width / Height;
        _scene.Tick(0);
        var before = _camera.View;
        _camera.Pan(0.3f, 0.3f);
        _camera.Zoom(0.3f, new Vector3(1, 0, 1));
        _camera.Orbit(0, 0.3f);
        _scene.Tick(0);
        _camera.Frame();
        _scene.Tick(0);
        Assert.Equal(before, _camera.View);
    }

    [Fact]
    public void It_turns_by_itself_at_its_rate_whatever_the_frame_rate()
    {
        _camera.TurnRate = 0.5f;
        var before = Yaw();
        for (var frame = 0; frame < 30; frame++)
            _scene.Tick(1 / 60.0);
        var half = Yaw();
        _scene.Tick(0.5);
        Assert.Equal(0.25f, half - before, 1e-3f);
        Assert.Equal(0.25f, Yaw() - half, 1e-3f);
    }

    [Fact]
    public void Smoothing_arrives_at_the_same_place_at_any_frame_rate()
    {
        var coarse = _scene.Add("coarse").Add(new OrbitCamera());
        using var fineScene = new Scene();
        var fine = fineScene.Add("fine").Add(new OrbitCamera());
        coarse.Orbit(1, 0.2f);
        fine.Orbit(1, 0.2f);
        _scene.Tick(0.06);
        for (var i = 0; i < 6; i++)
            fineScene.Tick(0.01);
        Assert.True(Vector3.Distance(coarse.View.Eye, fine.View.Eye) < 1e-3f);
        for (var i = 0; i < 60; i++)
            fineScene.Tick(0.01);
        _camera.Orbit(1, 0.2f);
        _scene.Tick(0);
        Assert.True(Vector3.Distance(_camera.View.Eye, fine.View.Eye) < 1e-3f);
    }

    [Fact]
    public void Looking_at_a_point_goes_near_it()
    {
        var point = new Vector3(0.4f, 0.2f, -0.3f);
        _camera.LookAt(point);
        _scene.Tick(0);
        Assert.Equal(point, _camera.Target);
        Assert.Equal(1.6f, Vector3.Distance(_camera.View.Eye, point), 1e-4f);
    }

    private Vector2 Project(Vector3 point)
    {
        Assert.True(new SceneProjection(_camera.View, Width, Height).TryProject(point, out var pixel));
        return pixel;
    }

    private float Yaw()
    {
        var arm = _camera.View.Eye - _camera.Target;
        return MathF.Atan2(arm.X, arm.Z);
    }

    private float Pitch()
    {
        var arm = _camera.View.Eye - _camera.Target;
        return MathF.Asin(arm.Y / arm.Length());
    }
}
