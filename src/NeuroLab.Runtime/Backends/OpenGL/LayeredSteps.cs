using NeuroLab.Graphics;

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
    private readonly Dictionary<StepKind, ShaderProgram> _optimizers = [];
    private ShaderProgram? _norm, _lookAhead; // made for the first step that needs them

    public LayeredSteps(
        ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels, DeviceState state,
        DeviceSamples samples)
    {
        (_device, _layout, _workspace, _kernels) = (device, layout, workspace, kernels);
        (_state, _samples) = (state, samples);
        _gather = device.Program("gather");
    }

    public bool Suits(int batchRows, in StepKind kind) => true;

    public void Prepare(in StepKind kind)
    {
        if (_optimizers.ContainsKey(kind))
            return;
        if (kind.Clips || kind.LooksAhead)
            _norm ??= _device.Program("gradient_norm");
        if (kind.LooksAhead)
            _lookAhead ??= _device.Program("look_ahead");
        _optimizers[kind] = _device.Program("optimizer", kind.Defines, optimizer: kind.Optimizer);
    }

    public void Run(CommandBatch commands, in StepKind kind)
    {
        var isGathered = false;
        for (var step = 0; step < commands.StepCount; step++)
            Run(commands, step, kind, ref isGathered);
    }

    // Sums of work groups that gradient and optimizer kernels leave.
    private int Groups => Math.Min((_layout.Count4 + OptimizerGroup - 1) / OptimizerGroup, MaxOptimizerGroups);

    // A step's batch is gathered beside the update of the step before, where it has but one part.
    private void Run(CommandBatch commands, int step, in StepKind kind, ref bool isGathered)
    {
        var rows = (int)commands.Steps[step].Rows;
        var part = Math.Min(rows, _workspace.MaxRows);
        var parts = (rows + part - 1) / part;
        var losses = parts * LayerKernels.LossGroups(part);
        _workspace.ReserveBackward(part);
        _workspace.ReserveBatch(part);
        // What the step's result is the sum of; and behind that, where a step needs it, what no one adds up.
        _workspace.ReservePartials(kind.Passes * (losses + Groups) + Groups);

        var partials = Differentiate(commands, step, _state.Parameters, part, isGathered, 0);
        var scratch = partials + Groups;
        if (kind.LooksAhead)
        {
            MeasureGradient(partials);
            LookAhead(step, partials, commands.StepBuffer);
            (partials, scratch) = (scratch, scratch + Groups);
            scratch = Differentiate(commands, step, _workspace.Ahead, part, parts == 1, scratch);
        }
        if (kind.Clips)
            MeasureGradient(scratch);

        isGathered = step + 1 < commands.StepCount && commands.Steps[step + 1].Rows <= part;
        if (isGathered)
            GatherConcurrently(commands, step + 1, 0, (int)commands.Steps[step + 1].Rows);
        Update(commands, step, kind, partials, scratch);
        // Nothing of the next step waits for these sums, and its loss, which overwrites them, comes several barriers later.
        _kernels.ReduceConcurrently(partials + Groups, 0, commands.Results, step, 1);
    }

    // Loss and gradient of a batch at a θ; returns the place behind the losses' partial sums.
    private int Differentiate(CommandBatch commands, int step, GpuBuffer parameters, int part, bool isGathered, int partials)
    {
        var rows = (int)commands.Steps[step].Rows;
        for (var at = 0; at < rows; at += part)
        {
            var count = Math.Min(part, rows - at);
            if (!isGathered)
            {
                GatherConcurrently(commands, step, at, count);
                _device.FlushStorage();
            }
            _kernels.Forward(parameters, _workspace.BatchInputs, 0, count, keepSums: true);
            _kernels.Loss(
                _workspace.BatchTargets, 0, count, 1, 1.0 / rows, differentiate: true, partials, partialStep: 0);
            _kernels.Backward(parameters, _workspace.BatchInputs, 0, count, _state.Gradient, accumulate: at > 0);
            partials += LayerKernels.LossGroups(count);
        }
        return partials;
    }

    // ‖gradient‖², as partial sums.
    private void MeasureGradient(int partialFirst)
    {
        _device.Bind(Slot.Gradient, _state.Gradient);
        _device.Bind(Slot.Partials, _workspace.Partials);
        _norm!.Set("count4", (uint)_layout.Count4);
        _norm.Set("partial_first", (uint)partialFirst);
        _device.Dispatch(_norm, Groups);
    }

    private void LookAhead(int step, int normFirst, GpuBuffer steps)
    {
        _workspace.ReserveAhead();
        _device.Bind(Slot.Steps, steps);
        _device.Bind(Slot.Parameters, _state.Parameters);
        _device.Bind(Slot.Gradient, _state.Gradient);
        _device.Bind(Slot.Partials, _workspace.Partials);
        _device.Bind(Slot.Output, _workspace.Ahead);
        _lookAhead!.Set("step_index", (uint)step);
        _lookAhead.Set("count4", (uint)_layout.Count4);
        _lookAhead.Set("norm_first", (uint)normFirst);
        _lookAhead.Set("norm_count", (uint)Groups);
        _device.Dispatch(_lookAhead, Groups);
    }

    private void Update(CommandBatch commands, int step, in StepKind kind, int partials, int normFirst)
    {
        var optimizer = _optimizers[kind];
        _device.Bind(Slot.Steps, commands.StepBuffer);
        _state.BindForUpdate();
        _device.Bind(Slot.Partials, _workspace.Partials);
        optimizer.Set("step_index", (uint)step);
        optimizer.Set("count4", (uint)_layout.Count4);
        optimizer.Set("partial_first", (uint)partials);
        if (kind.Clips)
        {
            optimizer.Set("norm_first", (uint)normFirst);
            optimizer.Set("norm_count", (uint)Groups);
        }
        _device.Dispatch(optimizer, Groups);
    }

    private void GatherConcurrently(CommandBatch commands, int step, int firstRow, int rows)
    {
        _device.Bind(Slot.Steps, commands.StepBuffer);
        _device.Bind(Slot.Order, commands.OrderBuffer);
        _gather.Set("step_index", (uint)step);
        _gather.Set("row_first", (uint)firstRow);
        var (inputs4, outputs4) = (_layout.Layers[0].Inputs4, _layout.Layers[^1].Outputs4);
        BindGather(_samples.Inputs, _workspace.BatchInputs, inputs4);
        _device.DispatchConcurrently(_gather, (inputs4 + 31) / 32, rows);
        BindGather(_samples.Targets, _workspace.BatchTargets, outputs4);
        _device.DispatchConcurrently(_gather, (outputs4 + 31) / 32, rows);
    }

    private void BindGather(GpuBuffer from, GpuBuffer to, int width4)
    {
        _device.Bind(Slot.Inputs, from);
        _device.Bind(Slot.Output, to);
        _gather.Set("width4", (uint)width4);
    }
}
