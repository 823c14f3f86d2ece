using NeuroLab.Graphics;
using NeuroLab.Hosting;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;
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
        GLEnum.CopyReadBufferBinding, GLEnum.CopyWriteBufferBinding, GLEnum.ShaderStorageBufferBinding,
        GLEnum.UniformBufferBinding, GLEnum.TextureBufferBinding, GLEnum.DispatchIndirectBufferBinding,
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
    public void Training_in_compute_shaders_leaves_everything_as_the_host_left_it_and_is_not_disturbed_by_it()
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(64, 48);
        using var host = new OffscreenFramebuffer(Device);
        host.Resize(32, 32, samples: 4);
        SetOddState(host);
        AssertNoGlError();
        var before = Snapshot();
        var experiment = SmallExperiment.Create();
        using (var plugin = new LandscapePlugin(Gl, experiment, new() { Backend = BackendKind.Gpu }))
        {
            AssertUntouched();
            plugin.Scene.Trainer.WaitsForSteps = true;
            for (var frame = 0; frame < 10; frame++)
            {
                plugin.Tick(1 / 60.0);
                AssertUntouched();
                plugin.Render(new RenderTarget(target.ReadHandle, 0, 0, 64, 48, Clear: false), Camera.LookAt(new(2, 2, 2), new(0), 0.7f, 1.3f));
                AssertUntouched();
            }
            Assert.Equal((40, BackendKind.Gpu), (plugin.Status.Step, plugin.Scene.Trainer.Device));
            plugin.Scene.Trainer.WaitsForSteps = false;
            while (plugin.Scene.Landscape.Progress < 1)
                plugin.Tick(1 / 60.0);
            AssertUntouched();

            using var expected = SmallExperiment.Open(experiment);
            expected.Train((int)plugin.Scene.Trainer.EnqueuedSteps);
            var theta = new float[experiment.Shape.ParameterCount];
            plugin.ReadParameters(theta);
            foreach (var (here, there) in theta.Zip(expected.Parameters()))
                Assert.Equal(there, here, 1e-3f);
            plugin.Predict(new float[6], new float[3]);
            plugin.Drop(0.25, -0.5);
            AssertUntouched();
            plugin.Options = plugin.Options with { Backend = BackendKind.Cpu };
            plugin.Options = plugin.Options with { Backend = BackendKind.Gpu, Extent = 0.5 };
            plugin.Tick(1 / 60.0);
            AssertUntouched();
        }
        AssertUntouched();

        void AssertUntouched()
        {
            AssertNoGlError();
            Assert.Equal(before, Snapshot());
        }
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
        SetOddBuffers();
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

    // Whole buffers in some slots and parts of them in others, buffer textures where kernels might fetch, and images.
    private void SetOddBuffers()
    {
        for (uint slot = 0; slot < 16; slot++)
        {
            var buffer = NewBuffer();
            if (slot % 3 == 0)
                Gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, slot, buffer);
            else if (slot != 7)
                Gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, slot, buffer, (nint)(256 * (slot % 4)), 256 + slot * 16);
        }
        for (var unit = 0; unit < 10; unit++)
        {
            Gl.ActiveTexture(TextureUnit.Texture0 + unit);
            Gl.BindTexture(TextureTarget.TextureBuffer, Gl.GenTexture());
            Gl.TexBuffer(TextureTarget.TextureBuffer, SizedInternalFormat.R32f, NewBuffer());
        }
        for (uint unit = 0; unit < 4; unit++)
        {
            var texture = Gl.GenTexture();
            Gl.BindTexture(TextureTarget.Texture3D, texture);
            Gl.TexStorage3D(TextureTarget.Texture3D, 1, SizedInternalFormat.R32f, 2, 2, 2);
            Gl.BindImageTexture(unit, texture, 0, true, 0, BufferAccessARB.ReadOnly, InternalFormat.R32f);
        }
        foreach (var buffer in (ReadOnlySpan<BufferTargetARB>)
        [
            BufferTargetARB.CopyReadBuffer, BufferTargetARB.CopyWriteBuffer, BufferTargetARB.ShaderStorageBuffer,
            BufferTargetARB.UniformBuffer, BufferTargetARB.TextureBuffer, BufferTargetARB.DispatchIndirectBuffer,
        ])
            Gl.BindBuffer(buffer, Gl.GenBuffer());
    }

    private uint NewBuffer()
    {
        var buffer = Gl.GenBuffer();
        Gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, buffer);
        Gl.BufferData(BufferTargetARB.CopyWriteBuffer, 4096, null, BufferUsageARB.StaticDraw);
        return buffer;
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
        for (uint slot = 0; slot < 16; slot++)
        {
            Gl.GetInteger(GLEnum.ShaderStorageBufferBinding, slot, out var buffer);
            Gl.GetInteger64(GLEnum.ShaderStorageBufferStart, slot, out var start);
            Gl.GetInteger64(GLEnum.ShaderStorageBufferSize, slot, out var size);
            state[$"storage {slot}"] = $"{buffer} from {start}, {size} bytes";
        }
        for (uint unit = 0; unit < 4; unit++)
        {
            Gl.GetInteger(GLEnum.ImageBindingName, unit, out var image);
            state[$"image {unit}"] = image.ToString();
        }
        for (var unit = 0; unit < 10; unit++)
        {
            Gl.ActiveTexture(TextureUnit.Texture0 + unit);
            state[$"texture {unit}"] = Gl.GetInteger(GetPName.TextureBinding2D).ToString();
            state[$"texture buffer {unit}"] = Gl.GetInteger(GLEnum.TextureBindingBuffer).ToString();
            state[$"sampler {unit}"] = Gl.GetInteger(GetPName.SamplerBinding).ToString();
        }
        Gl.ActiveTexture((TextureUnit)active);
        return state;
    }
}
