using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Optimizers;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Many whole steps in one dispatch, for networks whose parameters and some rows of activations fit in the shared
/// memory of one work group (after the fully fused networks of Müller et al. 2021).
/// </summary>
internal sealed class FusedSteps : IStepKernel, IDisposable
{
    private const int FewestRows = 16;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly DeviceState _state;
    private readonly DeviceSamples _samples;
    private readonly Loss _loss;
    private readonly GpuBuffer _layers;
    private readonly int _chunkRows, _shared4;
    private readonly Dictionary<Optimizer, ShaderProgram> _programs = [];

    private FusedSteps(
        ComputeDevice device, ParameterLayout layout, DeviceState state, DeviceSamples samples, Loss loss,
        int chunkRows, int shared4)
    {
        (_device, _layout, _state, _samples, _loss) = (device, layout, state, samples, loss);
        (_chunkRows, _shared4) = (chunkRows, shared4);
        _layers = device.Allocate(layout.Layers.Length * 32L, "layers");
        _layers.Upload<uint>(Places());
    }

    /// <summary>Null where the network is too large for the device's shared memory.</summary>
    public static FusedSteps? TryCreate(
        ComputeDevice device, ParameterLayout layout, DeviceState state, DeviceSamples samples, Loss loss)
    {
        // One vec4 an invocation is for sums.
        var shared4 = device.Limits.SharedMemoryBytes / 16 - device.Settings.FusedInvocations;
        var row4 = layout.Layers.Sum(l => l.Inputs4 + l.Outputs4);
        var rows = Math.Min((shared4 - layout.Count4) / row4, 4 * ParameterLayout.In4(samples.Set.Count)) / 4 * 4;
        return rows >= Math.Min(FewestRows, samples.Set.Count)
            ? new FusedSteps(device, layout, state, samples, loss, rows, shared4)
            : null;
    }

    public bool Suits(int batchRows) =>
        (long)batchRows * _layout.Shape.ParameterCount <= _device.Settings.FusedWorkLimit
        && Iterations(batchRows) <= _device.Settings.LoopLimit;

    public void Prepare(Optimizer optimizer)
    {
        if (!_programs.ContainsKey(optimizer))
            _programs[optimizer] = _device.Program(
                "fused_training",
                $"#define DIFFERENTIATE\n#define LOCAL_SIZE {_device.Settings.FusedInvocations}\n"
                + $"#define BLOCK_ROWS {_device.Settings.FusedBlockRows}\n#define SHARED4 {_shared4}",
                _layout.Shape.Activation, _loss, optimizer);
    }

    public void Run(Submission submission, Optimizer optimizer)
    {
        var program = _programs[optimizer];
        _device.Bind(Slot.Parameters, _state.Parameters);
        _device.Bind(Slot.Gradient, _state.Gradient);
        _device.Bind(Slot.State0, _state.Optimizer(0));
        _device.Bind(Slot.State1, _state.Optimizer(1));
        _device.Bind(Slot.Steps, submission.StepBuffer);
        _device.Bind(Slot.Order, submission.OrderBuffer);
        _device.Bind(Slot.Inputs, _samples.Inputs);
        _device.Bind(Slot.Targets, _samples.Targets);
        _device.Bind(Slot.Results, submission.Results);
        _device.Bind(Slot.Layers, _layers);
        program.Set("layer_count", (uint)_layout.Layers.Length);
        program.Set("parameter_count4", (uint)_layout.Count4);
        program.Set("chunk_rows", (uint)_chunkRows);
        // The short batch at the end of an epoch may come first: count by the longest.
        var rows = 0u;
        foreach (ref readonly var step in submission.Steps.AsSpan(0, submission.StepCount))
            rows = Math.Max(rows, step.Rows);
        var most = (int)Math.Max(1, _device.Settings.LoopLimit / Iterations((int)rows));
        for (var first = 0; first < submission.StepCount; first += most)
        {
            program.Set("step_first", (uint)first);
            program.Set("step_count", (uint)Math.Min(most, submission.StepCount - first));
            _device.Dispatch(program, 1);
        }
    }

    public void Dispose() => _layers.Dispose();

    // Loop iterations of one invocation in a step, loops of fixed length not counted: they are unrolled.
    private long Iterations(int batchRows)
    {
        var sum = 16L;
        for (var at = 0; at < batchRows; at += _chunkRows)
        {
            var rows = Math.Min(_chunkRows, batchRows - at);
            sum += 1 + Turns(rows * _layout.Layers[0].Inputs4) + Turns(rows) * (1 + 3 * _layout.Layers[^1].Outputs);
            foreach (var layer in _layout.Layers)
            {
                var blocks = (rows + _device.Settings.FusedBlockRows - 1) / _device.Settings.FusedBlockRows;
                var units = (layer.Outputs + _device.Settings.FusedBlockRows - 1) / _device.Settings.FusedBlockRows;
                sum += 3 + Turns(blocks * layer.Outputs4) * (1 + layer.Inputs4)
                    + Turns(blocks * layer.Inputs4) * (1 + layer.Outputs4)
                    + (Turns(units * layer.Inputs4) + Turns(layer.Outputs4)) * (1 + rows);
            }
        }
        return sum;
    }

    private long Turns(int items) => (items + _device.Settings.FusedInvocations - 1) / _device.Settings.FusedInvocations;

    // struct Layer of the kernel: sizes, and places in shared memory: θ, then each layer's input, then each layer's z.
    private uint[] Places()
    {
        var places = new List<uint>();
        var values = _layout.Count4;
        var sums = values + _chunkRows * _layout.Layers.Sum(l => l.Inputs4);
        foreach (var layer in _layout.Layers)
        {
            places.AddRange(
            [
                (uint)layer.Inputs, (uint)layer.Inputs4, (uint)layer.Outputs, (uint)layer.Outputs4,
                (uint)layer.Weights, (uint)layer.Bias, (uint)values, (uint)sums,
            ]);
            values += _chunkRows * layer.Inputs4;
            sums += _chunkRows * layer.Outputs4;
        }
        return [.. places];
    }
}
