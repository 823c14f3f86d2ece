using System.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class SceneProjectionTests
{
    private static readonly Camera Front = Camera.LookAt(new Vector3(0, 0, 5), Vector3.Zero, MathF.PI / 2, 2);

    [Fact]
    public void TheTargetIsInTheMiddleAndUpIsUp()
    {
        var projection = new SceneProjection(Front, 800, 400);
        Assert.True(projection.TryProject(Vector3.Zero, out var middle));
        Assert.Equal(new Vector2(400, 200), middle);
        Assert.True(projection.TryProject(new Vector3(2.5f, 2.5f, 0), out var corner));
        Assert.Equal(500f, corner.X, 2);
        Assert.Equal(100f, corner.Y, 2);
    }

    [Fact]
    public void PointsBehindTheEyeAndNaNHaveNoPixel()
    {
        var projection = new SceneProjection(Front, 800, 400);
        Assert.False(projection.TryProject(new Vector3(0, 0, 6), out _));
        Assert.False(projection.TryProject(new Vector3(0, float.NaN, 0), out _));
    }

    [Fact]
    public void TheRayThroughAPixelMeetsWhatWasProjectedThere()
    {
        var projection = new SceneProjection(FrameView.DefaultCamera, 1280, 720);
        var point = new Vector3(0.3f, 0.5f, -0.7f);
        Assert.True(projection.TryProject(point, out var pixel));
        (var origin, var direction) = projection.Ray(pixel);
        Assert.Equal(0, Vector3.Cross(Vector3.Normalize(point - origin), direction).Length(), 3);
    }

    [Fact]
    public void DepthRunsFromMinusOneToOne()
    {
        var matrix = Camera.Perspective(1, 1, 0.5f, 20);
        Assert.Equal(-1, Depth(0.5f), 4);
        Assert.Equal(1, Depth(20), 4);

        float Depth(float distance)
        {
            var clip = Vector4.Transform(new Vector3(0, 0, -distance), matrix);
            return clip.Z / clip.W;
        }
    }
}
