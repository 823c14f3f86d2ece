using NeuroLab.Graphics;
using NeuroLab.Networks;

namespace NeuroLab.Backends.OpenGL;

/// <summary>θ, its gradient and the optimizer's state on the GPU.</summary>
internal sealed class DeviceState : IDisposable
{
    public const int Slots = 2;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly GpuBuffer[] _state = new GpuBuffer[Slots];
    private readonly float[] _padded;

    public DeviceState(ComputeDevice device, ParameterLayout layout, Network start)
    {
        _device = device;
        _layout = layout;
        _padded = new float[4 * layout.Count4];
        Parameters = device.Allocate(layout.Bytes, "parameters");
        Gradient = device.Allocate(layout.Bytes, "gradients");
        for (var slot = 0; slot < Slots; slot++)
            _state[slot] = device.Allocate(layout.Bytes, "optimizer's numbers");
        WriteParameters(start.Parameters);
        device.Clear(Gradient);
        ClearOptimizer();
    }

    public GpuBuffer Parameters { get; }

    /// <summary>Incremented with each change of <see cref="Parameters"/>.</summary>
    public long Version { get; private set; }

    public GpuBuffer Gradient { get; }

    public GpuBuffer Optimizer(int slot) => _state[slot];

    public void ClearOptimizer()
    {
        foreach (var slot in _state)
            _device.Clear(slot);
    }

    public void WriteParameters(ReadOnlySpan<float> flat)
    {
        Write(Parameters, flat);
        Version++;
    }

    /// <summary>Binds what a kernel of training steps changes.</summary>
    public void BindForUpdate()
    {
        _device.Bind(Slot.Parameters, Parameters);
        _device.Bind(Slot.Gradient, Gradient);
        _device.Bind(Slot.State0, Optimizer(0));
        _device.Bind(Slot.State1, Optimizer(1));
        Version++;
    }

    public void WriteOptimizer(int slot, ReadOnlySpan<float> flat) => Write(_state[slot], flat);

    /// <summary>Fills a buffer with the layout of θ.</summary>
    public void Write(GpuBuffer buffer, ReadOnlySpan<float> flat)
    {
        _layout.Pack(flat, _padded);
        buffer.Upload<float>(_padded);
    }

    /// <summary>Reads a buffer; blocks until the GPU is done with it.</summary>
    public void Read(GpuBuffer buffer, Span<float> flat)
    {
        _device.FlushWrites();
        buffer.Read<float>(_padded);
        _layout.Unpack(_padded, flat);
    }

    public void Dispose()
    {
        Parameters.Dispose();
        Gradient.Dispose();
        foreach (var slot in _state)
            slot.Dispose();
    }
}
