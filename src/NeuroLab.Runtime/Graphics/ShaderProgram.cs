using System.Numerics;
using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>A linked program. Uniforms can be set without binding it. Use it on the context's thread.</summary>
internal sealed unsafe class ShaderProgram : IDisposable
{
    private readonly GL _gl;
    private readonly Dictionary<string, int> _locations = [];

    private ShaderProgram(GL gl, ReadOnlySpan<(ShaderType Type, ShaderSource Source)> stages)
    {
        _gl = gl;
        Compiling?.Invoke(true);
        Handle = gl.CreateProgram();
        try
        {
            var shaders = new uint[stages.Length];
            for (var i = 0; i < stages.Length; i++)
            {
                shaders[i] = Compile(gl, stages[i].Type, stages[i].Source);
                gl.AttachShader(Handle, shaders[i]);
                // Marked for deletion: the program keeps it alive.
                gl.DeleteShader(shaders[i]);
            }
            gl.LinkProgram(Handle);
            if (gl.GetProgram(Handle, ProgramPropertyARB.LinkStatus) == 0)
            {
                var log = stages[^1].Source.TranslateLog(gl.GetProgramInfoLog(Handle).Trim());
                throw new ShaderException($"{stages[0].Source.Name} does not link: {log}");
            }
            foreach (var shader in shaders) gl.DetachShader(Handle, shader);
        }
        catch
        {
            gl.DeleteProgram(Handle);
            throw;
        }
        finally
        {
            Compiling?.Invoke(false);
        }
    }

    /// <summary>Called when a compilation begins (true) and when it has ended; for measurements.</summary>
    internal static Action<bool>? Compiling { get; set; }

    /// <summary>The program's GL name.</summary>
    public uint Handle { get; }

    /// <summary>Compiles and links a vertex and a fragment shader of the library.</summary>
    public static ShaderProgram Render(GL gl, string vertexPath, string fragmentPath, string defines = "") =>
        new(gl,
        [
            (ShaderType.VertexShader, ShaderLibrary.Load(vertexPath, defines)),
            (ShaderType.FragmentShader, ShaderLibrary.Load(fragmentPath, defines)),
        ]);

    /// <summary>Compiles and links a compute shader; needs <see cref="GraphicsDevice.HasCompute"/>.</summary>
    public static ShaderProgram Compute(GL gl, ShaderSource source) => new(gl, [(ShaderType.ComputeShader, source)]);

    /// <summary>Binds the program.</summary>
    public void Use() => _gl.UseProgram(Handle);

    /// <summary>Sets a uniform; a name that the program does not use is ignored.</summary>
    public void Set(string name, int value) => _gl.ProgramUniform1(Handle, Location(name), value);

    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, uint value) => _gl.ProgramUniform1(Handle, Location(name), value);

    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, float value) => _gl.ProgramUniform1(Handle, Location(name), value);

    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector2 value) => _gl.ProgramUniform2(Handle, Location(name), value);

    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector3 value) => _gl.ProgramUniform3(Handle, Location(name), value);

    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector4 value) => _gl.ProgramUniform4(Handle, Location(name), value);

    /// <summary>
    /// Sets a matrix so that GLSL's `m * column` equals System.Numerics' `row * value`: both have the same memory
    /// layout.
    /// </summary>
    public void Set(string name, in Matrix4x4 value)
    {
        fixed (Matrix4x4* pointer = &value)
            _gl.ProgramUniformMatrix4(Handle, Location(name), 1, false, (float*)pointer);
    }

    /// <inheritdoc/>
    public void Dispose() => _gl.DeleteProgram(Handle);

    private int Location(string name)
    {
        if (!_locations.TryGetValue(name, out var location))
            _locations[name] = location = _gl.GetUniformLocation(Handle, name);
        return location;
    }

    private static uint Compile(GL gl, ShaderType type, ShaderSource source)
    {
        var shader = gl.CreateShader(type);
        gl.ShaderSource(shader, source.Text);
        gl.CompileShader(shader);
        if (gl.GetShader(shader, ShaderParameterName.CompileStatus) != 0) return shader;
        var log = source.TranslateLog(gl.GetShaderInfoLog(shader).Trim());
        gl.DeleteShader(shader);
        throw new ShaderException($"{source.Name} does not compile: {log}");
    }
}
