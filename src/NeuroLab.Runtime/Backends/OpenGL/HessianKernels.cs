using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Exact products of the loss' Hessian with directions: alongside each value of the forward and the backward pass,
/// computes its rate of change as θ moves along the direction (Pearlmutter, Fast Exact Multiplication by the Hessian,
/// 1994).
/// </summary>
internal sealed class HessianKernels : IDisposable
{
    private const int LossGroup = 64;

    private static readonly ProductKernel HiddenRate = new("dense_forward_rate", "#define HIDDEN", Activates: true);
    private static readonly ProductKernel OutputRate = new("dense_forward_rate", Activates: true);
    private static readonly ProductKernel WeightsRate = new("dense_backward_rate", Activates: true);
    private static readonly ProductKernel Backward = new("dense_backward", "#define SLOPE_RATES", Activates: true);

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly LayerKernels _kernels;
    private readonly ProductPrograms _products;
    private readonly ShaderProgram _lossRate;
    private readonly GpuBuffer[] _rates, _slopeRates; // R{a} of hidden layers; f″(z)∘R{z}, later R{δ}, of all
    private readonly GpuBuffer _through;         // the part of R{δ} that comes through the weights

    /// <exception cref="UserErrorException">A layer is too wide for the loops of this renderer.</exception>
    public HessianKernels(
        ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels, ProductPrograms products,
        Loss loss)
    {
        var depth4 = 2 * layout.Layers.Max(layer => Math.Max(layer.Inputs4, layer.Outputs4));
        if (depth4 > device.Settings.LoopLimit)
            throw new UserErrorException(
                $"{layout.Shape}: a layer is too wide for the curvature on {device.Limits.Renderer}; choose the CPU backend");
        (_device, _layout, _workspace, _kernels, _products) = (device, layout, workspace, kernels, products);
        _lossRate = device.Program("loss_rate", loss: loss);
        _rates = [.. layout.Layers.Select(_ => device.Allocate(0, "rates of change"))];
        _slopeRates = [.. layout.Layers.Select(_ => device.Allocate(0, "rates of change"))];
        _through = device.Allocate(0, "rates of change");
        Direction = device.Allocate(layout.Bytes, "directions");
        Product = device.Allocate(layout.Bytes, "products");
        device.Clear(Product);
    }

    /// <summary>v, with the layout of θ.</summary>
    public GpuBuffer Direction { get; }

    /// <summary>H·v after <see cref="Enqueue"/>, with the layout of θ.</summary>
    public GpuBuffer Product { get; }

    /// <summary>Enqueues the product with <see cref="Direction"/> for the mean loss over a set.</summary>
    public void Enqueue(GpuBuffer parameters, DeviceSamples samples)
    {
        var count = samples.Set.Count;
        var part = Math.Min(count, _workspace.MaxRows);
        _workspace.ReserveBackward(part);
        _workspace.ReservePartials(LayerKernels.LossGroups(part));
        foreach (var (layer, index) in _layout.Layers.Select((layer, index) => (layer, index)))
        {
            _device.Reserve(_rates[index], part * 16L * layer.Outputs4, "rates of change");
            _device.Reserve(_slopeRates[index], part * 16L * layer.Outputs4, "rates of change");
            _device.Reserve(_through, part * 16L * layer.Outputs4, "rates of change");
        }
        for (var at = 0; at < count; at += part)
            Part(parameters, samples, at, Math.Min(part, count - at), 1.0 / count, accumulate: at > 0);
    }

    public void Dispose()
    {
        foreach (var buffer in (GpuBuffer[])[.. _rates, .. _slopeRates, _through, Direction, Product])
            buffer.Dispose();
    }

