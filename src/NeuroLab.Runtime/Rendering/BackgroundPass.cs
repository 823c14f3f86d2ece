using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Fills the pixels that are still empty, so that covered pixels cost nothing.</summary>
internal sealed class BackgroundPass(GL gl) : IDisposable
{
    private readonly ShaderProgram _program =
        ShaderProgram.Render(gl, "render/background.vert", "render/background.frag");
    private readonly uint _array = gl.GenVertexArray();

    public void Draw(RenderTheme theme, float aspect)
    {
        _program.Set("u_center", theme.BackgroundCenter);
        _program.Set("u_edge", theme.BackgroundEdge);
        _program.Set("u_aspect", aspect);
        _program.Use();
        gl.BindVertexArray(_array);
        gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
    }

    public void Dispose()
    {
        _program.Dispose();
        gl.DeleteVertexArray(_array);
    }
}
