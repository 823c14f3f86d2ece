using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Puts the host's program and array buffer back when disposed.</summary>
internal readonly ref struct HostBindings
{
    private readonly GL _gl;
    private readonly uint _program, _arrayBuffer;

    public HostBindings(GL gl)
    {
        _gl = gl;
        _program = (uint)gl.GetInteger(GetPName.CurrentProgram);
        _arrayBuffer = (uint)gl.GetInteger(GetPName.ArrayBufferBinding);
    }

    public void Dispose()
    {
        _gl.UseProgram(_program);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _arrayBuffer);
    }
}
