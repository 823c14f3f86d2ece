using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>Parameters of the bound 2D texture.</summary>
internal static class TextureParameters
{
    /// <summary>One level, edges clamped.</summary>
    public static void Set(GL gl, TextureMinFilter filter)
    {
        const TextureTarget Target = TextureTarget.Texture2D;
        gl.TexParameter(Target, TextureParameterName.TextureMinFilter, (int)filter);
        gl.TexParameter(Target, TextureParameterName.TextureMagFilter, (int)filter);
        gl.TexParameter(Target, TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        gl.TexParameter(Target, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        gl.TexParameter(Target, TextureParameterName.TextureMaxLevel, 0);
    }

    /// <summary>
    /// Allocates RGBA, 8 bits each, with blue first in memory if the driver follows the given order, as Mesa does for
    /// an unsized format.
    /// </summary>
    public static unsafe void AllocateBlueFirst(GL gl, int width, int height) => gl.TexImage2D(
        TextureTarget.Texture2D, 0, InternalFormat.Rgba, (uint)width, (uint)height, 0, PixelFormat.Bgra,
        PixelType.UnsignedInt8888Rev, null);
}
