using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Draws balls as sphere impostors, and their shadows as patches of the surface.</summary>
internal sealed unsafe class BallPass : IDisposable
{
    private const int PatchCells = 10;
    private const float ShadowRadius = 2.1f * BallPlacement.Radius;
    private const float FootRadius = 0.30f * BallPlacement.Radius;
    private const float SelectedFlag = 1, HiddenFlag = 2; // must match ball.frag

    private readonly GL _gl;
    private readonly ShaderProgram _balls;
    private readonly ShaderProgram _shadows;
    private readonly GpuBuffer _ballBuffer;
    private readonly GpuBuffer _shadowBuffer;
    private readonly uint _ballArray;
    private readonly uint _shadowArray;
    private Instance[] _instances = new Instance[16];
    private ShadowVertex[] _vertices = new ShadowVertex[PatchCells * PatchCells * 6];
    private int _instanceCount;
    private int _vertexCount;

    public BallPass(GL gl)
    {
        _gl = gl;
        _balls = ShaderProgram.Render(gl, "render/ball.vert", "render/ball.frag");
        _shadows = ShaderProgram.Render(gl, "render/shadow.vert", "render/shadow.frag");
        _balls.Set("u_key_light", HeightFieldShading.KeyLight);
        _ballBuffer = new GpuBuffer(gl, BufferUsageARB.StreamDraw);
        _shadowBuffer = new GpuBuffer(gl, BufferUsageARB.StreamDraw);
        _ballArray = gl.GenVertexArray();
        gl.BindVertexArray(_ballArray);
        _ballBuffer.Bind(BufferTargetARB.ArrayBuffer);
        for (uint i = 0; i < 2; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(i, 4, VertexAttribPointerType.Float, false, (uint)sizeof(Instance), (void*)(16 * i));
            gl.VertexAttribDivisor(i, 1);
        }
        _shadowArray = gl.GenVertexArray();
        gl.BindVertexArray(_shadowArray);
        _shadowBuffer.Bind(BufferTargetARB.ArrayBuffer);
        for (uint i = 0; i < 2; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(
                i, 3, VertexAttribPointerType.Float, false, (uint)sizeof(ShadowVertex), (void*)(12 * i));
        }
    }

    /// <summary>Computes balls, feet of stems and shadows, and uploads them.</summary>
    public void Begin(FrameView frame, HeightField field, in Matrix4x4 viewProjection)
    {
        _instanceCount = _vertexCount = 0;
        foreach (ref readonly var ball in frame.Balls) AddBall(frame, ball, field);
        if (_instanceCount > 0) _ballBuffer.Upload<Instance>(_instances.AsSpan(0, _instanceCount));
        if (_vertexCount > 0) _shadowBuffer.Upload<ShadowVertex>(_vertices.AsSpan(0, _vertexCount));
        _balls.Set("u_view_projection", viewProjection);
        _balls.Set("u_eye", frame.Camera.Eye);
        _balls.Set("u_ring_color", frame.Theme.SelectionRing);
        _shadows.Set("u_view_projection", viewProjection);
    }

    /// <summary>Darkens the surface under the balls.</summary>
    public void DrawShadows()
    {
        if (_vertexCount == 0) return;
        _shadows.Use();
        _gl.BindVertexArray(_shadowArray);
        _gl.DrawArrays(PrimitiveType.Triangles, 0, (uint)_vertexCount);
    }

    /// <summary>Draws the balls.</summary>
    /// <param name="opacity">Opacity of the body.</param>
    /// <param name="showsOutline">Whether balls hidden by the surface get a solid outline.</param>
    public void DrawBalls(float opacity = 1f, bool showsOutline = false)
    {
        if (_instanceCount == 0) return;
        _balls.Set("u_opacity", opacity);
        _balls.Set("u_outline", showsOutline ? 1f : 0f);
        _balls.Use();
        _gl.BindVertexArray(_ballArray);
        _gl.DrawArraysInstanced(PrimitiveType.TriangleStrip, 0, 4, (uint)_instanceCount);
    }

    public void Dispose()
    {
        _balls.Dispose();
        _shadows.Dispose();
        _ballBuffer.Dispose();
        _shadowBuffer.Dispose();
        _gl.DeleteVertexArray(_ballArray);
        _gl.DeleteVertexArray(_shadowArray);
    }

    private void AddBall(FrameView frame, in Ball ball, HeightField field)
    {
        Vector3 foot = BallPlacement.Foot(frame, ball, field), contact = BallPlacement.Contact(frame, ball, field);
        if (float.IsNaN(contact.X + contact.Y + contact.Z)) return;
        var radius = BallPlacement.Radius * (ball.Selected ? 1.15f : 1f);
        if (BallPlacement.HasStem(foot, contact))
            Add(new Instance(new Vector4(foot, FootRadius), new Vector4(Vector3.One, 0)));
        var center = contact + radius * Vector3.UnitY;
        var isHidden = frame.Surface is not null && !frame.Camera.IsMap && BallPlacement.IsHidden(frame.Camera.Eye, center, radius, field);
        Add(new Instance(
            new Vector4(center, radius), new Vector4(ball.Color, (ball.Selected ? SelectedFlag : 0) + (isHidden ? HiddenFlag : 0))));
        if (frame.Surface is null) return;
        // The higher the ball, the wider and weaker its shadow.
        var height = MathF.Max(contact.Y - foot.Y, 0);
        AddShadow(field, foot, ShadowRadius + 0.25f * height, 0.62f / (1 + 6 * height));
    }

    private void AddShadow(HeightField field, Vector3 foot, float radius, float strength)
    {
        if (_vertexCount + PatchCells * PatchCells * 6 > _vertices.Length)
            Array.Resize(ref _vertices, _vertices.Length * 2);
        for (var row = 0; row < PatchCells; row++)
        {
            for (var column = 0; column < PatchCells; column++)
            {
                ShadowVertex a = Corner(column, row), b = Corner(column + 1, row);
                ShadowVertex c = Corner(column, row + 1), d = Corner(column + 1, row + 1);
                if (float.IsNaN(a.Position.Y + b.Position.Y + c.Position.Y + d.Position.Y)) continue;
                ReadOnlySpan<ShadowVertex> cell = [a, c, b, b, c, d];
                cell.CopyTo(_vertices.AsSpan(_vertexCount));
                _vertexCount += 6;
            }
        }

        ShadowVertex Corner(int column, int row)
        {
            float u = 2f * column / PatchCells - 1, v = 2f * row / PatchCells - 1;
            float x = foot.X + u * radius, z = foot.Z + v * radius;
            return new ShadowVertex(new Vector3(x, field.HeightAt(x, z) + 0.002f, z), new Vector3(u, v, strength));
        }
    }

    private void Add(in Instance instance)
    {
        if (_instanceCount == _instances.Length) Array.Resize(ref _instances, _instanceCount * 2);
        _instances[_instanceCount++] = instance;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instance(Vector4 CenterRadius, Vector4 ColorSelected);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ShadowVertex(Vector3 Position, Vector3 Local);
}
