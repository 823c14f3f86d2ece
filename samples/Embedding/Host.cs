using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using NeuroLab.Rendering;
using Silk.NET.OpenGL;

namespace Embedding;

/// <summary>
/// Stands in for an engine that does not know NeuroLab: two seconds of a spinning triangle, in an off-screen
/// framebuffer with its own depth buffer.
/// </summary>
public sealed unsafe class Host : IDisposable
{
    private const string VertexShader = """
        #version 410
        uniform mat4 view_projection;
        uniform float angle;
        out vec3 color;
        const vec2 corners[3] = vec2[](vec2(0.0, 0.45), vec2(-0.4, -0.3), vec2(0.4, -0.3));
        const vec3 colors[3] = vec3[](vec3(1.0, 0.2, 0.9), vec3(1.0, 0.0, 0.6), vec3(0.8, 0.1, 1.0));
        void main() {
            vec2 corner = corners[gl_VertexID];
            vec3 world = vec3(0.1 + corner.x * cos(angle), corner.y, 0.6 + corner.x * sin(angle));
            color = colors[gl_VertexID];
            gl_Position = view_projection * vec4(world, 1.0);
        }
        """;

    private const string FragmentShader = """
        #version 410
        in vec3 color;
        out vec4 pixel;
        void main() { pixel = vec4(color, 1.0); }
        """;

    private readonly EglContext _context;
    private readonly OffscreenFramebuffer _picture;
    private readonly uint _program, _vertexArray;
    private int _frame = -1;

    /// <summary>Creates the host's context and compiles its shader.</summary>
    public Host(int width, int height)
    {
        _context = EglContext.TryCreate(out var reason) ?? throw new PlatformNotSupportedException(reason);
        _picture = new OffscreenFramebuffer(new GraphicsDevice(_context.Gl));
        _picture.Resize(width, height);
        _program = Link();
        _vertexArray = Gl.GenVertexArray();
        Camera = Camera.LookAt(new Vector3(2.1f, 1.9f, 2.9f), Vector3.Zero, 0.7f, width / (float)height);
    }

    /// <summary>Number of frames.</summary>
    public int Frames { get; set; } = 120;

    /// <summary>The host's clock.</summary>
    public double SecondsPerFrame => 1 / 60.0;

    /// <summary>The host's framebuffer.</summary>
    public uint Framebuffer => _picture.DrawHandle;

    /// <summary>The host's camera.</summary>
    public Camera Camera { get; }

    private GL Gl => _context.Gl;

    /// <summary>The address of a GL function, like glfwGetProcAddress.</summary>
    public nint FindFunction(string name) => Gl.Context.TryGetProcAddress(name, out var address) ? address : 0;

    /// <summary>Advances by one frame; false at the end.</summary>
    public bool NextFrame() => ++_frame < Frames;

    /// <summary>Clears the framebuffer and draws the triangle.</summary>
    public void DrawScene()
    {
        _picture.Bind();
        Gl.ClearColor(0.10f, 0.12f, 0.16f, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
        Gl.Enable(EnableCap.DepthTest);
        Gl.UseProgram(_program);
        Gl.BindVertexArray(_vertexArray);
        var matrix = Camera.ViewProjection;
        Gl.UniformMatrix4(Gl.GetUniformLocation(_program, "view_projection"), 1, false, (float*)&matrix);
        Gl.Uniform1(Gl.GetUniformLocation(_program, "angle"), _frame * 0.05f);
        Gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
    }

    /// <summary>Saves the image as a PNG file.</summary>
    public void Save(string path)
    {
        var pixels = new byte[_picture.Width * _picture.Height * 4];
        new FrameReader(Gl).Read(Framebuffer, _picture.Width, _picture.Height, pixels);
        FrameSinks.WritePicture(path, _picture.Width, _picture.Height, pixels);
    }

    /// <summary>Closes the context.</summary>
    public void Dispose()
    {
        Gl.DeleteProgram(_program);
        Gl.DeleteVertexArray(_vertexArray);
        _picture.Dispose();
        _context.Dispose();
    }

    private uint Link()
    {
        var program = Gl.CreateProgram();
        foreach (var (type, source) in new[] { (ShaderType.VertexShader, VertexShader), (ShaderType.FragmentShader, FragmentShader) })
        {
            var shader = Gl.CreateShader(type);
            Gl.ShaderSource(shader, source);
            Gl.CompileShader(shader);
            Gl.AttachShader(program, shader);
            Gl.DeleteShader(shader);
        }
        Gl.LinkProgram(program);
        return program;
    }
}
