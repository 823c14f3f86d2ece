using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class FrameViewTests
{
    [Fact]
    public void AFrozenFrameRefusesEveryChange()
    {
        var frame = new FrameView();
        frame.Freeze();
        Assert.Throws<InvalidOperationException>(() => frame.Add(new Ball(0, 0, 1, 1, Vector3.One, false)));
        Assert.Throws<InvalidOperationException>(() => frame.Add(new Trail(default, Vector3.One)));
        Assert.Throws<InvalidOperationException>(() => frame.Scale = new HeightScale(0, 2));
        Assert.Throws<InvalidOperationException>(() => frame.Camera = default);
        Assert.Throws<InvalidOperationException>(() => frame.Theme = RenderTheme.Light);
    }

    [Fact]
    public void ResetEmptiesTheFrameAndOpensItAgain()
    {
        var frame = new FrameView { Surface = new SurfaceSamples(new float[4], 2, 2, 1), Contours = 7 };
        frame.Add(new Ball(0, 0, 1, 1, Vector3.One, false));
        frame.Add(new Trail(default, Vector3.One));
        frame.Freeze();
        frame.Reset();
        Assert.False(frame.IsFrozen);
        Assert.Equal(0, frame.Balls.Length + frame.Trails.Length);
        Assert.Null(frame.Surface);
        Assert.Equal(7, frame.Contours);
    }

    [Fact]
    public void FillingASecondFrameAllocatesNothing()
    {
        var frame = new FrameView();
        var surface = new SurfaceSamples(new float[4], 2, 2, 1);
        var points = new TrailPoint[8];
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill()
        {
            frame.Reset();
            frame.Surface = surface;
            frame.Add(new Trail(points, Vector3.One));
            frame.Add(new Ball(0, 0, 1, 1, Vector3.One, false));
            frame.Freeze();
        }
    }

    [Theory]
    [InlineData(1, 4, 1f)]
    [InlineData(3, 3, 1f)]
    [InlineData(2, 2, 0f)]
    [InlineData(2, 2, float.NaN)]
    public void ASurfaceThatCannotBeDrawnIsRefused(int rows, int columns, float extent) =>
        Assert.Throws<ArgumentException>(() => new FrameView { Surface = new SurfaceSamples(new float[4], rows, columns, extent) });

    [Fact]
    public void ThePlaneIsScaledIntoTheFootprint()
    {
        var frame = new FrameView { Surface = new SurfaceSamples(new float[4], 2, 2, 4), Scale = new HeightScale(0, 2) };
        Assert.Equal(new Vector3(0.5f, 0.5f * HeightScale.WorldHeight, -1), frame.World(2, -4, 1));
    }
}
