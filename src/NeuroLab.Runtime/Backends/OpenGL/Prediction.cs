using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Outputs of the network for the host's inputs, at the weights on the GPU or at the host's.</summary>
internal sealed class Prediction(
    ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels) : IDisposable
{
    // Rows padded in host memory at a time.
    private const int MaxRows = 4096;

    private readonly GpuBuffer _inputs = device.Allocate(0, "inputs to predict from");
    private GpuBuffer? _parameters;
    private float[] _packed = [], _padded = [];

    /// <summary>
    /// Inputs [rows, inputs] to outputs [rows, outputs]. Blocks; allocates only if there are more rows than in any
    /// earlier call.
    /// </summary>
    public void Run(GpuBuffer present, ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (!parameters.IsEmpty)
            present = Upload(parameters);
        int wide = layout.Shape.InputCount, narrow = layout.Shape.OutputCount;
        int inputs4 = layout.Layers[0].Inputs4, outputs4 = layout.Layers[^1].Outputs4;
        var count = inputs.Length / wide;
        var part = Math.Min(Math.Min(count, MaxRows), workspace.MaxRows);
        device.Reserve(_inputs, part * 16L * inputs4, "inputs to predict from");
        workspace.ReserveForward(part);
        if (_padded.Length < part * 4 * Math.Max(inputs4, outputs4))
            _padded = new float[part * 4 * Math.Max(inputs4, outputs4)];
        for (var at = 0; at < count; at += part)
        {
            var rows = Math.Min(part, count - at);
            var padded = _padded.AsSpan(0, rows * 4 * inputs4);
            padded.Clear();
            ParameterLayout.PadRows(inputs.Slice(at * wide, rows * wide), wide, padded);
            _inputs.Upload<float>(padded);
            kernels.Forward(present, _inputs, 0, rows, keepSums: false);
            device.FlushWrites();
            padded = _padded.AsSpan(0, rows * 4 * outputs4);
            workspace.Sums(layout.Layers.Length - 1).Read(padded);
            for (var row = 0; row < rows; row++)
                padded.Slice(row * 4 * outputs4, narrow).CopyTo(outputs[((at + row) * narrow)..]);
        }
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _parameters?.Dispose();
    }

    private GpuBuffer Upload(ReadOnlySpan<float> parameters)
    {
        if (_parameters is null)
        {
            _parameters = device.Allocate(layout.Bytes, "parameters to predict with");
            _packed = new float[4 * layout.Count4];
        }
        layout.Pack(parameters, _packed);
        _parameters.Upload<float>(_packed);
        return _parameters;
    }
}
