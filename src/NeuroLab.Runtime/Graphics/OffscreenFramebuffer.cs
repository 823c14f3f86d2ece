using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// An off-screen framebuffer: RGBA8 colour in a texture and a 24-bit depth buffer; with multisampling it draws into
/// renderbuffers that <see cref="Resolve"/> averages into the texture. Use it on the context's thread. Changing the
/// size leaves texture, renderbuffer and framebuffer bindings changed.
/// </summary>
public sealed unsafe class OffscreenFramebuffer : IDisposable
{
    private readonly GL _gl;
    private readonly int _maxSamples;
    private int _requestedSamples = -1;
    private bool _allocatedBlueFirst;
    private uint _multisampled;
    private uint _multisampledColor;
    private uint _resolved;
    private uint _depth;

    /// <summary>Creates an empty framebuffer; <see cref="Resize"/> allocates it.</summary>
    public OffscreenFramebuffer(GraphicsDevice device)
    {
        _gl = device.Gl;
        _maxSamples = device.MaxSamples;
    }

    /// <summary>Whether there is a depth buffer.</summary>
    internal bool HasDepth { get; init; } = true;

    /// <summary>
    /// Whether blue comes first in memory, as in most windows, if there is no multisampling; applies when allocated.
    /// Between images of one order and without depth, llvmpipe copies and blends rectangles as bytes, several times
    /// faster.
    /// </summary>
    internal bool IsBlueFirst { get; set; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Samples per pixel, as granted by the driver; 0 without multisampling.</summary>
    public int Samples { get; private set; }

    /// <summary>The framebuffer object to draw into.</summary>
    public uint DrawHandle => Samples > 0 ? _multisampled : _resolved;

    /// <summary>The single-sampled framebuffer object, to read and to blit from.</summary>
    public uint ReadHandle => _resolved;

    /// <summary>The colour texture; valid after <see cref="Resolve"/>.</summary>
    public uint ColorTexture { get; private set; }

    /// <summary>Allocates for this size; does nothing if the size is unchanged.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="samples">Samples per pixel, limited to the driver's maximum; 0 or 1 for no multisampling.</param>
    public void Resize(int width, int height, int samples = 0)
    {
        width = Math.Max(width, 1);
        height = Math.Max(height, 1);
        samples = Math.Min(samples, _maxSamples);
        if (samples < 2) samples = 0;
        if (width == Width && height == Height && samples == _requestedSamples && IsBlueFirst == _allocatedBlueFirst) return;
        Release();
        (Width, Height, _requestedSamples, _allocatedBlueFirst) = (width, height, samples, IsBlueFirst);
        while (!TryAllocate(samples))
        {
            Release();
            if (samples == 0) throw new InvalidOperationException($"the driver gives no {width}x{height} framebuffer");
            samples = samples > 2 ? samples / 2 : 0;
        }
        Samples = samples;
    }

    /// <summary>Binds for drawing and sets the viewport to the whole image.</summary>
    public void Bind()
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, DrawHandle);
        _gl.Viewport(0, 0, (uint)Width, (uint)Height);
    }

    /// <summary>Averages the samples into the texture; without multisampling it does nothing.</summary>
    public void Resolve()
    {
        if (Samples > 0) Blit(_multisampled, _resolved, 0, 0);
    }

    /// <summary>Copies the resolved image to (x, y) of another framebuffer, without scaling.</summary>
    public void CopyTo(uint framebuffer, int x, int y) => Blit(_resolved, framebuffer, x, y);

    /// <summary>Reads RGBA bytes, bottom row first, no padding; blocks until all drawing is done.</summary>
    public void ReadPixels(Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rgba.Length, Width * Height * 4, nameof(rgba));
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _resolved);
        _gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
        _gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
        _gl.PixelStore(PixelStoreParameter.PackRowLength, 0);
        fixed (byte* pointer = rgba)
            _gl.ReadPixels(0, 0, (uint)Width, (uint)Height, PixelFormat.Rgba, PixelType.UnsignedByte, pointer);
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

    private void Blit(uint from, uint to, int x, int y)
    {
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, from);
        _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, to);
        _gl.BlitFramebuffer(0, 0, Width, Height, x, y, x + Width, y + Height,
            ClearBufferMask.ColorBufferBit, BlitFramebufferFilter.Nearest);
    }

    private bool TryAllocate(int samples)
    {
        ColorTexture = _gl.GenTexture();
        _gl.BindTexture(TextureTarget.Texture2D, ColorTexture);
        if (IsBlueFirst && samples == 0)
            TextureParameters.AllocateBlueFirst(_gl, Width, Height);
        else
            _gl.TexImage2D(TextureTarget.Texture2D, 0, InternalFormat.Rgba8, (uint)Width, (uint)Height, 0, PixelFormat.Rgba, PixelType.UnsignedByte, null);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        _resolved = _gl.GenFramebuffer();
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _resolved);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, ColorTexture, 0);
        if (samples > 0)
        {
            _multisampled = _gl.GenFramebuffer();
            _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _multisampled);
            _multisampledColor = AttachRenderbuffer(
                samples, InternalFormat.Rgba8, FramebufferAttachment.ColorAttachment0);
        }
        if (HasDepth)
            _depth = AttachRenderbuffer(samples, InternalFormat.DepthComponent24, FramebufferAttachment.DepthAttachment);
        return _gl.CheckFramebufferStatus(FramebufferTarget.Framebuffer) == GLEnum.FramebufferComplete;
    }

    private uint AttachRenderbuffer(int samples, InternalFormat format, FramebufferAttachment attachment)
    {
        var buffer = _gl.GenRenderbuffer();
        _gl.BindRenderbuffer(RenderbufferTarget.Renderbuffer, buffer);
        _gl.RenderbufferStorageMultisample(
            RenderbufferTarget.Renderbuffer, (uint)samples, format, (uint)Width, (uint)Height);
        _gl.FramebufferRenderbuffer(FramebufferTarget.Framebuffer, attachment, RenderbufferTarget.Renderbuffer, buffer);
        return buffer;
    }

    private void Release()
    {
        // GL ignores the name 0.
        _gl.DeleteFramebuffer(_multisampled);
        _gl.DeleteFramebuffer(_resolved);
        _gl.DeleteRenderbuffer(_multisampledColor);
        _gl.DeleteRenderbuffer(_depth);
        _gl.DeleteTexture(ColorTexture);
        _multisampled = _resolved = _multisampledColor = _depth = ColorTexture = 0;
    }
}