    private void Part(
        GpuBuffer parameters, DeviceSamples samples, int firstRow, int rows, double weight, bool accumulate)
    {
        var last = _layout.Layers.Length - 1;
        _kernels.Forward(parameters, samples.Inputs, firstRow, rows, keepSums: true);
        for (var layer = 0; layer <= last; layer++)
            ForwardRate(layer, parameters, samples.Inputs, firstRow, rows);
        LossRate(rows, weight);
        _kernels.Loss(samples.Targets, firstRow, rows, 1, weight, differentiate: true, partialFirst: 0, partialStep: 0);
        for (var layer = last; layer >= 0; layer--)
        {
            // R{δᵀ·x} = R{δ}ᵀ·x + δᵀ·R{x}; the samples themselves do not change.
            if (layer == 0)
            {
                _kernels.Gradient(0, _slopeRates[0], samples.Inputs, firstRow, rows, Product, accumulate);
                return;
            }
            _kernels.Gradient(layer, _slopeRates[layer], _workspace.Values(layer - 1), 0, rows, Product, accumulate);
            _kernels.Gradient(
                layer, _workspace.Sums(layer), _rates[layer - 1], 0, rows, Product, accumulate: true, hasBiases: false);
            BackwardRate(layer, parameters, rows);
        }
    }

    private void ForwardRate(int index, GpuBuffer parameters, GpuBuffer inputs, int firstRow, int rows)
    {
        var layer = _layout.Layers[index];
        var isHidden = index < _layout.Layers.Length - 1;
        var depth4 = index > 0 ? 2 * layer.Inputs4 : layer.Inputs4;
        var program = _products.Load(isHidden ? HiddenRate : OutputRate, rows, layer.Outputs4, depth4, 1, out var tile);
        _device.BindOperand(Slot.Parameters, parameters);
        _device.BindOperand(Slot.Direction, Direction);
        _device.BindOperand(Slot.Values, index > 0 ? _workspace.Values(index - 1) : inputs);
        // The samples have no rates: binds another buffer, which is not read.
        _device.BindOperand(Slot.Rates, index > 0 ? _rates[index - 1] : _through);
        _device.BindOperand(Slot.Sums, _workspace.Sums(index));
        _device.Bind(Slot.Output, isHidden ? _workspace.Values(index) : _through);
        _device.Bind(Slot.NextRates, _rates[index]);
        _device.Bind(Slot.SlopeRates, _slopeRates[index]);
        program.Set("weights", (uint)layer.Weights);
        program.Set("bias", (uint)layer.Bias);
        program.Set("inputs4", (uint)layer.Inputs4);
        program.Set("outputs", (uint)layer.Outputs);
        program.Set("values_first", (uint)(index > 0 ? 0 : firstRow * layer.Inputs4));
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Outputs4), tile.GroupsDown(rows));
    }

    private void LossRate(int rows, double weight)
    {
        var layer = _layout.Layers[^1];
        _device.Bind(Slot.Sums, _workspace.Sums(_layout.Layers.Length - 1));
        _device.Bind(Slot.SlopeRates, _slopeRates[^1]);
        _lossRate.Set("rows", (uint)rows);
        _lossRate.Set("columns", (uint)layer.Outputs);
        _lossRate.Set("columns4", (uint)layer.Outputs4);
        _lossRate.Set("weight", (float)weight);
        _device.Dispatch(_lossRate, (rows + LossGroup - 1) / LossGroup);
    }

    private void BackwardRate(int index, GpuBuffer parameters, int rows)
    {
        var layer = _layout.Layers[index];
        var program = _products.Load(WeightsRate, rows, layer.Inputs4, 2 * layer.Outputs4, 1, out var tile);
        _device.BindOperand(Slot.Parameters, parameters);
        _device.BindOperand(Slot.Direction, Direction);
        _device.BindOperand(Slot.Sums, _workspace.Sums(index));
        _device.BindOperand(Slot.Rates, _slopeRates[index]);
        _device.BindOperand(Slot.Values, _workspace.Values(index - 1));
        _device.Bind(Slot.Output, _workspace.Sums(index - 1));
        _device.Bind(Slot.NextRates, _through);
        program.Set("weights", (uint)layer.Weights);
        program.Set("inputs", (uint)layer.Inputs);
        program.Set("outputs", (uint)layer.Outputs);
        program.Set("outputs4", (uint)layer.Outputs4);
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Inputs4), tile.GroupsDown(rows));

        program = _products.Load(Backward, rows, layer.Inputs4, layer.Outputs4, 1, out tile);
        _device.BindOperand(Slot.Rates, _through);
        _device.Bind(Slot.SlopeRates, _slopeRates[index - 1]);
        program.Set("weights", (uint)layer.Weights);
        program.Set("inputs", (uint)layer.Inputs);
        program.Set("outputs", (uint)layer.Outputs);
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Inputs4), tile.GroupsDown(rows));
    }
}
