using System.Runtime.CompilerServices;
using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// Saves the GL state that NeuroLab's drawing changes, and restores it when disposed, so that a host's context is
/// unchanged. A ref struct: `using var guard = new GlStateGuard(gl);`. Allocates nothing. Blending, write mask and
/// viewport are those of the first draw buffer, the only one we change.
/// </summary>
internal ref struct GlStateGuard
{
    /// <summary>Number of texture units saved, from unit 0.</summary>
    public const int TextureUnits = 4;

    private static readonly EnableCap[] Switches =
    [
        EnableCap.DepthTest, EnableCap.CullFace, EnableCap.ScissorTest, EnableCap.StencilTest, EnableCap.Multisample,
        EnableCap.FramebufferSrgb, EnableCap.PolygonOffsetFill, EnableCap.SampleAlphaToCoverage,
        EnableCap.SampleCoverage, EnableCap.SampleMask, EnableCap.ColorLogicOp, EnableCap.RasterizerDiscard,
        EnableCap.PrimitiveRestart, EnableCap.DepthClamp, EnableCap.ProgramPointSize, EnableCap.PolygonSmooth,
        EnableCap.SampleShading, EnableCap.ClipDistance0, EnableCap.ClipDistance1, EnableCap.ClipDistance2,
        EnableCap.ClipDistance3, EnableCap.ClipDistance4, EnableCap.ClipDistance5,
    ];

    private static readonly PixelStoreParameter[] PixelStores =
    [
        PixelStoreParameter.UnpackAlignment, PixelStoreParameter.UnpackRowLength, PixelStoreParameter.UnpackSkipRows,
        PixelStoreParameter.UnpackSkipPixels, PixelStoreParameter.UnpackSwapBytes, PixelStoreParameter.UnpackLsbFirst,
        PixelStoreParameter.PackAlignment, PixelStoreParameter.PackRowLength, PixelStoreParameter.PackSkipRows,
        PixelStoreParameter.PackSkipPixels, PixelStoreParameter.PackSwapBytes, PixelStoreParameter.PackLsbFirst,
    ];

    private readonly GL _gl;
    private readonly uint _drawFramebuffer, _readFramebuffer, _renderbuffer;
    private readonly uint _program, _vertexArray, _arrayBuffer, _unpackBuffer, _packBuffer;
    private readonly TextureUnit _activeTexture;
    private readonly Words _viewport, _scissor, _blend;
    private readonly uint _switches;
    private readonly bool _blending;
    private readonly Words12 _pixelStores;
    private readonly Floats _clearColor, _depthRange, _polygonOffset;
    private readonly float _clearDepth;
    private readonly byte _colorMask;
    private readonly bool _depthMask;
    private readonly DepthFunction _depthFunction;
    private readonly TriangleFace _cullFace;
    private readonly FrontFaceDirection _frontFace;
    private readonly PolygonMode _polygonMode;
    private readonly BlendEquationModeEXT _equationColor, _equationAlpha;
    private Words _textures, _samplers;
    private bool _restored;

    /// <summary>Saves the state of the current context.</summary>
    public GlStateGuard(GL gl)
    {
        _gl = gl;
        _drawFramebuffer = (uint)gl.GetInteger(GetPName.DrawFramebufferBinding);
        _readFramebuffer = (uint)gl.GetInteger(GetPName.ReadFramebufferBinding);
        _renderbuffer = (uint)gl.GetInteger(GetPName.RenderbufferBinding);
        _program = (uint)gl.GetInteger(GetPName.CurrentProgram);
        _vertexArray = (uint)gl.GetInteger(GetPName.VertexArrayBinding);
        _arrayBuffer = (uint)gl.GetInteger(GetPName.ArrayBufferBinding);
        _unpackBuffer = (uint)gl.GetInteger(GetPName.PixelUnpackBufferBinding);
        _packBuffer = (uint)gl.GetInteger(GetPName.PixelPackBufferBinding);
        gl.GetInteger(GetPName.Viewport, (Span<int>)_viewport);
        gl.GetInteger(GetPName.ScissorBox, (Span<int>)_scissor);
        for (var i = 0; i < Switches.Length; i++)
        {
            if (gl.IsEnabled(Switches[i])) _switches |= 1u << i;
        }
        for (var i = 0; i < PixelStores.Length; i++) _pixelStores[i] = gl.GetInteger((GetPName)PixelStores[i]);
        gl.GetFloat(GetPName.ColorClearValue, (Span<float>)_clearColor);
        gl.GetFloat(GetPName.DepthRange, (Span<float>)_depthRange);
        _clearDepth = gl.GetFloat(GetPName.DepthClearValue);
        _polygonOffset[0] = gl.GetFloat(GetPName.PolygonOffsetFactor);
        _polygonOffset[1] = gl.GetFloat(GetPName.PolygonOffsetUnits);
        _depthMask = gl.GetBoolean(GetPName.DepthWritemask);
        _depthFunction = (DepthFunction)gl.GetInteger(GetPName.DepthFunc);
        _cullFace = (TriangleFace)gl.GetInteger(GetPName.CullFaceMode);
        _frontFace = (FrontFaceDirection)gl.GetInteger(GetPName.FrontFace);
        Words modes = default; // Compatibility contexts return front and back. No stackalloc: the first call would be slow to compile.
        gl.GetInteger(GetPName.PolygonMode, (Span<int>)modes);
        _polygonMode = (PolygonMode)modes[0];

        _blending = gl.IsEnabled(EnableCap.Blend, 0);
        _blend[0] = gl.GetInteger(GetPName.BlendSrcRgb);
        _blend[1] = gl.GetInteger(GetPName.BlendDstRgb);
        _blend[2] = gl.GetInteger(GetPName.BlendSrcAlpha);
        _blend[3] = gl.GetInteger(GetPName.BlendDstAlpha);
        _equationColor = (BlendEquationModeEXT)gl.GetInteger(GetPName.BlendEquationRgb);
        _equationAlpha = (BlendEquationModeEXT)gl.GetInteger(GetPName.BlendEquationAlpha);
        Words mask = default;
        gl.GetInteger(GetPName.ColorWritemask, (Span<int>)mask);
        for (var i = 0; i < 4; i++)
        {
            if (mask[i] != 0) _colorMask |= (byte)(1 << i);
        }

        _activeTexture = (TextureUnit)gl.GetInteger(GetPName.ActiveTexture);
        for (var i = 0; i < TextureUnits; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            _textures[i] = gl.GetInteger(GetPName.TextureBinding2D);
            _samplers[i] = gl.GetInteger(GetPName.SamplerBinding);
        }
    }

    /// <summary>
    /// Sets a known state for drawing: no tests, no blending, all channels written, tightly packed pixels, no sampler
    /// objects. Call it while a guard holds the host's state.
    /// </summary>
    public static void SetDefaults(GL gl)
    {
        foreach (var cap in Switches) gl.Disable(cap);
        gl.Enable(EnableCap.Multisample);
        gl.Disable(EnableCap.Blend, 0);
        gl.ColorMask(0, true, true, true, true);
        gl.DepthMask(true);
        gl.DepthFunc(DepthFunction.Less);
        gl.DepthRange(0f, 1f);
        gl.PolygonMode(TriangleFace.FrontAndBack, PolygonMode.Fill);
        gl.BlendEquationSeparate(0, BlendEquationModeEXT.FuncAdd, BlendEquationModeEXT.FuncAdd);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
        gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
        foreach (var parameter in PixelStores)
        {
            var isAlignment = parameter is PixelStoreParameter.UnpackAlignment or PixelStoreParameter.PackAlignment;
            gl.PixelStore(parameter, isAlignment ? 4 : 0);
        }
        for (uint i = 0; i < TextureUnits; i++) gl.BindSampler(i, 0);
    }

    /// <summary>Restores the state; a second call does nothing.</summary>
    public void Dispose()
    {
        if (_restored) return;
        _restored = true;
        RestoreBindings();
        for (var i = 0; i < Switches.Length; i++) Switch(Switches[i], (_switches >> i & 1) != 0);
        if (_blending) _gl.Enable(EnableCap.Blend, 0);
        else _gl.Disable(EnableCap.Blend, 0);
        _gl.BlendFuncSeparate(0, (BlendingFactor)_blend[0], (BlendingFactor)_blend[1],
            (BlendingFactor)_blend[2], (BlendingFactor)_blend[3]);
        _gl.BlendEquationSeparate(0, _equationColor, _equationAlpha);
        _gl.ColorMask(0, (_colorMask & 1) != 0, (_colorMask & 2) != 0, (_colorMask & 4) != 0, (_colorMask & 8) != 0);

        _gl.Viewport(_viewport[0], _viewport[1], (uint)_viewport[2], (uint)_viewport[3]);
        _gl.Scissor(_scissor[0], _scissor[1], (uint)_scissor[2], (uint)_scissor[3]);
        for (var i = 0; i < PixelStores.Length; i++) _gl.PixelStore(PixelStores[i], _pixelStores[i]);
        _gl.ClearColor(_clearColor[0], _clearColor[1], _clearColor[2], _clearColor[3]);
        _gl.ClearDepth(_clearDepth);
        _gl.DepthRange(_depthRange[0], _depthRange[1]);
        _gl.DepthMask(_depthMask);
        _gl.DepthFunc(_depthFunction);
        _gl.PolygonOffset(_polygonOffset[0], _polygonOffset[1]);
        _gl.CullFace(_cullFace);
        _gl.FrontFace(_frontFace);
        _gl.PolygonMode(TriangleFace.FrontAndBack, _polygonMode);
    }

    private readonly void RestoreBindings()
    {
        _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, _drawFramebuffer);
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _readFramebuffer);
        _gl.BindRenderbuffer(RenderbufferTarget.Renderbuffer, _renderbuffer);
        _gl.UseProgram(_program);
        _gl.BindVertexArray(_vertexArray);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _arrayBuffer);
        _gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, _unpackBuffer);
        _gl.BindBuffer(BufferTargetARB.PixelPackBuffer, _packBuffer);
        for (var i = 0; i < TextureUnits; i++)
        {
            _gl.ActiveTexture(TextureUnit.Texture0 + i);
            _gl.BindTexture(TextureTarget.Texture2D, (uint)_textures[i]);
            _gl.BindSampler((uint)i, (uint)_samplers[i]);
        }
        _gl.ActiveTexture(_activeTexture);
    }

    private readonly void Switch(EnableCap cap, bool on)
    {
        if (on) _gl.Enable(cap);
        else _gl.Disable(cap);
    }

    [InlineArray(4)]
    private struct Words { private int _first; }

    [InlineArray(12)]
    private struct Words12 { private int _first; }

    [InlineArray(4)]
    private struct Floats { private float _first; }
}
