using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public class CameraFramingTests
{
    private const int Size = 65;
    private const float Aspect = 16f / 9f;

    [Theory]
    [InlineData(0.0f)]
    [InlineData(1.5f)]
    [InlineData(3.75f)]
    public void The_camera_goes_to_the_side_from_which_a_wall_does_not_hide_the_path(float towards)
    {
        // A wall between a path along the middle and an eye at the usual yaw, wherever that is.
        var (x, z) = (MathF.Sin(towards), MathF.Cos(towards));
        var framing = Framing((a, b) => MathF.Abs(a * x + b * z - 0.45f) < 0.12f ? 1 : 0, out var field);
        var path = Enumerable.Range(-5, 11).Select(i => new Vector3(0.1f * i * z, 0, -0.1f * i * x)).ToList();
        var start = CameraPose.Home with { Yaw = towards };
        Assert.True(Hidden(start, path, field) > 5);
        Assert.Equal(0, Hidden(framing.Fit(start, path), path, field));
    }

    [Fact]
    public void Where_nothing_is_in_the_way_the_usual_side_stays()
    {
        var framing = Framing((a, b) => 0.1f * a, out _);
        Assert.Equal(CameraPose.Home.Yaw, framing.Fit(CameraPose.Home, [Vector3.Zero]).Yaw);
    }

    [Fact]
    public void No_peak_leaves_the_picture_and_none_is_farther_from_its_edge_than_need_be()
    {
        var framing = Framing((a, b) => MathF.Exp(-20 * ((a + 0.9f) * (a + 0.9f) + (b + 0.9f) * (b + 0.9f))), out var field);
        foreach (var turn in (float[])[0, 2])
        {
            var pose = framing.Fit(CameraPose.Home, [], turn);
            var farthest = 0f;
            for (var i = 0; i < 5; i++)
                farthest = MathF.Max(farthest, Farthest(pose with { Yaw = pose.Yaw + turn * i / 4 }, field));
            Assert.InRange(farthest, 0.85f, 0.97f);
        }
    }

    [Fact]
    public void Where_only_one_end_of_the_path_can_be_seen_it_is_the_later_one()
    {
        // Two wells with a gap in their walls, to the left and to the right of the usual side.
        var side = new Vector3(MathF.Cos(CameraPose.Home.Yaw), 0, -MathF.Sin(CameraPose.Home.Yaw));
        Vector3 left = -0.5f * side, right = 0.5f * side;
        var framing = Framing((a, b) => IsWall(new Vector3(a, 0, b) - left, -side) || IsWall(new Vector3(a, 0, b) - right, side) ? 1 : 0, out var field);
        foreach (var (first, last) in ((Vector3, Vector3)[])[(left, right), (right, left)])
        {
            List<Vector3> path = [.. Enumerable.Repeat(first, 5), .. Enumerable.Repeat(last, 5)];
            var pose = framing.Fit(CameraPose.Home, path);
            Assert.Equal((5, 0), (Hidden(pose, path, field), Hidden(pose, path[5..], field)));
        }

        static bool IsWall(Vector3 from, Vector3 gap) => from.Length() is > 0.12f and < 0.22f && Vector3.Dot(Vector3.Normalize(from), gap) < 0.5f;
    }

    private static CameraFraming Framing(Func<float, float, float> loss, out HeightField field)
    {
        var samples = new SurfaceSamples(SyntheticScenes.Sample(loss, Size), Size, Size, 1);
        field = new HeightField();
        field.Update(samples, new HeightScale(0, 1));
        return new CameraFraming(samples, new HeightScale(0, 1), Aspect);
    }

    private static int Hidden(CameraPose pose, List<Vector3> path, HeightField field) => path.Count(point =>
    {
        var sight = point + 0.03f * Vector3.UnitY - pose.Eye;
        return field.TryPick(pose.Eye, sight, out var hit) && Vector3.Distance(pose.Eye, hit.World) < sight.Length() - 0.03f;
    });

    // The share of the half picture at which its outermost point lies, in height or width.
    private static float Farthest(CameraPose pose, HeightField field)
    {
        var projection = new SceneProjection(OrbitCamera.ViewFrom(pose, Aspect), 2, 2);
        var farthest = 0f;
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                float x = 2f * column / (Size - 1) - 1, z = 2f * row / (Size - 1) - 1;
                foreach (var y in (float[])[field.HeightAt(x, z), SceneRenderer.FloorHeight])
                {
                    Assert.True(projection.TryProject(new Vector3(x, y, z), out var at));
                    farthest = MathF.Max(farthest, MathF.Max(MathF.Abs(at.Y - 1), MathF.Abs(at.X - 1)));
                }
            }
        }
        return farthest;
    }
}
