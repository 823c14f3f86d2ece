using System.Text;
using NeuroLab.Activations;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// A tiny network as straight-line GLSL, for software renderers: each of the few invocations (the lanes of one vector)
/// processes a row in registers, including its part of the gradient. Reading storage or shared memory costs a software
/// renderer one access per lane; here that happens once per step, not once per product.
/// </summary>
internal sealed class UnrolledNetwork : IFusedNetwork
{
    // llvmpipe runs eight lanes of 256 bits in parallel.
    private const int Lanes = 8;

    private readonly ParameterLayout _layout;
    private readonly StringBuilder _text = new();

    private readonly ActivationText _activations;

    private UnrolledNetwork(ParameterLayout layout) => (_layout, _activations) = (layout, new ActivationText(layout));

    public Activation Activation => _activations.First;

    public string Family => "unrolled";

    public string Defines => $"#define LOCAL_SIZE {Lanes}";

    /// <summary>
    /// Null if the network is too large to be unrolled, or shared memory too small for its gradients.
    /// </summary>
    public static UnrolledNetwork? TryCreate(ComputeDevice device, ParameterLayout layout)
    {
        var vectors = (1 + Lanes) * layout.Count4 + Lanes;
        return layout.Count4 <= device.Settings.UnrolledLimit4 && 16 * vectors <= device.Limits.SharedMemoryBytes
            ? new UnrolledNetwork(layout) : null;
    }

    public uint[] Terms() => [];

    public long Iterations(int rows, bool isTraining)
    {
        static long Turns(int items) => (items + Lanes - 1) / Lanes;
        var outputs = _layout.Layers[^1].Outputs;
        return 4 + Turns(rows) * (1 + 3 * outputs) + (isTraining ? Turns(_layout.Count4) * (2 + Lanes) : 0);
    }

    public string Glsl()
    {
        _text.Clear();
        var (first, last) = (_layout.Layers[0], _layout.Layers.Length - 1);
        Line($"#define PARAMETERS4 {_layout.Count4}u");
        Line($"#define OUTPUTS {_layout.Layers[^1].Outputs}u");
        _text.Append(_activations.Glsl());
        Line("float outputs[OUTPUTS], wanted[OUTPUTS], derivatives[OUTPUTS];");
        Declare("w", _layout.Count4);
        Declare("a0_", first.Inputs4);
        for (var l = 0; l <= last; l++)
        {
            Declare($"z{l}_", _layout.Layers[l].Outputs4);
            if (l < last)
                Declare($"a{l + 1}_", _layout.Layers[l].Outputs4);
        }
        Function("load_weights", "", () => Each(_layout.Count4, i => Line($"w{i} = weight_at({i}u);")));
        Function("load_row", "uint sample_number", () =>
        {
            Each(first.Inputs4, i => Line($"a0_{i} = inputs[sample_number * {first.Inputs4}u + {i}u];"));
            var output = _layout.Layers[last];
            Each(output.Outputs, j => Line(
                $"wanted[{j}] = targets[sample_number * {output.Outputs4}u + {j / 4}u].{Lane(j)};"));
        });
        Function("forward", "", () => Each(last + 1, Forward));
        Line("#ifdef DIFFERENTIATE");
        Declare("g", _layout.Count4);
        for (var l = 0; l <= last; l++)
            Declare($"d{l}_", _layout.Layers[l].Outputs4);
        if (_layout.SkipWidth4 > 0)
            Declare("e", _layout.SkipWidth4);
        Function("clear_gradient", "", () => Each(_layout.Count4, i => Line($"g{i} = vec4(0.0);")));
        Function("keep_gradient", "", () => Each(_layout.Count4, i => Line($"keep({i}u, g{i});")));
        Function("backward", "", () => Each(last + 1, l => Backward(last - l)));
        Line("#endif");
        return _text.ToString();
    }

    // z = W·a + b; the next layer's a = f(z), or a + f(z) with a skip.
    private void Forward(int l)
    {
        var layer = _layout.Layers[l];
        Each(layer.Outputs4, unit4 => Line($"z{l}_{unit4} = w{layer.Bias + unit4};"));
        Each(layer.Outputs, unit => Each(layer.Inputs4, i => Line(
            $"z{l}_{unit / 4}.{Lane(unit)} += dot(w{Weight(layer, unit, i)}, a{l}_{i});")));
        if (l == _layout.Layers.Length - 1)
            Each(layer.Outputs, unit => Line($"outputs[{unit}] = z{l}_{unit / 4}.{Lane(unit)};"));
        else
            Each(layer.Outputs4, unit4 => Line(
                $"a{l + 1}_{unit4} = {(layer.HasSkip ? $"a{l}_{unit4} + " : "")}"
                + $"keep_units({Activate(layer, $"z{l}_{unit4}")}, {4 * unit4}u, {layer.Outputs}u);"));
    }

    // ∂/∂W += δ·aᵀ, ∂/∂b += δ; δ of the previous layer = (Wᵀ·δ + e) ∘ f′(z), where e is ∂loss/∂a of a layer with a skip.
    private void Backward(int l)
    {
        var layer = _layout.Layers[l];
        if (l == _layout.Layers.Length - 1)
            Each(layer.Outputs, unit => Line($"d{l}_{unit / 4}.{Lane(unit)} = derivatives[{unit}];"));
        Each(layer.Outputs4, unit4 => Line($"g{layer.Bias + unit4} += d{l}_{unit4};"));
        Each(layer.Outputs, unit => Each(layer.Inputs4, i => Line(
            $"g{Weight(layer, unit, i)} += d{l}_{unit / 4}.{Lane(unit)} * a{l}_{i};")));
        if (l == 0)
            return;
        var before = _layout.Layers[l - 1];
        Each(layer.Inputs4, i =>
        {
            var terms = Enumerable.Range(0, layer.Outputs).Select(
                unit => $"d{l}_{unit / 4}.{Lane(unit)} * w{Weight(layer, unit, i)}");
            Line($"d{l - 1}_{i} = {string.Join(" + ", terms)}{(layer.HasSkip ? $" + e{i}" : "")};");
            if (before.HasSkip)
                Line($"e{i} = d{l - 1}_{i};");
            var (z, a) = ($"z{l - 1}_{i}", before.HasSkip ? Activate(before, $"z{l - 1}_{i}") : $"a{l}_{i}");
            var slope = $"slope_as({_activations.IndexOf(before)}u, {z}, {a})";
            Line($"d{l - 1}_{i} = keep_units(d{l - 1}_{i} * {slope}, {4 * i}u, {layer.Inputs}u);");
        });
    }

    private string Activate(in LayerLayout layer, string z) => $"activate_as({_activations.IndexOf(layer)}u, {z})";

    private static int Weight(in LayerLayout layer, int unit, int input4) => layer.Weights + unit * layer.Inputs4 + input4;

    private static char Lane(int unit) => "xyzw"[unit % 4];

    private void Declare(string name, int count) =>
        Line($"vec4 {string.Join(", ", Enumerable.Range(0, count).Select(i => $"{name}{i} = vec4(0.0)"))};");

    private void Function(string name, string arguments, Action body)
    {
        Line($"void {name}({arguments})\n{{");
        body();
        Line("}");
    }

    private static void Each(int count, Action<int> write)
    {
        for (var i = 0; i < count; i++)
            write(i);
    }

    private void Line(string text) => _text.Append(text).Append('\n');
}
