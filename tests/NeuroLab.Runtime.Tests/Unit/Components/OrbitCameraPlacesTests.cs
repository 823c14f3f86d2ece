using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public sealed class OrbitCameraPlacesTests : IDisposable
{
    private const double Moment = 0.01;

    private readonly Scene _scene = new();
    private readonly OrbitCamera _camera;

    public OrbitCameraPlacesTests() => _camera = _scene.Add("Camera").Add(new OrbitCamera { Smoothing = 0 });

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void From_the_top_alpha_goes_right_and_beta_goes_up_and_size_does_not_depend_on_height()
    {
        _camera.Aspect = 1;
        _camera.IsTop = true;
        _camera.Pose = _camera.Pose with { Target = Vector3.Zero };
        _scene.Tick(0.02);
        var projection = new SceneProjection(_camera.View, 100, 100);
        Assert.True(projection.TryProject(Vector3.Zero, out var middle));
        Assert.True(projection.TryProject(new Vector3(0.5f, 0, 0), out var right));
        Assert.True(projection.TryProject(new Vector3(0.5f, 0.9f, 0), out var high));
        Assert.True(projection.TryProject(new Vector3(0, 0, 0.5f), out var up));
        Near(new Vector2(50, 50), middle);
        Assert.True(right.X > 60 && MathF.Abs(right.Y - 50) < 0.01f);
        Near(right, high);
        Assert.True(up.Y < 40 && MathF.Abs(up.X - 50) < 0.01f);
        var (origin, direction) = projection.Ray(right);
        Assert.True(Vector3.Distance(-Vector3.UnitY, direction) < 1e-4f);
        Assert.Equal(0.5f, origin.X, 1e-4f);
    }

    [Fact]
    public void Looking_around_keeps_the_eye_where_it_is()
    {
        var eye = _camera.Pose.Eye;
        _camera.LookAround(0.5f, 0.2f);
        Assert.True(Vector3.Distance(eye, _camera.Pose.Eye) < 1e-5f);
        Assert.NotEqual(CameraPose.Home.Target, _camera.Pose.Target);
    }

    [Fact]
    public void Flying_forward_moves_along_the_view()
    {
        var pose = _camera.Pose;
        _camera.Fly(0, 0, 0.5f);
        Assert.True(Vector3.Distance(pose.Eye - 0.5f * pose.Backward, _camera.Pose.Eye) < 1e-5f);
        _camera.Fly(0.2f, 0, 0);
        Assert.Equal(0.2f, Vector3.Distance(pose.Eye - 0.5f * pose.Backward, _camera.Pose.Eye), 1e-5f);
    }

    [Fact]
    public void A_bookmark_brings_its_pose_back()
    {
        Assert.False(_camera.GoToBookmark(3));
        _camera.Orbit(1, 0.2f);
        var kept = _camera.Pose;
        _camera.SetBookmark(3);
        _camera.Frame();
        Assert.True(_camera.GoToBookmark(3));
        Assert.Equal(kept, _camera.Pose);
    }

    [Fact]
    public void A_path_goes_through_its_keys_and_rests_at_them()
    {
        var path = new CameraPath();
        path.Set(2, CameraPose.Home with { Yaw = 3 });
        path.Set(0, CameraPose.Home with { Yaw = 1 });
        path.Set(2, CameraPose.Home with { Yaw = 2 });
        Assert.Equal(2, path.Keys.Count);
        Assert.Equal([1f, 1, 1.5f, 2, 2], ((double[])[-1, 0, 1, 2, 9]).Select(time => path.At(time).Yaw));
        Assert.True(path.At(0.1).Yaw - 1 < 0.01f, "the start is gentle");

        _scene.Tick(0.5);
        _camera.Play(path);
        _scene.Tick(0.5);
        Assert.Equal(1f, _camera.Pose.Yaw);
        _scene.Tick(1);
        Assert.Equal(1.5f, _camera.Pose.Yaw);
    }

    [Fact]
    public void Between_a_map_and_a_view_a_path_shows_the_kind_it_comes_from()
    {
        var path = CameraPath.Through([CameraPose.Home with { IsTop = true }, CameraPose.Home, CameraPose.Home with { IsTop = true }], 2, CameraEasing.Ease);
        Assert.Equal([true, true, false, false, true], ((double[])[0, 0.5, 1, 1.5, 2]).Select(time => path.At(time).IsTop));
    }

    [Fact]
    public void A_pose_that_is_set_stays_within_what_the_hand_can_reach()
    {
        _camera.Pose = CameraPose.Home with { Pitch = 9, Distance = 900 };
        Assert.Equal((1.54f, 12f), (_camera.Pose.Pitch, _camera.Pose.Distance));
        _camera.Pose = CameraPose.Home with { Pitch = -9, Distance = 0 };
        Assert.Equal((-1.54f, 0.4f), (_camera.Pose.Pitch, _camera.Pose.Distance));
    }

    [Fact]
    public void A_glide_passes_its_middle_keys_at_speed_and_a_linear_path_turns_at_them()
    {
        CameraPose[] poses = [.. ((float[])[0, 1, 3]).Select(yaw => CameraPose.Home with { Yaw = yaw })];
        CameraPath glide = CameraPath.Through(poses, 4, CameraEasing.Glide), linear = CameraPath.Through(poses, 4, CameraEasing.Linear);
        foreach (var path in (CameraPath[])[glide, linear])
            Assert.Equal([0f, 1, 3], ((double[])[0, 2, 4]).Select(time => path.At(time).Yaw));
        Assert.Equal([0.5f, 2], ((double[])[1, 3]).Select(time => linear.At(time).Yaw));

        Assert.Equal(0, Speed(glide, 0), 0.02f);
        Assert.Equal(0.75f, Speed(glide, 2), 0.02f);
        Assert.Equal(0.75f, Speed(glide, 2 - Moment), 0.02f);
        Assert.Equal(0, Speed(glide, 4 - Moment), 0.02f);
    }

    private static float Speed(CameraPath path, double time) =>
        (path.At(time + Moment).Yaw - path.At(time).Yaw) / (float)Moment;

    [Fact]
    public void A_flight_past_the_bookmarks_ends_at_the_last_and_gives_the_camera_back()
    {
        _camera.SetBookmark(2, CameraPose.Home with { Yaw = 1 });
        _camera.PlayBookmarks();
        Assert.False(_camera.IsOnPath, "one bookmark is no flight");
        _camera.SetBookmark(7, CameraPose.Home with { Yaw = 2 });
        _camera.SecondsPerBookmark = 1;
        _camera.PlayBookmarks();
        _scene.Tick(0);
        Assert.Equal(1f, _camera.Pose.Yaw);
        _scene.Tick(1.5);
        Assert.Equal(2f, _camera.Pose.Yaw);
        Assert.False(_camera.IsOnPath);
        _camera.Orbit(0.5f, 0);
        _scene.Tick(1);
        Assert.Equal(2.5f, _camera.Pose.Yaw);
    }

    [Fact]
    public void A_hand_on_the_camera_ends_its_flight()
    {
        _camera.SetBookmark(1, CameraPose.Home with { Yaw = 3 });
        Action[] hands =
        [
            () => _camera.Orbit(0.1f, 0), () => _camera.Pan(0.1f, 0), () => _camera.Zoom(0.9f, default), () => _camera.LookAround(0.1f, 0),
            () => _camera.Fly(0, 0.1f, 0), () => _camera.LookAt(new Vector3(0.2f, 0, 0.1f)), _camera.Frame, () => _camera.GoToBookmark(1),
        ];
        foreach (var hand in hands)
        {
            _camera.Play(CameraPath.Through([CameraPose.Home, CameraPose.Home with { Yaw = 1 }], 5, CameraEasing.Ease));
            _scene.Tick(0.1);
            Assert.True(_camera.IsOnPath);
            hand();
            Assert.False(_camera.IsOnPath);
            var pose = _camera.Pose;
            _scene.Tick(1);
            Assert.Equal(pose, _camera.Pose);
        }
    }

    private static void Near(Vector2 expected, Vector2 actual) => Assert.True(
        Vector2.Distance(expected, actual) < 0.01f, $"{expected} and {actual}");
}
