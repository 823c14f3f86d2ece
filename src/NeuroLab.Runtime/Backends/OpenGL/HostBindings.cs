using System.Runtime.CompilerServices;
using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// The host's GL state that kernels and copies change, saved when created and restored when disposed: program, the
/// buffers bound for arrays, copies and storage with the ranges of all slots used, and, if kernels fetch texels, the
/// buffer textures of their units. A nested instance on the same device does nothing. A ref struct; allocates nothing.
/// </summary>
internal ref struct HostBindings
{
    private const int SlotCount = DeviceLimits.RequiredStorageBuffers;

    private readonly ComputeDevice? _device;
    private readonly GL _gl;
    private readonly uint _program, _arrayBuffer, _copyReadBuffer, _copyWriteBuffer, _storageBuffer;
    private readonly TextureUnit _unit;
    private readonly (uint Parameters, uint Values, uint Sums, uint Direction, uint Rates) _texels;
    private Handles _slots;
    private Ranges _ranges;

    public HostBindings(ComputeDevice device)
    {
        _gl = device.Gl;
        if (device.HoldsHostBindings)
            return;
        device.HoldsHostBindings = true;
        _device = device;
        _program = Handle(GetPName.CurrentProgram);
        _arrayBuffer = Handle(GetPName.ArrayBufferBinding);
        _copyReadBuffer = Handle((GetPName)GLEnum.CopyReadBufferBinding);
        _copyWriteBuffer = Handle((GetPName)GLEnum.CopyWriteBufferBinding);
        _storageBuffer = Handle((GetPName)GLEnum.ShaderStorageBufferBinding);
        for (uint slot = 0; slot < SlotCount; slot++)
        {
            _gl.GetInteger(GLEnum.ShaderStorageBufferBinding, slot, out var buffer);
            _slots[(int)slot] = (uint)buffer;
            if (buffer == 0)
                continue;
            _gl.GetInteger64(GLEnum.ShaderStorageBufferStart, slot, out var start);
            _gl.GetInteger64(GLEnum.ShaderStorageBufferSize, slot, out var size);
            _ranges[(int)slot] = (start, size);
        }
        if (!device.Settings.FetchesTexels)
            return;
        _unit = (TextureUnit)_gl.GetInteger(GetPName.ActiveTexture);
        _texels = (
            TexelsAt(Slot.Parameters), TexelsAt(Slot.Values), TexelsAt(Slot.Sums), TexelsAt(Slot.Direction), TexelsAt(Slot.Rates));
        _gl.ActiveTexture(_unit);
    }

    public readonly void Dispose()
    {
        if (_device is null)
            return;
        _device.HoldsHostBindings = false;
        _gl.UseProgram(_program);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _arrayBuffer);
        _gl.BindBuffer(BufferTargetARB.CopyReadBuffer, _copyReadBuffer);
        _gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, _copyWriteBuffer);
        for (uint slot = 0; slot < SlotCount; slot++)
            RestoreSlot(slot, _slots[(int)slot], _ranges[(int)slot]);
        // Last, since binding a slot changes it too.
        _gl.BindBuffer(BufferTargetARB.ShaderStorageBuffer, _storageBuffer);
        if (!_device.Settings.FetchesTexels)
            return;
        RestoreTexels(Slot.Parameters, _texels.Parameters);
        RestoreTexels(Slot.Values, _texels.Values);
        RestoreTexels(Slot.Sums, _texels.Sums);
        RestoreTexels(Slot.Direction, _texels.Direction);
        RestoreTexels(Slot.Rates, _texels.Rates);
        _gl.ActiveTexture(_unit);
    }

    private readonly uint Handle(GetPName name) => (uint)_gl.GetInteger(name);

    private readonly uint TexelsAt(Slot slot)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)slot);
        return (uint)_gl.GetInteger(GLEnum.TextureBindingBuffer);
    }

    private readonly void RestoreSlot(uint slot, uint buffer, (long Start, long Size) range)
    {
        // A size of 0 means the whole buffer, even after it is resized.
        if (range.Size == 0)
            _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, slot, buffer);
        else
            _gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, slot, buffer, (nint)range.Start, (nuint)range.Size);
    }

    private readonly void RestoreTexels(Slot slot, uint texels)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)slot);
        _gl.BindTexture(TextureTarget.TextureBuffer, texels);
    }

    [InlineArray(SlotCount)]
    private struct Handles { private uint _first; }

    [InlineArray(SlotCount)]
    private struct Ranges { private (long Start, long Size) _first; }
}
