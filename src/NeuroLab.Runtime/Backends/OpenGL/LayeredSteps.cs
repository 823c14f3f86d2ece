using NeuroLab.Graphics;
using NeuroLab.Optimizers;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Training steps of a network of any size, layer by layer.</summary>
internal sealed class LayeredSteps : IStepKernel
{
    private const int OptimizerGroup = 64;
    private const int MaxOptimizerGroups = 1024;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly LayerKernels _kernels;
    private readonly DeviceState _state;
    private readonly DeviceSamples _samples;
    private readonly ShaderProgram _gather;
    private readonly Dictionary<Optimizer, ShaderProgram> _optimizers = [];

    public LayeredSteps(
        ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels, DeviceState state,
        DeviceSamples samples)
    {
        (_device, _layout, _workspace, _kernels) = (device, layout, workspace, kernels);
        (_state, _samples) = (state, samples);
        _gather = device.Program("gather");
    }

    public bool Suits(int batchRows) => true;

    public void Prepare(Optimizer optimizer)
    {
        if (!_optimizers.ContainsKey(optimizer))
            _optimizers[optimizer] = _device.Program("optimizer", optimizer: optimizer);
    }

    public void Run(CommandBatch commands, Optimizer optimizer)
    {
        var isGathered = false;
        for (var step = 0; step < commands.StepCount; step++)
            Run(commands, step, _optimizers[optimizer], ref isGathered);
    }

    // Gathers a step's batch concurrently with the previous step's update, if the batch has only one part.
    private void Run(CommandBatch commands, int step, ShaderProgram optimizer, ref bool isGathered)
    {
        var rows = (int)commands.Steps[step].Rows;
        var part = Math.Min(rows, _workspace.MaxRows);
        var optimizerGroups = Math.Min((_layout.Count4 + OptimizerGroup - 1) / OptimizerGroup, MaxOptimizerGroups);
        var parts = (rows + part - 1) / part;
        _workspace.ReserveBackward(part);
        _workspace.ReserveBatch(part);
        _workspace.ReservePartials(parts * LayerKernels.LossGroups(part) + optimizerGroups);

        var partials = 0;
        for (var at = 0; at < rows; at += part)
        {
            var count = Math.Min(part, rows - at);
            if (!isGathered)
            {
                GatherBeside(commands, step, at, count);
                _device.FlushStorage();
            }
            _kernels.Forward(_state.Parameters, _workspace.BatchInputs, 0, count, keepSums: true);
            _kernels.Loss(
                _workspace.BatchTargets, 0, count, 1, 1.0 / rows, differentiate: true, partials, partialStep: 0);
            _kernels.Backward(
                _state.Parameters, _workspace.BatchInputs, 0, count, _state.Gradient, accumulate: at > 0);
            partials += LayerKernels.LossGroups(count);
        }

        isGathered = step + 1 < commands.StepCount && commands.Steps[step + 1].Rows <= part;
        if (isGathered)
            GatherBeside(commands, step + 1, 0, (int)commands.Steps[step + 1].Rows);
        _device.Bind(Slot.Steps, commands.StepBuffer);
        _device.Bind(Slot.Parameters, _state.Parameters);
        _device.Bind(Slot.Gradient, _state.Gradient);
        _device.Bind(Slot.State0, _state.Optimizer(0));
        _device.Bind(Slot.State1, _state.Optimizer(1));
        _device.Bind(Slot.Partials, _workspace.Partials);
        optimizer.Set("step_index", (uint)step);
        optimizer.Set("count4", (uint)_layout.Count4);
        optimizer.Set("partial_first", (uint)partials);
        _device.Dispatch(optimizer, optimizerGroups);
        // The next step does not wait for these sums, and its loss, which overwrites them, comes several barriers
        // later.
        _kernels.ReduceBeside(partials + optimizerGroups, 0, commands.Results, step, 1);
    }

    private void GatherBeside(CommandBatch commands, int step, int firstRow, int rows)
    {
        _device.Bind(Slot.Steps, commands.StepBuffer);
        _device.Bind(Slot.Order, commands.OrderBuffer);
        _gather.Set("step_index", (uint)step);
        _gather.Set("row_first", (uint)firstRow);
        var (inputs4, outputs4) = (_layout.Layers[0].Inputs4, _layout.Layers[^1].Outputs4);
        BindGather(_samples.Inputs, _workspace.BatchInputs, inputs4);
        _device.DispatchBeside(_gather, (inputs4 + 31) / 32, rows);
        BindGather(_samples.Targets, _workspace.BatchTargets, outputs4);
        _device.DispatchBeside(_gather, (outputs4 + 31) / 32, rows);
    }

    private void BindGather(GpuBuffer from, GpuBuffer to, int width4)
    {
        _device.Bind(Slot.Inputs, from);
        _device.Bind(Slot.Output, to);
        _gather.Set("width4", (uint)width4);
    }
}
