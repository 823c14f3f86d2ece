using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Draws a tangent plane as a translucent grid that touches the surface.</summary>
internal sealed unsafe class TangentPass : IDisposable
{
    // On a logarithmic scale the plane is curved: enough cells to show that.
    private const int Cells = 12;
    private const float Hidden = 0.4f;

    private readonly GL _gl;
    private readonly ShaderProgram _program;
    private readonly GpuBuffer _buffer;
    private readonly uint _array;
    private readonly Vertex[] _vertices = new Vertex[Cells * Cells * 6];

    public TangentPass(GL gl)
    {
        _gl = gl;
        _program = ShaderProgram.Render(gl, "render/tangent.vert", "render/tangent.frag");
        _buffer = new GpuBuffer(gl, BufferUsageARB.StreamDraw);
        _array = gl.GenVertexArray();
        gl.BindVertexArray(_array);
        _buffer.Bind(BufferTargetARB.ArrayBuffer);
        gl.EnableVertexAttribArray(0);
        gl.VertexAttribPointer(0, 3, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)0);
        gl.EnableVertexAttribArray(1);
        gl.VertexAttribPointer(1, 2, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)12);
    }

    /// <summary>Draws the frame's patch, if it has one; does not write depth.</summary>
    public void Draw(FrameView frame, HeightField field, in Matrix4x4 viewProjection)
    {
        if (frame.Tangent is not { } patch || !float.IsFinite(patch.Loss + patch.SlopeAlpha + patch.SlopeBeta))
            return;
        // Anchors it at the surface as drawn, which interpolation may have moved.
        var touch = frame.World(patch.Alpha, patch.Beta, patch.Loss);
        var drawn = field.HeightAt(touch.X, touch.Z);
        var lift = float.IsNaN(drawn) ? 0 : drawn - touch.Y;
        var count = 0;
        for (var row = 0; row < Cells; row++)
        {
            for (var column = 0; column < Cells; column++)
            {
                Vertex a = Corner(column, row), b = Corner(column + 1, row);
                Vertex c = Corner(column, row + 1), d = Corner(column + 1, row + 1);
                ReadOnlySpan<Vertex> cell = [a, c, b, b, c, d];
                cell.CopyTo(_vertices.AsSpan(count));
                count += 6;
            }
        }
        _buffer.Upload<Vertex>(_vertices);
        _program.Set("u_view_projection", viewProjection);
        _program.Set("u_color", patch.Color);
        _gl.BindVertexArray(_array);
        // Where the surface hides it, it is drawn faintly.
        _gl.DepthFunc(DepthFunction.Greater);
        DrawWith(Hidden, count);
        _gl.DepthFunc(DepthFunction.Lequal);
        DrawWith(1, count);

        Vertex Corner(int column, int row)
        {
            float u = 2f * column / Cells - 1, v = 2f * row / Cells - 1;
            float alpha = u * patch.HalfSide, beta = v * patch.HalfSide;
            var world = frame.World(
                patch.Alpha + alpha, patch.Beta + beta, patch.Loss + patch.SlopeAlpha * alpha + patch.SlopeBeta * beta);
            return new Vertex(world with { Y = world.Y + lift }, new Vector2(u, v));
        }
    }

    private void DrawWith(float opacity, int count)
    {
        _program.Set("u_opacity", opacity);
        _program.Use();
        _gl.DrawArrays(PrimitiveType.Triangles, 0, (uint)count);
    }

    public void Dispose()
    {
        _program.Dispose();
        _buffer.Dispose();
        _gl.DeleteVertexArray(_array);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Vertex(Vector3 Position, Vector2 Local);
}
