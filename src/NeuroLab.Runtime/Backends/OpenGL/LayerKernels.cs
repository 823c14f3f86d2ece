using NeuroLab.Graphics;
using NeuroLab.Losses;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Forward pass, loss and backward pass of a network of any size, one kernel per layer.</summary>
internal sealed class LayerKernels
{
    /// <summary>Rows whose losses are summed by one work group.</summary>
    public const int LossGroup = 64;

    private static readonly ProductKernel Sums = new("dense_forward", "#define STORE_SUMS");
    private static readonly ProductKernel Values = new("dense_forward", "#define STORE_VALUES");
    private static readonly ProductKernel SumsAndValues = new("dense_forward", "#define STORE_SUMS\n#define STORE_VALUES");
    private static readonly ProductKernel Gradients = new("dense_gradient"), GradientRates = new("dense_gradient", "#define RATES");
    private static readonly ProductKernel Deltas = new("dense_backward");
    private static readonly ProductKernel DeltasAndSlopes = new("dense_backward", "#define STORE_SLOPES");

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly ProductPrograms _products;
    private readonly ShaderProgram _loss, _lossAndDerivative, _reduce;

    public LayerKernels(
        ComputeDevice device, ParameterLayout layout, Workspace workspace, ProductPrograms products, Loss loss)
    {
        _products = products;
        _device = device;
        _layout = layout;
        _workspace = workspace;
        _loss = device.Program("loss", loss: loss);
        _lossAndDerivative = device.Program("loss", "#define DIFFERENTIATE", loss: loss);
        _reduce = device.Program("reduce");
    }

    /// <summary>Partial sums of a pass over a number of rows.</summary>
    public static int LossGroups(int rows) => (rows + LossGroup - 1) / LossGroup;

    /// <summary>
    /// Inputs to outputs: leaves z of the last layer in the workspace and, if <paramref name="keepSums"/>, every z.
    /// </summary>
    public void Forward(GpuBuffer parameters, GpuBuffer inputs, int firstRow, int rows, bool keepSums)
    {
        ForwardLayer(0, new(parameters, 0, 0), inputs, firstRow * _layout.Layers[0].Inputs4, 0, rows, 1, keepSums);
        for (var layer = 1; layer < _layout.Layers.Length; layer++)
            ForwardLayer(layer, new(parameters, 0, 0), _workspace.Values(layer - 1), 0, 0, rows, 1, keepSums);
    }

    /// <summary>
    /// The layers after the first, at several points with separate weights; expects a of the first layer in the
    /// workspace, [points, rows, units4].
    /// </summary>
    public void ForwardPoints(in PointWeights weights, int rows, int points)
    {
        for (var layer = 1; layer < _layout.Layers.Length; layer++)
        {
            var step = rows * _layout.Layers[layer].Inputs4;
            ForwardLayer(layer, weights, _workspace.Values(layer - 1), 0, step, rows, points, keepSums: false);
        }
    }

