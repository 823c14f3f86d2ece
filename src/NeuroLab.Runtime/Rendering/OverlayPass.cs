using System.Numerics;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>
/// Blends a CPU-drawn image (a user interface, a caption) over a framebuffer. Premultiplied alpha, 8 bits per channel.
/// Upload only what changed; draw every frame. Restores the host's GL state.
/// </summary>
internal sealed unsafe class OverlayPass : IDisposable
{
    private readonly GL _gl;
    private readonly ShaderProgram _program;
    private readonly uint _array;
    private readonly uint _texture;

    /// <summary>Compiles the shader.</summary>
    public OverlayPass(GraphicsDevice device)
    {
        _gl = device.Gl;
        using var guard = new GlStateGuard(_gl);
        _program = ShaderProgram.Render(_gl, "render/overlay.vert", "render/overlay.frag");
        _array = _gl.GenVertexArray();
        _texture = _gl.GenTexture();
    }

    /// <summary>Width of the image in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height of the image in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Uploads a rectangle of the image; the memory may be reused after the call.</summary>
    /// <param name="pixels">The first byte of the image's top row.</param>
    /// <param name="rowBytes">Stride in bytes, a multiple of 4.</param>
    /// <param name="width">Width of the whole image.</param>
    /// <param name="height">Height of the whole image; if the size changes, everything must be dirty.</param>
    /// <param name="dirty">The changed part, in pixels from the top left corner.</param>
    /// <param name="bgra">Whether the byte order is BGRA (Skia's default on little-endian machines).</param>
    public void Upload(nint pixels, int rowBytes, int width, int height, in PixelRectangle dirty, bool bgra)
    {
        var part = dirty.Clip(width, height);
        var resized = width != Width || height != Height;
        if (resized) part = new PixelRectangle(0, 0, width, height);
        if (part.IsEmpty) return;
        using var guard = new GlStateGuard(_gl);
        GlStateGuard.SetDefaults(_gl);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, _texture);
        var format = bgra ? PixelFormat.Bgra : PixelFormat.Rgba;
        if (resized)
        {
            TextureParameters.AllocateBlueFirst(_gl, width, height);
            TextureParameters.Set(_gl, TextureMinFilter.Nearest);
            (Width, Height) = (width, height);
        }
        _gl.PixelStore(PixelStoreParameter.UnpackRowLength, rowBytes / 4);
        var first = (byte*)pixels + (long)part.Y * rowBytes + part.X * 4L;
        _gl.TexSubImage2D(TextureTarget.Texture2D, 0, part.X, part.Y, (uint)part.Width, (uint)part.Height,
            format, PixelType.UnsignedByte, first);
    }

    /// <summary>
    /// Blends the image over the target, aligned at the top left corner, without scaling; with `parts`, only those
    /// rectangles, which saves a software rasterizer the transparent middle.
    /// </summary>
    public void Draw(in RenderTarget target, ReadOnlySpan<PixelRectangle> parts = default)
    {
        if (Width == 0) return;
        using var guard = new GlStateGuard(_gl);
        GlStateGuard.SetDefaults(_gl);
        _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, target.Framebuffer);
        _gl.Viewport(target.X, target.Y + target.Height - Height, (uint)Width, (uint)Height);
        _gl.Enable(EnableCap.Blend, 0);
        _gl.BlendFunc(0, BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, _texture);
        _program.Use();
        _gl.BindVertexArray(_array);
        if (parts.IsEmpty) DrawPart(new PixelRectangle(0, 0, Width, Height));
        foreach (ref readonly var part in parts) DrawPart(part.Clip(Width, Height));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        _gl.DeleteVertexArray(_array);
        _gl.DeleteTexture(_texture);
    }

    private void DrawPart(in PixelRectangle part)
    {
        if (part.IsEmpty) return;
        _program.Set("u_rectangle", new Vector4(
            (float)part.X / Width, (float)part.Y / Height, (float)part.Width / Width, (float)part.Height / Height));
        _gl.DrawArrays(PrimitiveType.Triangles, 0, 6);
    }
}
