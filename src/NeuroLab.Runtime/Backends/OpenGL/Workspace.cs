using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Memory for the activations of a number of rows. Its content is valid only from one kernel to the next.
/// </summary>
internal sealed class Workspace : IDisposable
{
    // Larger activation matrices gain nothing: longer batches are split. Software renderers lose beyond their caches;
    // GPUs need many rows to be busy.
    private const long PreferredBytes = 256L << 20, PreferredBytesOfSoftware = 32L << 20;
    private const int MaxHardwareRows = 1 << 20, MaxSoftwareRows = 1 << 14;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly GpuBuffer[] _values, _sums;

    public Workspace(ComputeDevice device, ParameterLayout layout)
    {
        _device = device;
        _layout = layout;
        var widest = layout.Layers.Max(l => Math.Max(l.Inputs4, l.Outputs4));
        var (bytes, rows) = device.Limits.IsSoftware
            ? (PreferredBytesOfSoftware, MaxSoftwareRows) : (PreferredBytes, MaxHardwareRows);
        MaxRows = (int)Math.Clamp(Math.Min(bytes, device.Limits.StorageBufferBytes) / (16 * widest), 64, Math.Min(rows, device.Settings.MaxRows));
        _values = [.. layout.Layers.Select(_ => device.Allocate(0, "activations"))];
        _sums = [.. layout.Layers.Select(_ => device.Allocate(0, "activations"))];
        BatchInputs = device.Allocate(0, "inputs of a batch");
        BatchTargets = device.Allocate(0, "targets of a batch");
        Partials = device.Allocate(0, "partial sums");
        Mixed = device.Allocate(0, "weights in the plane");
        Ahead = device.Allocate(0, "parameters");
        Errors = device.Allocate(0, "activations");
    }

    /// <summary>Maximum rows to process at once.</summary>
    public int MaxRows { get; }

    /// <summary>[rows, inputs4], gathered.</summary>
    public GpuBuffer BatchInputs { get; }

    /// <summary>[rows, outputs4], gathered.</summary>
    public GpuBuffer BatchTargets { get; }

    /// <summary>Partial sums of work groups.</summary>
    public GpuBuffer Partials { get; }

    /// <summary>Weights at points of a plane.</summary>
    public GpuBuffer Mixed { get; }

    /// <summary>θ as the second gradient of a sharpness-aware step sees it.</summary>
    public GpuBuffer Ahead { get; }

    /// <summary>∂loss/∂a of a layer with a skip, or its rate of change, [rows, outputs4].</summary>
    public GpuBuffer Errors { get; }

    /// <summary>a = f(z) of a hidden layer, [rows, outputs4].</summary>
    public GpuBuffer Values(int layer) => _values[layer];

    /// <summary>z of a layer, later its δ, [rows, outputs4].</summary>
    public GpuBuffer Sums(int layer) => _sums[layer];

    /// <summary>Allocates for a forward pass: a of the hidden layers, z of the last.</summary>
    public void ReserveForward(int rows)
    {
        var last = _layout.Layers.Length - 1;
        for (var layer = 0; layer < last; layer++)
            Reserve(_values, layer, rows);
        Reserve(_sums, last, rows);
    }

    /// <summary>Allocates for a backward pass as well.</summary>
    public void ReserveBackward(int rows)
    {
        ReserveForward(rows);
        for (var layer = 0; layer < _sums.Length; layer++)
            Reserve(_sums, layer, rows);
        _device.Reserve(Errors, rows * 16L * _layout.SkipWidth4, "activations");
    }

    /// <summary>Allocates for a gathered batch.</summary>
    public void ReserveBatch(int rows)
    {
        _device.Reserve(BatchInputs, rows * 16L * _layout.Layers[0].Inputs4, "inputs of a batch");
        _device.Reserve(BatchTargets, rows * 16L * _layout.Layers[^1].Outputs4, "targets of a batch");
    }

    /// <summary>Allocates for partial sums of work groups.</summary>
    public void ReservePartials(int count) => _device.Reserve(Partials, count * 16L, "partial sums");

    /// <summary>Makes room for a second θ.</summary>
    public void ReserveAhead() => _device.Reserve(Ahead, _layout.Bytes, "parameters");

    /// <summary>Makes room for the weights of several points, in vec4s.</summary>
    public void ReserveMixed(long count4) => _device.Reserve(Mixed, count4 * 16L, "weights in the plane");

    public void Dispose()
    {
        foreach (var buffer in (GpuBuffer[])[.. _values, .. _sums, BatchInputs, BatchTargets, Partials, Mixed, Ahead, Errors])
            buffer.Dispose();
    }

    private void Reserve(GpuBuffer[] buffers, int layer, int rows) =>
        _device.Reserve(buffers[layer], rows * 16L * _layout.Layers[layer].Outputs4, "activations");
}
