using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;
using NeuroLab.Runtime.Tests.Unit.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>A renderer keeps much from frame to frame; none of it may be seen in the next one.</summary>
public sealed class RendererReuseTests : GlTest
{
    private const int Width = 160, Height = 90;

    private static readonly (string What, Func<FrameView> Frame, RenderTarget Target)[] Frames =
    [
        ("race", () => SyntheticScenes.Race(41), Whole),
        ("the same again", () => SyntheticScenes.Race(41), Whole),
        ("hole", () => SyntheticScenes.RuggedWithHole(21), Whole),
        ("another map of colours and a grid", () => With(SyntheticScenes.RuggedWithHole(21), frame =>
            (frame.ColorMap, frame.ShowsGrid, frame.Theme) = (ColorMap.Inferno, true, RenderTheme.Light)), Whole),
        ("without floor and contours", () => With(SyntheticScenes.RuggedWithHole(21), frame =>
            (frame.ShowsFloor, frame.Contours) = (false, 0)), Whole),
        ("cut off", () => With(SyntheticScenes.Race(41), frame =>
            frame.Scale = HeightScale.Fit(frame.Surface!.Losses, upperShare: 0.7f)), Whole),
        ("not cut off any more", () => SyntheticScenes.Race(41), Whole),
        ("logarithmic", () => With(SyntheticScenes.Race(41), frame =>
            frame.Scale = HeightScale.Fit(frame.Surface!.Losses, logarithmic: true)), Whole),
        ("map", () => With(SyntheticScenes.Race(41), frame => frame.Camera = Camera.LookDown(Vector3.Zero, 2.6f, 16f / 9f)), Whole),
        ("below", () => SyntheticScenes.BallBelow(41), Whole),
        ("tangent", () => With(SyntheticScenes.Race(41), frame =>
            frame.Tangent = new TangentPatch(0.2f, 0.1f, 0.5f, 0.3f, -0.2f, 0.3f, Vector3.One)), Whole),
        ("nothing", () => new FrameView(), Whole),
        ("fewer samples", () => SyntheticScenes.Race(9), Whole),
        ("more along one axis", () => With(SyntheticScenes.Race(9), frame =>
            frame.Surface = new SurfaceSamples([.. SyntheticScenes.Sample(SyntheticScenes.Hills, 21).Take(21 * 5)], 5, 21, 1)), Whole),
        ("smaller", () => SyntheticScenes.Race(41), Whole with { X = 20, Y = 10, Width = 100, Height = 60 }),
        ("transparent", () => SyntheticScenes.RuggedWithHole(21), Whole with { Transparent = true }),
        ("into the host's picture", () => SyntheticScenes.BallBelow(41), Whole with { Clear = false }),
        ("race once more", () => SyntheticScenes.Race(41), Whole),
    ];

    private static RenderTarget Whole => new(0, 0, 0, Width, Height);

    [GlFact]
    public void EveryFrameIsDrawnAsByANewRendererWhateverWasDrawnBefore()
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(Width, Height);
        foreach (var samples in new[] { 0, 4 })
        {
            using var kept = new SceneRenderer(Device) { Samples = samples };
            var previous = "";
            foreach (var (what, frame, where) in Frames)
            {
                using var fresh = new SceneRenderer(Device) { Samples = samples };
                Assert.True(Draw(fresh, frame(), where).SequenceEqual(Draw(kept, frame(), where)), $"{what}, after {previous}");
                previous = what;
            }
        }
        AssertNoGlError();

        byte[] Draw(SceneRenderer renderer, FrameView frame, RenderTarget where)
        {
            frame.Freeze();
            target.Bind();
            Gl.ClearColor(0.2f, 0.4f, 0.1f, 1);
            Gl.Clear(Silk.NET.OpenGL.ClearBufferMask.ColorBufferBit | Silk.NET.OpenGL.ClearBufferMask.DepthBufferBit);
            renderer.Render(frame, where with { Framebuffer = target.DrawHandle });
            return Picture.Read(target).Rgb;
        }
    }

    [GlFact]
    public void EveryOneOfTheseFramesDiffersFromTheOthers()
    {
        using var renderer = new SceneRenderer(Device) { Samples = 0 };
        var pictures = Frames.Where(each => each.What is not "the same again" and not "not cut off any more" and not "race once more")
            .Where(each => each.Target == Whole)
            .Select(each => (each.What, Picture.Render(Device, renderer, each.Frame(), Width, Height).Rgb)).ToList();
        for (var i = 0; i < pictures.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.False(pictures[i].Rgb.AsSpan().SequenceEqual(pictures[j].Rgb), $"{pictures[i].What} and {pictures[j].What}");
        }
    }

    private static FrameView With(FrameView frame, Action<FrameView> change)
    {
        change(frame);
        return frame;
    }
}