    /// <summary>
    /// X·Wᵀ + b of the first layer for a range of rows, written to the same rows of <paramref name="sums"/>.
    /// </summary>
    public void FirstLayerSums(GpuBuffer parameters, GpuBuffer inputs, int firstRow, int rows, GpuBuffer sums)
    {
        var layer = _layout.Layers[0];
        var program = _products.Load(Sums, rows, layer.Outputs4, layer.Inputs4, 1, out var tile);
        _device.Bind(Slot.Sums, sums);
        SetForward(program, layer, new(parameters, 0, 0), inputs, firstRow * layer.Inputs4, 0);
        program.Set("output_first", (uint)(firstRow * layer.Outputs4));
        program.Set("output_step", 0u);
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Outputs4), tile.GroupsDown(rows));
    }

    /// <summary>
    /// Losses of the outputs in the workspace, each times <paramref name="weight"/>: <see cref="LossGroups"/> partial
    /// sums per point from <paramref name="partialFirst"/> on. If requested, derivatives replace the outputs.
    /// </summary>
    public void Loss(
        GpuBuffer targets, int firstTarget, int rows, int points, double weight, bool differentiate, int partialFirst,
        int partialStep)
    {
        var layer = _layout.Layers[^1];
        var program = differentiate ? _lossAndDerivative : _loss;
        _device.Bind(Slot.Sums, _workspace.Sums(_layout.Layers.Length - 1));
        _device.Bind(Slot.Targets, targets);
        _device.Bind(Slot.Partials, _workspace.Partials);
        program.Set("rows", (uint)rows);
        program.Set("columns", (uint)layer.Outputs);
        program.Set("columns4", (uint)layer.Outputs4);
        program.Set("target_first", (uint)firstTarget);
        program.Set("partial_first", (uint)partialFirst);
        program.Set("partial_step", (uint)partialStep);
        program.Set("weight", (float)weight);
        _device.Dispatch(program, LossGroups(rows), points);
    }

    /// <summary>
    /// ∂loss/∂θ from the derivatives left by <see cref="Loss"/>, after a forward pass that kept every z.
    /// </summary>
    public void Backward(
        GpuBuffer parameters, GpuBuffer inputs, int firstRow, int rows, GpuBuffer gradient, bool accumulate)
    {
        for (var layer = _layout.Layers.Length - 1; layer >= 0; layer--)
        {
            // Both read the layer's δ and run concurrently; a barrier follows the second.
            if (layer > 0)
                BackwardLayerConcurrently(layer, parameters, rows);
            var values = layer > 0 ? _workspace.Values(layer - 1) : inputs;
            Gradient(layer, _workspace.Sums(layer), values, layer > 0 ? 0 : firstRow, rows, gradient, accumulate);
        }
    }

    /// <summary>
    /// A layer's part of the gradient, δᵀ·x and Σ δ, added to the existing values or replacing them; or its rate of
    /// change, given R{δ} and R{x}.
    /// </summary>
    public void Gradient(
        int index, GpuBuffer deltas, GpuBuffer values, int firstRow, int rows, GpuBuffer gradient, bool accumulate,
        (GpuBuffer Deltas, GpuBuffer Values)? rates = null)
    {
        var layer = _layout.Layers[index];
        var columns4 = layer.Inputs4 + 1; // the last for the bias
        var depth4 = ParameterLayout.In4(rows);
        var program = _products.Load(
            rates is null ? Gradients : GradientRates, layer.Outputs, columns4, depth4, 1, out var tile);
        if (rates is { } change)
        {
            _device.BindOperand(Slot.DeltaRates, change.Deltas);
            _device.BindOperand(Slot.Rates, change.Values);
            program.Set("second4_count", (uint)depth4);
        }
        _device.Bind(Slot.Gradient, gradient);
        _device.BindOperand(Slot.Sums, deltas);
        _device.BindOperand(Slot.Values, values);
        program.Set("weights", (uint)layer.Weights);
        program.Set("bias", (uint)layer.Bias);
        program.Set("inputs4", (uint)layer.Inputs4);
        program.Set("outputs4", (uint)layer.Outputs4);
        program.Set("rows", (uint)rows);
        program.Set("values_first", (uint)(firstRow * layer.Inputs4));
        program.Set("accumulate", accumulate ? 1u : 0u);
        _device.Dispatch(program, tile.GroupsAcross(4 * columns4), tile.GroupsDown(layer.Outputs));
    }

    /// <summary>Sums partials [i·step … + count] into result first + i, for i below <paramref name="results"/>.</summary>
    public void Reduce(int count, int step, GpuBuffer destination, int resultFirst, int results)
    {
        ReduceConcurrently(count, step, destination, resultFirst, results);
        _device.FlushStorage();
    }

    /// <summary>The same, concurrently with the next kernel.</summary>
    public void ReduceConcurrently(int count, int step, GpuBuffer destination, int resultFirst, int results)
    {
        _device.Bind(Slot.Partials, _workspace.Partials);
        _device.Bind(Slot.Results, destination);
        _reduce.Set("count", (uint)count);
        _reduce.Set("partial_step", (uint)step);
        _reduce.Set("result_first", (uint)resultFirst);
        _device.DispatchConcurrently(_reduce, results);
    }

    /// <summary>
    /// From δ of a layer to that of the one before, whose f′(z) and f″(z)∘(δ·W) it also stores if requested. Runs
    /// concurrently with the next kernel.
    /// </summary>
    public void BackwardLayerConcurrently(
        int index, GpuBuffer parameters, int rows, (GpuBuffer Slopes, GpuBuffer Curvatures)? kept = null)
    {
        var layer = _layout.Layers[index];
        var before = _layout.Layers[index - 1];
        var program = _products.Load(
            kept is null ? Deltas : DeltasAndSlopes, rows, layer.Inputs4, layer.Outputs4, 1, out var tile, before.Activation,
            layer.HasSkip, before.HasSkip);
        if (layer.HasSkip || before.HasSkip)
            _device.Bind(Slot.Errors, _workspace.Errors);
        if (kept is { } buffers)
        {
            _device.Bind(Slot.Slopes, buffers.Slopes);
            _device.Bind(Slot.Curvatures, buffers.Curvatures);
        }
        _device.BindOperand(Slot.Parameters, parameters);
        _device.BindOperand(Slot.Sums, _workspace.Sums(index));
        _device.BindOperand(Slot.Values, _workspace.Values(index - 1));
        _device.Bind(Slot.Output, _workspace.Sums(index - 1));
        program.Set("weights", (uint)layer.Weights);
        program.Set("inputs", (uint)layer.Inputs);
        program.Set("outputs", (uint)layer.Outputs);
        _device.DispatchConcurrently(program, tile.GroupsAcross(4 * layer.Inputs4), tile.GroupsDown(rows));
    }

    private void ForwardLayer(
        int index, in PointWeights weights, GpuBuffer values, int valuesFirst, int valuesStep, int rows, int points,
        bool keepSums)
    {
        var layer = _layout.Layers[index];
        var isOutput = index == _layout.Layers.Length - 1;
        var product = isOutput ? Sums : keepSums ? SumsAndValues : Values;
        var program = _products.Load(
            product, rows, layer.Outputs4, layer.Inputs4, points, out var tile, layer.Activation, layer.HasSkip);
        if (product != Values)
            _device.Bind(Slot.Sums, _workspace.Sums(index));
        if (product != Sums)
            _device.Bind(Slot.Output, _workspace.Values(index));
        SetForward(program, layer, weights, values, valuesFirst, valuesStep);
        program.Set("output_first", 0u);
        program.Set("output_step", (uint)(rows * layer.Outputs4));
        _device.Dispatch(program, tile.GroupsAcross(4 * layer.Outputs4), tile.GroupsDown(rows), points);
    }

    private void SetForward(
        ShaderProgram program, in LayerLayout layer, in PointWeights weights, GpuBuffer values, int valuesFirst,
        int valuesStep)
    {
        _device.BindOperand(Slot.Parameters, weights.Parameters);
        _device.BindOperand(Slot.Values, values);
        program.Set("weights", (uint)(layer.Weights - weights.First4));
        program.Set("bias", (uint)(layer.Bias - weights.First4));
        program.Set("weight_step", (uint)weights.Step4);
        program.Set("outputs", (uint)layer.Outputs);
        program.Set("values_first", (uint)valuesFirst);
        program.Set("values_step", (uint)valuesStep);
    }
}
