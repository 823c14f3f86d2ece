using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>The current colormap as a texture of one row.</summary>
internal sealed unsafe class ColorMapTexture(GL gl) : IDisposable
{
    private const int Texels = 1024;
    private readonly uint _handle = gl.GenTexture();
    private ColorMap? _content;

    /// <summary>Binds the map to a texture unit.</summary>
    public void Bind(ColorMap map, uint unit)
    {
        gl.ActiveTexture(TextureUnit.Texture0 + (int)unit);
        gl.BindTexture(TextureTarget.Texture2D, _handle);
        if (map == _content) return;
        var texels = stackalloc byte[Texels * 4];
        map.FillRgba(new Span<byte>(texels, Texels * 4));
        gl.TexImage2D(TextureTarget.Texture2D, 0, InternalFormat.Rgba8, Texels, 1, 0,
            PixelFormat.Rgba, PixelType.UnsignedByte, texels);
        TextureParameters.Set(gl, TextureMinFilter.Nearest);
        _content = map;
    }

    public void Dispose() => gl.DeleteTexture(_handle);
}
