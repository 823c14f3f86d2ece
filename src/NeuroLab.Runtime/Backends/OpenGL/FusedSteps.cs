using NeuroLab.Graphics;
using NeuroLab.Losses;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Multiple training steps in one dispatch, for networks whose parameters and some rows of activations fit in the
/// shared memory of one work group (after the fully fused networks of Müller et al. 2021).
/// </summary>
internal sealed class FusedSteps : IStepKernel, IDisposable
{
    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly IFusedNetwork _network;
    private readonly DeviceState _state;
    private readonly DeviceSamples _samples;
    private readonly Loss _loss;
    private readonly GpuBuffer _terms;
    private readonly Dictionary<StepKind, ShaderProgram> _programs = [];

    private FusedSteps(
        ComputeDevice device, ParameterLayout layout, IFusedNetwork network, DeviceState state, DeviceSamples samples, Loss loss)
    {
        (_device, _layout, _network, _state, _samples, _loss) = (device, layout, network, state, samples, loss);
        var terms = network.Terms();
        _terms = device.Allocate(sizeof(uint) * terms.Length, "terms of the gradients");
        _terms.Upload<uint>(terms);
    }

    /// <summary>Null if the network is too large for the GPU's shared memory.</summary>
    public static FusedSteps? TryCreate(
        ComputeDevice device, ParameterLayout layout, DeviceState state, DeviceSamples samples, Loss loss)
    {
        IFusedNetwork? network = UnrolledNetwork.TryCreate(device, layout);
        network ??= FusedLayout.ForTraining(device, layout, samples.Set.Count);
        return network is null ? null : new FusedSteps(device, layout, network, state, samples, loss);
    }

    public bool Suits(int batchRows, in StepKind kind) =>
        (long)batchRows * _layout.Shape.ParameterCount * kind.Passes <= _device.Settings.FusedWorkLimit
        && _network.Iterations(batchRows, isTraining: true) * kind.Passes <= _device.Settings.LoopLimit;

    public void Prepare(in StepKind kind)
    {
        if (_programs.ContainsKey(kind))
            return;
        _programs[kind] = _device.Program(
            $"{_network.Family}_training", $"#define DIFFERENTIATE\n{kind.Defines}{_network.Defines}",
            _network.Activation, _loss, kind.Optimizer, _network.Glsl());
    }

    public void Run(CommandBatch commands, in StepKind kind)
    {
        var program = _programs[kind];
        _state.BindForUpdate();
        _device.Bind(Slot.Steps, commands.StepBuffer);
        _device.Bind(Slot.Order, commands.OrderBuffer);
        _device.Bind(Slot.Inputs, _samples.Inputs);
        _device.Bind(Slot.Targets, _samples.Targets);
        _device.Bind(Slot.Results, commands.Results);
        _device.Bind(Slot.Terms, _terms);
        // The short batch at the end of an epoch may come first: use the longest.
        var rows = 0u;
        foreach (ref readonly var step in commands.Steps.AsSpan(0, commands.StepCount))
            rows = Math.Max(rows, step.Rows);
        var stepsPerDispatch = (int)Math.Max(1, _device.Settings.LoopLimit / _network.Iterations((int)rows, isTraining: true) / kind.Passes);
        for (var first = 0; first < commands.StepCount; first += stepsPerDispatch)
        {
            program.Set("step_first", (uint)first);
            program.Set("step_count", (uint)Math.Min(stepsPerDispatch, commands.StepCount - first));
            _device.Dispatch(program, 1);
        }
    }

    public void Dispose() => _terms.Dispose();
}
