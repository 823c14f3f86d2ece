using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Runtime.Tests.Unit.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>A host's GL state, set to values nobody expects, is the same after we drew.</summary>
public unsafe class StatePreservationTests : GlTest
{
    private static readonly GLEnum[] Integers =
    [
        GLEnum.DrawFramebufferBinding, GLEnum.ReadFramebufferBinding, GLEnum.RenderbufferBinding,
        GLEnum.CurrentProgram, GLEnum.VertexArrayBinding, GLEnum.ArrayBufferBinding, GLEnum.ElementArrayBufferBinding,
        GLEnum.PixelUnpackBufferBinding, GLEnum.PixelPackBufferBinding, GLEnum.ActiveTexture, GLEnum.DepthFunc,
        GLEnum.DepthWritemask, GLEnum.CullFaceMode, GLEnum.FrontFace, GLEnum.BlendSrcRgb, GLEnum.BlendDstRgb,
        GLEnum.BlendSrcAlpha, GLEnum.BlendDstAlpha, GLEnum.BlendEquationRgb, GLEnum.BlendEquationAlpha,
        GLEnum.UnpackAlignment, GLEnum.UnpackRowLength, GLEnum.UnpackSkipRows, GLEnum.UnpackSkipPixels,
        GLEnum.UnpackSwapBytes, GLEnum.UnpackLsbFirst, GLEnum.PackAlignment, GLEnum.PackRowLength, GLEnum.PackSkipRows,
        GLEnum.PackSkipPixels, GLEnum.PackSwapBytes, GLEnum.PackLsbFirst, GLEnum.LogicOpMode, GLEnum.StencilFunc,
        GLEnum.StencilWritemask, GLEnum.PrimitiveRestartIndex, GLEnum.DrawBuffer0, GLEnum.ReadBuffer,
    ];

    private static readonly EnableCap[] Caps =
    [
        EnableCap.Blend, EnableCap.DepthTest, EnableCap.CullFace, EnableCap.ScissorTest, EnableCap.StencilTest,
        EnableCap.Multisample, EnableCap.FramebufferSrgb, EnableCap.PolygonOffsetFill, EnableCap.PolygonOffsetLine,
        EnableCap.SampleAlphaToCoverage, EnableCap.SampleAlphaToOne, EnableCap.SampleCoverage, EnableCap.SampleMask,
        EnableCap.ColorLogicOp, EnableCap.RasterizerDiscard, EnableCap.PrimitiveRestart, EnableCap.DepthClamp,
        EnableCap.ProgramPointSize, EnableCap.LineSmooth, EnableCap.PolygonSmooth, EnableCap.Dither,
        EnableCap.SampleShading, EnableCap.ClipDistance0, EnableCap.ClipDistance5,
    ];

    [GlFact]
    public void EverythingIsAsTheHostLeftIt()
    {
        using var renderer = new SceneRenderer(Device);
        using var overlay = new OverlayPass(Device);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(64, 48);
        using var host = new OffscreenFramebuffer(Device);
        host.Resize(32, 32, samples: 4);
        SetOddState(host);
        AssertNoGlError();
        var before = Snapshot();
        var frame = SyntheticScenes.Race(21);
        frame.Freeze();
        // Twice: the first frame uploads, and the second resizes.
        renderer.Render(frame, new RenderTarget(target.ReadHandle, 0, 0, 64, 48));
        renderer.Render(frame, new RenderTarget(target.ReadHandle, 0, 0, 60, 40));
        renderer.Render(frame, new RenderTarget(target.ReadHandle, 0, 0, 60, 40, Clear: false));
        var pixels = stackalloc uint[16];
        overlay.Upload((nint)pixels, 16, 4, 4, new PixelRectangle(0, 0, 4, 4), bgra: true);
        overlay.Draw(new RenderTarget(target.ReadHandle, 0, 0, 60, 40));
        AssertNoGlError();
        Assert.Equal(before, Snapshot());
    }

