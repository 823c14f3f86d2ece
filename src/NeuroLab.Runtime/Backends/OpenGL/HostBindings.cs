using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Puts the host's program, array buffer and, where kernels fetch texels, its buffer textures back when disposed.</summary>
internal readonly ref struct HostBindings
{
    private readonly GL _gl;
    private readonly bool _hasTexels;
    private readonly uint _program, _arrayBuffer;
    private readonly TextureUnit _unit;
    private readonly (uint Parameters, uint Values, uint Sums, uint Direction, uint Rates) _texels;

    public HostBindings(ComputeDevice device)
    {
        _gl = device.Gl;
        _program = (uint)_gl.GetInteger(GetPName.CurrentProgram);
        _arrayBuffer = (uint)_gl.GetInteger(GetPName.ArrayBufferBinding);
        _hasTexels = device.Settings.FetchesTexels;
        if (!_hasTexels)
            return;
        _unit = (TextureUnit)_gl.GetInteger(GetPName.ActiveTexture);
        _texels = (
            TexelsAt(Slot.Parameters), TexelsAt(Slot.Values), TexelsAt(Slot.Sums), TexelsAt(Slot.Direction), TexelsAt(Slot.Rates));
        _gl.ActiveTexture(_unit);
    }

    public void Dispose()
    {
        _gl.UseProgram(_program);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _arrayBuffer);
        if (!_hasTexels)
            return;
        Restore(Slot.Parameters, _texels.Parameters);
        Restore(Slot.Values, _texels.Values);
        Restore(Slot.Sums, _texels.Sums);
        Restore(Slot.Direction, _texels.Direction);
        Restore(Slot.Rates, _texels.Rates);
        _gl.ActiveTexture(_unit);
    }

    private uint TexelsAt(Slot slot)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)slot);
        return (uint)_gl.GetInteger(GLEnum.TextureBindingBuffer);
    }

    private void Restore(Slot slot, uint texels)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)slot);
        _gl.BindTexture(TextureTarget.TextureBuffer, texels);
    }
}
