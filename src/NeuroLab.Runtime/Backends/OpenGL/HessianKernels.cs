using System.Runtime.InteropServices;
using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Exact products of the loss' Hessian with directions: alongside each value of the forward and the backward pass,
/// computes its rate of change as θ moves along the direction (Pearlmutter, Fast Exact Multiplication by the Hessian,
/// 1994). Values that do not depend on the direction are kept for the next product at the same θ, as far as memory
/// allows.
/// </summary>
internal sealed class HessianKernels : IDisposable
{
    private const int LossGroup = 64;
    private const int Blocks = 4;                       // kept, if the samples are many
    private const long NoVersion = -1, Given = -2;

    private static readonly ProductKernel HiddenRate = new("dense_forward_rate", "#define HIDDEN");
    private static readonly ProductKernel OutputRate = new("dense_forward_rate");
    private static readonly ProductKernel BackwardRates = new("dense_backward_rate");

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly DeviceState _state;
    private readonly ProductPrograms _products;
    private readonly Loss _loss;
    private readonly ShaderProgram _lossRate;
    private readonly LayerKernels _kernels;
    private readonly Workspace _workspace;       // R{a} of hidden layers; f″(z)∘(δ·W)∘R{z}, later R{δ}, of all
    private readonly List<HessianBlock> _blocks = [];
    private readonly GpuBuffer _parameters;      // θ of the blocks
    private readonly float[] _given;             // the same in host memory, if it was given
    private readonly int _blockRows, _maxBlocks;
    private long _version = NoVersion;           // which θ of the session it is; or Given
    private DeviceSamples? _samples;

    /// <exception cref="UserErrorException">A layer is too wide for the loops of this renderer.</exception>
    public HessianKernels(
        ComputeDevice device, ParameterLayout layout, DeviceState state, LayerKernels kernels, ProductPrograms products,
        Loss loss)
    {
        var depth4 = 2 * layout.Layers.Max(layer => Math.Max(layer.Inputs4, layer.Outputs4));
        if (depth4 > device.Settings.LoopLimit)
            throw new UserErrorException(
                $"{layout.Shape}: a layer is too wide for the curvature on {device.Limits.Renderer}; choose the CPU backend");
        (_device, _layout, _state) = (device, layout, state);
        (_kernels, _products, _loss) = (kernels, products, loss);
        _lossRate = device.Program("loss_rate", loss: loss);
        _workspace = new Workspace(device, layout);
        _parameters = device.Allocate(layout.Bytes, "parameters");
        _given = new float[layout.Shape.ParameterCount];
        Direction = device.Allocate(layout.Bytes, "directions");
        Product = device.Allocate(layout.Bytes, "products");
        device.Clear(Product);
        var kept = device.Settings.KeptBytes / HessianBlock.BytesPerRow(layout);
        _blockRows = (int)Math.Clamp(kept / Blocks, 64, _workspace.MaxRows);
        _maxBlocks = (int)Math.Clamp(kept / _blockRows, 1, int.MaxValue);
    }

    /// <summary>v, with the layout of θ.</summary>
    public GpuBuffer Direction { get; }

    /// <summary>H·v after <see cref="Enqueue"/>, with the layout of θ.</summary>
    public GpuBuffer Product { get; }

    /// <summary>
    /// Number of block computations that do not depend on a direction: one per block and θ if all are kept.
    /// </summary>
    public int Linearizations { get; private set; }

    /// <summary>Chooses θ of the products to come: that of the session if <paramref name="theta"/> is empty.</summary>
    public void MoveTo(ReadOnlySpan<float> theta)
    {
        if (theta.IsEmpty)
        {
            if (_version == _state.Version)
                return;
            _version = _state.Version;
            _device.FlushWrites();
            _device.Copy(_state.Parameters, 0, _parameters, 0, _layout.Bytes);
        }
        else
        {
            if (_version == Given
                && MemoryMarshal.Cast<float, int>(theta).SequenceEqual(MemoryMarshal.Cast<float, int>(_given)))
                return;
            _version = Given;
            theta.CopyTo(_given);
            _state.Write(_parameters, theta);
        }
        Forget();
    }

    /// <summary>Forgets what is kept between products.</summary>
    public void Forget()
    {
        _samples = null;
        foreach (var block in _blocks)
            block.Number = -1;
    }

