using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class SceneRendererTests : GlTest
{
    private const int Width = 480, Height = 270;

    private static Vector2 Pixel(FrameView frame, Vector3 world)
    {
        Assert.True(new SceneProjection(frame.Camera, Width, Height).TryProject(world, out var pixel));
        return pixel;
    }

    [GlFact]
    public void EveryRenderShaderCompiles()
    {
        string[] vertexShaders = [.. ShaderLibrary.Paths.Where(p => p.StartsWith("render/") && p.EndsWith(".vert"))];
        Assert.True(vertexShaders.Length >= 7);
        foreach (var path in vertexShaders)
            ShaderProgram.Render(Gl, path, Path.ChangeExtension(path, ".frag")).Dispose();
        AssertNoGlError();
    }

    [GlFact]
    public void TheSurfaceShowsTheColoursOfItsLosses()
    {
        using var renderer = new SceneRenderer(Device);
        var frame = SyntheticScenes.Race();
        var picture = Picture.Render(Device, renderer, frame, Width, Height);
        // The far corner is the highest, the basin the lowest.
        var high = picture[Pixel(frame, new Vector3(-0.95f, renderer.Surface.HeightAt(-0.95f, -0.95f), -0.95f))];
        var low = picture[Pixel(frame, new Vector3(-0.3f, renderer.Surface.HeightAt(-0.3f, 0f), 0f))];
        Assert.True(high.X > 150 && high.Y > 150 && high.Z < 120, $"yellow, but {high}");
        Assert.True(low.Z > low.Y && low.Y < 120, $"violet, but {low}");
        AssertNoGlError();
    }

    [GlFact]
    public void ABallIsSeenWhereItIsProjected()
    {
        using var renderer = new SceneRenderer(Device);
        var flat = SyntheticScenes.Sample((_, _) => 0.5f, 5);
        var frame = SyntheticScenes.Landscape(flat, 5, (float)Width / Height);
        var ball = new Ball(0.2f, -0.1f, 0.5f, 0.5f, new Vector3(1, 0, 0), Selected: false);
        frame.Add(ball);
        var picture = Picture.Render(Device, renderer, frame, Width, Height);
        var color = picture[Pixel(frame, renderer.BallCenter(frame, ball))];
        Assert.True(color.X > 120 && color.X > 2 * color.Y && color.X > 2 * color.Z, $"red, but {color}");
    }

    [GlFact]
    public void ABallAboveThePlaneHasAStemAndOneWithoutLossIsNotDrawn()
    {
        using var renderer = new SceneRenderer(Device);
        var losses = SyntheticScenes.Sample(SyntheticScenes.Hills, 21);
        var bare = SyntheticScenes.Landscape(losses, 21, (float)Width / Height);
        var hovering = SyntheticScenes.Landscape(losses, 21, (float)Width / Height);
        var diverged = SyntheticScenes.Landscape(losses, 21, (float)Width / Height);
        var foot = SyntheticScenes.Hills(0, 0);
        hovering.Add(new Ball(0, 0, foot + 0.4f, foot, Vector3.One, false));
        diverged.Add(new Ball(0, 0, float.NaN, foot, Vector3.One, false));
        var without = Picture.Render(Device, renderer, bare, Width, Height);
        var with = Picture.Render(Device, renderer, hovering, Width, Height);
        var middle = Pixel(hovering, hovering.World(0, 0, foot + 0.2f));
        Assert.True((with[middle] - without[middle]).Length() > 60, $"{with[middle]} on the stem, {without[middle]} without");
        Assert.Equal(without.Rgb, Picture.Render(Device, renderer, diverged, Width, Height).Rgb);
    }

    [GlFact]
    public void ThroughAHoleOneSeesWhatIsBehind()
    {
        using var renderer = new SceneRenderer(Device);
        var losses = SyntheticScenes.Sample((_, _) => 0.5f, 11);
        var whole = SyntheticScenes.Landscape(losses, 11, (float)Width / Height);
        float[] torn = [.. losses];
        torn[5 * 11 + 5] = float.NaN;
        var holed = SyntheticScenes.Landscape(torn, 11, (float)Width / Height);
        var empty = SyntheticScenes.Landscape(losses, 11, (float)Width / Height);
        whole.ShowsFloor = holed.ShowsFloor = empty.ShowsFloor = false;
        empty.Surface = null;
        Vector2 hole = Pixel(whole, whole.World(0, 0, 0.5f)), beside = Pixel(whole, whole.World(0.5f, 0, 0.5f));
        var solid = Picture.Render(Device, renderer, whole, Width, Height);
        var open = Picture.Render(Device, renderer, holed, Width, Height);
        var background = Picture.Render(Device, renderer, empty, Width, Height);
        Assert.Equal(background[hole], open[hole]);
        Assert.NotEqual(background[hole], solid[hole]);
        Assert.NotEqual(background[beside], open[beside]);
    }

    [GlFact]
    public void OnlyTheTargetsRectangleIsPainted()
    {
        using var renderer = new SceneRenderer(Device);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(100, 80);
        target.Bind();
        Gl.ClearColor(1, 0, 1, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit);
        var frame = SyntheticScenes.Race(21);
        frame.Freeze();
        renderer.Render(frame, new RenderTarget(target.DrawHandle, 20, 30, 60, 40));
        var picture = Picture.Read(target);
        var magenta = new Vector3(255, 0, 255);
        // y = 30…69 from the bottom is 10…49 from the top.
        Assert.Equal(magenta, picture[new Vector2(19, 10)]);
        Assert.Equal(magenta, picture[new Vector2(20, 9)]);
        Assert.Equal(magenta, picture[new Vector2(80, 49)]);
        Assert.NotEqual(magenta, picture[new Vector2(20, 10)]);
        Assert.NotEqual(magenta, picture[new Vector2(79, 49)]);
    }

    [GlFact]
    public void AHostsOwnSceneStaysAndHidesWhatItStandsInFrontOf()
    {
        using var renderer = new SceneRenderer(Device);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(Width, Height);
        var frame = SyntheticScenes.Race(21);
        frame.Freeze();
        var peak = Pixel(frame, new Vector3(-0.9f, 0.8f, -0.9f));
        Picture far = RenderInto(depth: 1f), near = RenderInto(depth: 0f);
        Assert.Equal(new Vector3(0, 0, 255), far[new Vector2(2, 2)]);
        Assert.NotEqual(new Vector3(0, 0, 255), far[peak]);
        Assert.Equal(new Vector3(0, 0, 255), near[peak]);

        Picture RenderInto(float depth)
        {
            target.Bind();
            Gl.ClearColor(0, 0, 1, 1);
            Gl.ClearDepth(depth);
            Gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
            renderer.Render(frame, new RenderTarget(target.DrawHandle, 0, 0, Width, Height, Clear: false));
            return Picture.Read(target);
        }
    }

    [GlFact]
    public void ASteadyFrameAllocatesNothing()
    {
        using var renderer = new SceneRenderer(Device);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(64, 36);
        var frame = SyntheticScenes.Race(21);
        frame.Freeze();
        var where = new RenderTarget(target.ReadHandle, 0, 0, 64, 36);
        for (var i = 0; i < 3; i++) renderer.Render(frame, where);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) renderer.Render(frame, where);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [GlFact]
    public void MultisamplingSmoothsTheSameScene()
    {
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        var plain = Picture.Render(Device, renderer, SyntheticScenes.Race(21), Width, Height);
        renderer.Samples = 4;
        var smooth = Picture.Render(Device, renderer, SyntheticScenes.Race(21), Width, Height);
        var difference = ImageDifference.Between(plain.Rgb, smooth.Rgb, Width);
        Assert.True(difference.Mean is > 0 and < 3, difference.ToString());
        AssertNoGlError();
    }

    [GlFact]
    public void AMapHasTheColoursOfItsLegendAndBetaUpward()
    {
        const int Size = 101;
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        var losses = SyntheticScenes.Sample((a, b) => 0.3f + 0.2f * a + 0.4f * b * b * b, Size);
        var frame = SyntheticScenes.Landscape(losses, Size, (float)Width / Height);
        frame.Camera = Camera.LookDown(Vector3.Zero, 2.2f, (float)Width / Height);
        frame.Contours = 0;
        frame.ShowsFloor = false;
        var picture = Picture.Render(Device, renderer, frame, Width, Height);
        var projection = new SceneProjection(frame.Camera, Width, Height);
        for (var row = 5; row < Size - 5; row += 10)
        {
            for (var column = 5; column < Size - 5; column += 10)
            {
                float alpha = 2f * column / (Size - 1) - 1, beta = 2f * row / (Size - 1) - 1;
                Assert.True(projection.TryProject(frame.World(alpha, beta, losses[row * Size + column]), out var pixel));
                // A pixel is as wide as several texels of the map.
                var expected = frame.ColorMap.Evaluate(frame.Scale.Coordinate(losses[row * Size + column])) * 255;
                var worst = Vector3.Abs(picture[pixel] - expected);
                Assert.True(MathF.Max(worst.X, MathF.Max(worst.Y, worst.Z)) <= 3, $"({alpha}, {beta}): {picture[pixel]}, not {expected}");
            }
        }
        projection.TryProject(new Vector3(0, 0, 0), out var middle);
        projection.TryProject(new Vector3(0.5f, 0, 0), out var alphaUp);
        projection.TryProject(new Vector3(0, 0, 0.5f), out var betaUp);
        Assert.True(alphaUp.X > middle.X && betaUp.Y < middle.Y, "α to the right, β upward");
    }

    [GlFact]
    public void FlatGroundHasNoSpecksOfContours()
    {
        const int Size = 101;
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        // Level with a contour but for rounding, between a valley and a hill.
        var losses = SyntheticScenes.Sample(
            (a, b) => MathF.Abs(a) > 0.6f ? a > 0 ? 1 : 0 : 0.5f + 1e-6f * MathF.Sin(40 * a) * MathF.Sin(40 * b), Size);
        var frame = SyntheticScenes.Landscape(losses, Size, (float)Width / Height);
        frame.Camera = Camera.LookDown(Vector3.Zero, 2.2f, (float)Width / Height);
        frame.Contours = 20;
        frame.ShowsFloor = false;
        var picture = Picture.Render(Device, renderer, frame, Width, Height);
        var ground = frame.ColorMap.Evaluate(frame.Scale.Coordinate(0.5f)) * 255;
        for (var a = -0.4f; a < 0.4f; a += 0.01f)
        {
            for (var b = -0.4f; b < 0.4f; b += 0.01f)
            {
                var worst = Vector3.Abs(picture[Pixel(frame, frame.World(a, b, 0.5f))] - ground);
                Assert.True(MathF.Max(worst.X, MathF.Max(worst.Y, worst.Z)) <= 4, $"a speck at ({a}, {b})");
            }
        }
    }

    [GlFact]
    public void AFrameThatIsStillBeingFilledIsRefused()
    {
        using var renderer = new SceneRenderer(Device);
        Assert.Throws<InvalidOperationException>(() => renderer.Render(new FrameView(), new RenderTarget(0, 0, 0, 8, 8)));
    }
}
