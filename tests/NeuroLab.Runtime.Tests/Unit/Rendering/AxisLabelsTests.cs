using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class AxisLabelsTests
{
    private static AxisLabel[] Labels(Vector3 eye, float extent = 1)
    {
        var frame = new FrameView
        {
            Surface = new SurfaceSamples(new float[4], 2, 2, extent),
            Camera = Camera.LookAt(eye, Vector3.Zero, 0.62f, 16f / 9f),
        };
        var labels = new AxisLabel[AxisLabels.Capacity];
        return labels[..AxisLabels.Fill(frame, labels)];
    }

    [Theory]
    [InlineData(2.3f, 2.3f)]
    [InlineData(-2.3f, 2.3f)]
    [InlineData(2.3f, -2.3f)]
    [InlineData(-2.3f, -2.3f)]
    public void LabelsStandOutsideTheEdgesNearTheEye(float x, float z)
    {
        var labels = Labels(new Vector3(x, 2, z));
        Assert.All(labels.Where(label => label.Axis == 0), label => Assert.True(label.World.Z * MathF.Sign(z) > 1));
        Assert.All(labels.Where(label => label.Axis == 1), label => Assert.True(label.World.X * MathF.Sign(x) > 1));
        Assert.Equal(2, labels.Count(label => label.IsName));
    }

    [Fact]
    public void NoTwoLabelsCollide()
    {
        var projection = new SceneProjection(FrameView.DefaultCamera, 970, 590);
        var pixels = new List<Vector2>();
        foreach (var label in Labels(FrameView.DefaultCamera.Eye))
        {
            Assert.True(projection.TryProject(label.World, out var pixel));
            Assert.All(pixels, other => Assert.True(Vector2.Distance(other, pixel) > 20));
            pixels.Add(pixel);
        }
        Assert.Equal(10, pixels.Count);
    }

    [Theory]
    [InlineData(1, 0.5f)]
    [InlineData(0.05f, 0.02f)]
    [InlineData(25, 10)]
    [InlineData(3, 1)]
    public void TicksAreRound(float extent, float step)
    {
        Assert.Equal(step, AxisTicks.Step(extent), 6);
        float[] values = [.. Labels(FrameView.DefaultCamera.Eye, extent).Where(l => l is { Axis: 0, IsName: false }).Select(l => l.Value)];
        Assert.Equal(step, values[1] - values[0], 5);
    }

    [Fact]
    public void WithoutASurfaceThereAreNone() =>
        Assert.Equal(0, AxisLabels.Fill(new FrameView(), new AxisLabel[AxisLabels.Capacity]));
}
