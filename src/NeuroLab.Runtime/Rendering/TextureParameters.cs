using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Sets the parameters of the bound 2D texture: one level, edges clamped.</summary>
internal static class TextureParameters
{
    public static void Set(GL gl, TextureMinFilter filter)
    {
        const TextureTarget Target = TextureTarget.Texture2D;
        gl.TexParameter(Target, TextureParameterName.TextureMinFilter, (int)filter);
        gl.TexParameter(Target, TextureParameterName.TextureMagFilter, (int)filter);
        gl.TexParameter(Target, TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        gl.TexParameter(Target, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        gl.TexParameter(Target, TextureParameterName.TextureMaxLevel, 0);
    }
}