    /// <summary>Enqueues the product with <see cref="Direction"/> for the mean loss over a set.</summary>
    public void Enqueue(DeviceSamples samples)
    {
        if (samples != _samples)
            Forget();
        _samples = samples;
        var count = samples.Set.Count;
        _workspace.ReserveBackward(Math.Min(count, _blockRows));
        for (int at = 0, number = 0; at < count; at += _blockRows, number++)
        {
            var rows = Math.Min(_blockRows, count - at);
            var block = Block(number);
            if (block.Number != number)
            {
                block.Linearize(_parameters, samples, at, rows);
                block.Number = number;
                Linearizations++;
            }
            Multiply(block, samples, at, rows, accumulate: at > 0);
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Dispose();
        _workspace.Dispose();
        foreach (var buffer in (GpuBuffer[])[_parameters, Direction, Product])
            buffer.Dispose();
    }

    // Blocks beyond the memory limit share the last one.
    private HessianBlock Block(int number)
    {
        number = Math.Min(number, _maxBlocks - 1);
        if (number == _blocks.Count)
            _blocks.Add(new HessianBlock(_device, _layout, _products, _loss));
        return _blocks[number];
    }

    private void Multiply(HessianBlock block, DeviceSamples samples, int firstRow, int rows, bool accumulate)
    {
        var last = _layout.Layers.Length - 1;
        for (var layer = 0; layer <= last; layer++)
            ForwardRate(layer, block, samples.Inputs, firstRow, rows);
        LossRate(block, rows, 1.0 / samples.Set.Count);
        for (var layer = last; layer > 0; layer--)
        {
            // Both read the layer's R{δ} and run concurrently; a barrier follows the second.
            BackwardRateConcurrently(layer, block, rows);
            _kernels.Gradient(
                layer, block.Deltas(layer), block.Values(layer - 1), 0, rows, Product, accumulate,
                (_workspace.Sums(layer), _workspace.Values(layer - 1)));
        }
        // The samples themselves do not change.
        _kernels.Gradient(0, _workspace.Sums(0), samples.Inputs, firstRow, rows, Product, accumulate);
    }

    private void ForwardRate(int index, HessianBlock block, GpuBuffer inputs, int firstRow, int rows)
    {
        var layer = _layout.Layers[index];
        var isHidden = index < _layout.Layers.Length - 1;
        var program = _products.Load(
            isHidden ? HiddenRate : OutputRate, rows, layer.Outputs4, layer.Inputs4, 1, out var tile, hasSkip: layer.HasSkip);
        program.Set("second4_count", (uint)(index > 0 ? layer.Inputs4 : 0));
        _device.BindOperand(Slot.Parameters, _parameters);
        _device.BindOperand(Slot.Direction, Direction);
        _device.BindOperand(Slot.Values, index > 0 ? block.Values(index - 1) : inputs);
        // Unused operands are bound to something that is not read: the samples have no rates, the outputs no slopes.
        _device.BindOperand(Slot.Rates, index > 0 ? _workspace.Values(index - 1) : inputs);
        _device.BindOperand(Slot.Sums, isHidden ? block.Slopes(index) : inputs);
        _device.Bind(Slot.Curvatures, isHidden ? block.Curvatures(index) : block.Outputs);
        _device.Bind(Slot.NextRates, _workspace.Values(index));
        _device.Bind(Slot.SlopeRates, _workspace.Sums(index));
        program.Set("weights", (uint)layer.Weights);
        program.Set("bias", (uint)layer.Bias);
        program.Set("inputs4", (uint)layer.Inputs4);
        program.Set("outputs", (uint)layer.Outputs);
        program.Set("values_first", (uint)(index > 0 ? 0 : firstRow * layer.Inputs4));
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Outputs4), tile.GroupsDown(rows));
    }

    private void LossRate(HessianBlock block, int rows, double weight)
    {
        var layer = _layout.Layers[^1];
        _device.Bind(Slot.Sums, block.Outputs);
        _device.Bind(Slot.SlopeRates, _workspace.Sums(_layout.Layers.Length - 1));
        _lossRate.Set("rows", (uint)rows);
        _lossRate.Set("columns", (uint)layer.Outputs);
        _lossRate.Set("columns4", (uint)layer.Outputs4);
        _lossRate.Set("weight", (float)weight);
        _device.Dispatch(_lossRate, (rows + LossGroup - 1) / LossGroup);
    }

    private void BackwardRateConcurrently(int index, HessianBlock block, int rows)
    {
        var layer = _layout.Layers[index];
        var keepsErrors = _layout.Layers[index - 1].HasSkip;
        var program = _products.Load(
            BackwardRates, rows, layer.Inputs4, layer.Outputs4, 1, out var tile, null, layer.HasSkip, keepsErrors);
        if (layer.HasSkip || keepsErrors)
            _device.Bind(Slot.Errors, _workspace.Errors);
        program.Set("second4_count", (uint)layer.Outputs4);
        _device.BindOperand(Slot.Parameters, _parameters);
        _device.BindOperand(Slot.Direction, Direction);
        _device.BindOperand(Slot.Sums, block.Deltas(index));
        _device.BindOperand(Slot.DeltaRates, _workspace.Sums(index));
        _device.BindOperand(Slot.Values, block.Slopes(index - 1));
        _device.Bind(Slot.SlopeRates, _workspace.Sums(index - 1));
        program.Set("weights", (uint)layer.Weights);
        program.Set("inputs", (uint)layer.Inputs);
        program.Set("outputs", (uint)layer.Outputs);
        _device.DispatchConcurrently(program, tile.GroupsAcross(4 * layer.Inputs4), tile.GroupsDown(rows));
    }
}
