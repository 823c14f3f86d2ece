using System.Numerics;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Draws the sections of a ribbon batch: smooth lines of constant width in pixels.</summary>
internal sealed unsafe class RibbonPass : IDisposable
{
    private const float Bias = 0.0006f;

    private readonly GL _gl;
    private readonly ShaderProgram _program;
    private readonly GpuBuffer _points;
    private readonly uint _array;

    public RibbonPass(GL gl)
    {
        _gl = gl;
        _program = ShaderProgram.Render(gl, "render/ribbon.vert", "render/ribbon.frag");
        _points = new GpuBuffer(gl, BufferUsageARB.StreamDraw);
        _array = gl.GenVertexArray();
        gl.BindVertexArray(_array);
        for (uint attribute = 0; attribute < 6; attribute++)
        {
            gl.EnableVertexAttribArray(attribute);
            gl.VertexAttribDivisor(attribute, 1);
        }
    }

    /// <summary>Uploads the lines of this frame and sets the common uniforms.</summary>
    public void Begin(RibbonBatch batch, in Matrix4x4 viewProjection, int width, int height)
    {
        _points.Upload(batch.Points);
        _program.Set("u_view_projection", viewProjection);
        _program.Set("u_half_size", new Vector2(width, height) * 0.5f);
        _program.Set("u_bias", Bias);
    }

    /// <summary>Draws the points between two counts of the batch; both must be line ends.</summary>
    public void Draw(int from, int to, float opacity = 1f)
    {
        var segments = to - from - 3;
        if (segments <= 0) return;
        _program.Set("u_opacity", opacity);
        _program.Use();
        _gl.BindVertexArray(_array);
        _points.Bind(BufferTargetARB.ArrayBuffer);
        // The same buffer six times, each offset by one point: OpenGL 4.1 has no base instance for the start.
        var stride = (uint)sizeof(RibbonBatch.Point);
        for (uint i = 0; i < 4; i++)
            _gl.VertexAttribPointer(i, 4, VertexAttribPointerType.Float, false, stride, (void*)((from + i) * stride));
        for (uint i = 0; i < 2; i++)
        {
            _gl.VertexAttribPointer(
                4 + i, 4, VertexAttribPointerType.Float, false, stride, (void*)((from + i + 1) * stride + 16));
        }
        _gl.DrawArraysInstanced(PrimitiveType.TriangleStrip, 0, 4, (uint)segments);
    }

    public void Dispose()
    {
        _program.Dispose();
        _points.Dispose();
        _gl.DeleteVertexArray(_array);
    }
}