    [GlFact]
    public void ThePluginLeavesEverythingAsTheHostLeftIt()
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(64, 48);
        using var host = new OffscreenFramebuffer(Device);
        host.Resize(32, 32, samples: 4);
        SetOddState(host);
        AssertNoGlError();
        var before = Snapshot();
        using (var plugin = new LandscapePlugin(Gl, SmallExperiment.Create()))
        {
            plugin.Scene.Landscape.WaitsForSurface = true;
            for (var frame = 0; frame < 3; frame++)
            {
                plugin.Tick(1 / 60.0);
                plugin.Render(new RenderTarget(target.ReadHandle, 0, 0, 64, 48, Clear: false), Camera.LookAt(new(2, 2, 2), new(0), 0.7f, 1.3f));
                plugin.Render(new RenderTarget(target.ReadHandle, 0, 0, 60 - frame, 40));
                AssertNoGlError();
                Assert.Equal(before, Snapshot());
            }
        }
        Assert.Equal(before, Snapshot());
    }

    [GlFact]
    public void AHostsOddStateDoesNotChangeOurPicture()
    {
        using var renderer = new SceneRenderer(Device);
        var frame = SyntheticScenes.Race(21);
        var plain = Picture.Render(Device, renderer, frame, 160, 90);
        using var host = new OffscreenFramebuffer(Device);
        host.Resize(32, 32, samples: 4);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(160, 90);
        SetOddState(host);
        using (var fresh = new SceneRenderer(Device))
            fresh.Render(frame, new RenderTarget(target.ReadHandle, 0, 0, 160, 90));
        Gl.PixelStore(PixelStoreParameter.PackSkipRows, 0);
        Gl.PixelStore(PixelStoreParameter.PackSkipPixels, 0);
        Gl.PixelStore(PixelStoreParameter.PackSwapBytes, 0);
        Assert.Equal(plain.Rgb, Picture.Read(target).Rgb);
    }

    private void SetOddState(OffscreenFramebuffer host)
    {
        Gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, host.DrawHandle);
        Gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, host.ReadHandle);
        Gl.BindRenderbuffer(RenderbufferTarget.Renderbuffer, Gl.GenRenderbuffer());
        Gl.UseProgram(ShaderProgram.Render(Gl, "render/background.vert", "render/background.frag").Handle);
        Gl.BindVertexArray(Gl.GenVertexArray());
        Gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, Gl.GenBuffer());
        Gl.BindBuffer(BufferTargetARB.ArrayBuffer, Gl.GenBuffer());
        Gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, Gl.GenBuffer());
        Gl.BindBuffer(BufferTargetARB.PixelPackBuffer, Gl.GenBuffer());
        for (var unit = 0; unit < 6; unit++)
        {
            Gl.ActiveTexture(TextureUnit.Texture0 + unit);
            Gl.BindTexture(TextureTarget.Texture2D, Gl.GenTexture());
            var sampler = Gl.GenSampler();
            Gl.BindSampler((uint)unit, sampler);
        }
        foreach (var cap in Caps)
        {
            if (Gl.IsEnabled(cap)) Gl.Disable(cap);
            else Gl.Enable(cap);
        }
        Gl.Viewport(3, 4, 5, 6);
        Gl.Scissor(1, 2, 3, 4);
        Gl.ClearColor(0.1f, 0.2f, 0.3f, 0.4f);
        Gl.ClearDepth(0.25f);
        Gl.DepthRange(0.2f, 0.7f);
        Gl.DepthFunc(DepthFunction.Never);
        Gl.DepthMask(false);
        Gl.ColorMask(false, true, false, true);
        Gl.CullFace(TriangleFace.Front);
        Gl.FrontFace(FrontFaceDirection.CW);
        Gl.PolygonMode(TriangleFace.FrontAndBack, PolygonMode.Line);
        Gl.PolygonOffset(3, 7);
        Gl.BlendFuncSeparate(BlendingFactor.DstColor, BlendingFactor.SrcAlpha, BlendingFactor.Zero, BlendingFactor.DstAlpha);
        Gl.BlendEquationSeparate(BlendEquationModeEXT.Min, BlendEquationModeEXT.FuncReverseSubtract);
        Gl.PixelStore(PixelStoreParameter.UnpackAlignment, 8);
        Gl.PixelStore(PixelStoreParameter.UnpackRowLength, 77);
        Gl.PixelStore(PixelStoreParameter.UnpackSkipRows, 5);
        Gl.PixelStore(PixelStoreParameter.UnpackSkipPixels, 6);
        Gl.PixelStore(PixelStoreParameter.UnpackSwapBytes, 1);
        Gl.PixelStore(PixelStoreParameter.PackAlignment, 2);
        Gl.PixelStore(PixelStoreParameter.PackSkipRows, 3);
        Gl.PixelStore(PixelStoreParameter.PackSkipPixels, 2);
        Gl.PixelStore(PixelStoreParameter.PackSwapBytes, 1);
        Gl.ActiveTexture(TextureUnit.Texture5);
    }

    private Dictionary<string, string> Snapshot()
    {
        var state = new Dictionary<string, string>();
        foreach (var name in Integers) state[name.ToString()] = Gl.GetInteger((GetPName)name).ToString();
        foreach (var cap in Caps) state[cap.ToString()] = Gl.IsEnabled(cap).ToString();
        Span<float> values = stackalloc float[4];
        foreach (var name in (ReadOnlySpan<GetPName>)
        [
            GetPName.Viewport, GetPName.ScissorBox, GetPName.ColorClearValue, GetPName.ColorWritemask, GetPName.DepthRange,
            GetPName.DepthClearValue, GetPName.PolygonOffsetFactor, GetPName.PolygonOffsetUnits, GetPName.PolygonMode,
            GetPName.LineWidth, GetPName.BlendColor,
        ])
        {
            values.Clear();
            Gl.GetFloat(name, values);
            state[name.ToString()] = string.Join(' ', values.ToArray());
        }
        var active = Gl.GetInteger(GetPName.ActiveTexture);
        for (var unit = 0; unit < 8; unit++)
        {
            Gl.ActiveTexture(TextureUnit.Texture0 + unit);
            state[$"texture {unit}"] = Gl.GetInteger(GetPName.TextureBinding2D).ToString();
            state[$"sampler {unit}"] = Gl.GetInteger(GetPName.SamplerBinding).ToString();
        }
        Gl.ActiveTexture((TextureUnit)active);
        return state;
    }
}
