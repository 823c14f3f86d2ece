using System.Numerics;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>
/// Draws frozen frames into any framebuffer of a host and restores the host's GL state. Create, use and dispose it on
/// the context's thread. A steady frame allocates nothing.
/// </summary>
public sealed class SceneRenderer : IDisposable
{
    /// <summary>World height of the floor below the surface.</summary>
    public const float FloorHeight = -0.42f;

    private const float OccludedTrail = 0.20f;
    private const float OccludedBall = 0.40f;
    private const float OccludedStem = 0.85f;

    private readonly GL _gl;
    private readonly int _vertices;
    private readonly OffscreenFramebuffer _picture;
    private readonly SurfacePass _surface;
    private readonly BackgroundPass _background;
    private readonly RibbonPass _ribbons;
    private readonly BallPass _balls;
    private readonly TangentPass _tangent;
    private readonly FrameRibbons _lines = new();

    /// <summary>Compiles the shaders; throws <see cref="ShaderException"/> if that fails.</summary>
    public SceneRenderer(GraphicsDevice device)
    {
        _gl = device.Gl;
        // Triangles are cheap on a GPU; a software rasterizer spends most of a frame on them.
        _vertices = device.IsSoftware ? 101 : 241;
        Samples = device.IsSoftware ? 0 : 4;
        using var guard = new GlStateGuard(_gl);
        _picture = new OffscreenFramebuffer(device);
        _surface = new SurfacePass(_gl);
        _background = new BackgroundPass(_gl);
        _ribbons = new RibbonPass(_gl);
        _balls = new BallPass(_gl);
        _tangent = new TangentPass(_gl);
    }

    /// <summary>
    /// Samples per pixel in targets that we clear; the driver may grant fewer. The default is 4 on a GPU and 0 on a
    /// software rasterizer, where multisampling triples the frame time.
    /// </summary>
    public int Samples { get; set; }

    /// <summary>The surface last drawn, for picking.</summary>
    internal HeightField Surface { get; } = new();

    /// <summary>Draws one frame; queues commands, does not block.</summary>
    public void Render(FrameView frame, in RenderTarget target)
    {
        if (!frame.IsFrozen) throw new InvalidOperationException("freeze the frame before it is rendered");
        if (target.Width <= 0 || target.Height <= 0) return;
        using var guard = new GlStateGuard(_gl);
        GlStateGuard.SetDefaults(_gl);
        if (!target.Clear)
        {
            _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, target.Framebuffer);
            _gl.Viewport(target.X, target.Y, (uint)target.Width, (uint)target.Height);
            DrawScene(frame, target);
            return;
        }
        if (Samples == 0)
        {
            // The order of the target's bytes, so that a software renderer copies them as they are.
            _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, target.Framebuffer);
            _picture.IsBlueFirst = _gl.GetInteger(GLEnum.ImplementationColorReadFormat) == (int)GLEnum.Bgra;
        }
        _picture.Resize(target.Width, target.Height, Samples);
        _picture.Bind();
        // Every pixel is painted, by surface or background. Clearing colour as well saves the driver from loading it.
        _gl.ClearColor(0, 0, 0, target.Transparent ? 0 : 1);
        _gl.ClearDepth(1f);
        _gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
        DrawScene(frame, target);
        _picture.Resolve();
        _picture.CopyTo(target.Framebuffer, target.X, target.Y);
    }

    /// <summary>The world position of a drawn ball's centre, for labels; y is NaN if it is not drawn.</summary>
    public Vector3 BallCenter(FrameView frame, in Ball ball) =>
        BallPlacement.Contact(frame, ball, Surface) + BallPlacement.Radius * Vector3.UnitY;

    /// <summary>The point of the surface under a pixel of a viewport of this size; y points down.</summary>
    public bool TryPick(FrameView frame, Vector2 pixel, float width, float height, out SurfaceHit hit)
    {
        (var origin, var direction) = new SceneProjection(frame.Camera, width, height).Ray(pixel);
        return Surface.TryPick(origin, direction, out hit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _picture.Dispose();
        _surface.Dispose();
        _background.Dispose();
        _ribbons.Dispose();
        _balls.Dispose();
        _tangent.Dispose();
    }

    private void DrawScene(FrameView frame, in RenderTarget target)
    {
        var viewProjection = frame.Camera.ViewProjection;
        var hasSurface = frame.Surface is not null;
        if (frame.Surface is { } surface) Surface.Update(surface, frame.Scale, _vertices);
        _lines.Collect(frame, Surface, MathF.Max(1, target.Height / 900f));
        _ribbons.Begin(_lines.Batch, viewProjection, target.Width, target.Height);
        _balls.Begin(frame, Surface, viewProjection);

        _gl.Enable(EnableCap.DepthTest);
        _gl.DepthFunc(DepthFunction.Lequal);
        if (hasSurface) _surface.DrawSurface(frame, Surface, viewProjection, target.Height);
        _gl.DepthMask(false);
        if (target.Clear && !target.Transparent) _background.Draw(frame.Theme, (float)target.Width / target.Height);

        _gl.Enable(EnableCap.Blend, 0);
        _gl.BlendFunc(0, BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        if (hasSurface && frame.ShowsFloor) _surface.DrawFloor(frame, Surface, viewProjection);
        DrawMarkers(frame.Camera.IsMap);
        _gl.DepthMask(false);
        if (hasSurface) _tangent.Draw(frame, Surface, viewProjection);
        _gl.DepthMask(true);
    }

    /// <summary>
    /// Lines and balls: first, faintly, the parts hidden by the surface, with solid outlines for balls; then the
    /// visible parts. On a map nothing is hidden.
    /// </summary>
    private void DrawMarkers(bool isMap)
    {
        var count = _lines.Batch.Count;
        if (!isMap)
        {
            _gl.DepthFunc(DepthFunction.Greater);
            _ribbons.Draw(_lines.CasingEnd - 1, _lines.TrailEnd, OccludedTrail);
            _ribbons.Draw(_lines.TrailEnd - 1, count, OccludedStem);
            _balls.DrawBalls(OccludedBall, showsOutline: true);
            _gl.DepthFunc(DepthFunction.Lequal);
        }
        _ribbons.Draw(0, _lines.FrameEnd);
        if (isMap) _gl.DepthFunc(DepthFunction.Always);
        _balls.DrawShadows();
        _ribbons.Draw(_lines.FrameEnd - 1, _lines.CasingEnd);
        _ribbons.Draw(_lines.CasingEnd - 1, _lines.TrailEnd);
        _ribbons.Draw(_lines.TrailEnd - 1, count);
        _gl.DepthMask(true);
        _balls.DrawBalls();
    }
}
