using System.Globalization;
using System.Numerics;
using System.Text;
using NeuroLab.Activations;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Shared-memory layout of the fused kernel, in vec4s: θ, the optimizer's state if it fits, the number 1, and for each
/// row of a chunk every layer's input, every layer's z, and the targets, whose memory is reused for parts of the
/// gradient.
/// </summary>
internal sealed class FusedLayout : IFusedNetwork
{
    private const int MinRows = 16;
    private const int IdealRows = 64;

    private readonly ParameterLayout _layout;
    private readonly KernelSettings _settings;
    private readonly int _one, _targets, _errors, _size, _blocks, _parts;
    private readonly int[] _values, _sums;

    private FusedLayout(KernelSettings settings, ParameterLayout layout, int rows, bool stateIsShared)
    {
        (_settings, _layout, Rows, StateIsShared) = (settings, layout, rows, stateIsShared);
        var layers = layout.Layers;
        (_values, _sums) = (new int[layers.Length], new int[layers.Length]);
        _one = layout.Count4 * (stateIsShared ? 1 + DeviceState.Slots : 1);
        var at = _one + 1;
        for (var l = 0; l < layers.Length; at += rows * layers[l++].Inputs4)
            _values[l] = at;
        for (var l = 0; l < layers.Length; at += rows * layers[l++].Outputs4)
            _sums[l] = at;
        _targets = at;
        _errors = at + rows * layers[^1].Outputs4;
        _size = _errors + rows * layout.SkipWidth4;
        _blocks = BlocksOf(layout);
        _parts = settings.FusedInvocations / PowerOfTwo(_blocks);
        while (_parts > 1 && 4 * _parts * _blocks > _size - _one - 1)
            _parts /= 2;
        _size = Math.Max(_size, _one + 1 + 4 * _parts * _blocks);
    }

    /// <summary>Rows of a batch processed at once.</summary>
    public int Rows { get; }

    /// <summary>Whether the optimizer's state is in shared memory too.</summary>
    public bool StateIsShared { get; }

    /// <summary>The layout for training on a number of samples; null if shared memory is too small.</summary>
    public static FusedLayout? ForTraining(ComputeDevice device, ParameterLayout layout, int samples)
    {
        var rows = RowsBeside(device, layout, layout.Count4 * (1 + DeviceState.Slots), samples);
        return rows >= Math.Min(IdealRows, samples)
            ? new FusedLayout(device.Settings, layout, rows, stateIsShared: true) : ForLoss(device, layout, samples);
    }

    /// <summary>The layout without the optimizer's state; null if shared memory is too small.</summary>
    public static FusedLayout? ForLoss(ComputeDevice device, ParameterLayout layout, int samples)
    {
        var rows = RowsBeside(device, layout, layout.Count4, samples);
        return rows >= Math.Min(MinRows, samples) ? new FusedLayout(device.Settings, layout, rows, stateIsShared: false) : null;
    }

    public string Family => "fused";

    public long Iterations(int rows, bool isTraining)
    {
        long Turns(int items) => (items + _settings.FusedInvocations - 1) / _settings.FusedInvocations;
        var (inputs4, last) = (_layout.Layers[0].Inputs4, _layout.Layers[^1]);
        var sum = 16L;
        for (var at = 0; at < rows; at += Rows)
        {
            var count = Math.Min(Rows, rows - at);
            sum += 1 + Turns(count * (inputs4 + last.Outputs4)) + Turns(count) * (1 + 3 * last.Outputs);
            foreach (var layer in _layout.Layers)
                sum += 2 + Turns(count * layer.Outputs4) * (1 + layer.Inputs4)
                    + (isTraining ? Turns(count * layer.Inputs4) * (1 + layer.Outputs4) : 0);
            sum += isTraining ? 2 + count + Turns(_layout.Count4) * 2 : 0;
        }
        return sum;
    }

    public Activation Activation => new ActivationText(_layout).First;

    public string Defines =>
        $"#define LOCAL_SIZE {_settings.FusedInvocations}\n#define PARTS {_parts}\n"
        + $"#define SUMMED {Math.Min(_settings.FusedInvocations, PowerOfTwo(Math.Max(_layout.Count4, Rows)))}";

    public string Glsl()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)
        [
            ("LAYER_COUNT", _layout.Layers.Length), ("PARAMETERS4", _layout.Count4), ("CHUNK_ROWS", Rows),
            ("BLOCKS", _blocks), ("SHARED4", _size), ("STATE_OFFSET", _layout.Count4), ("ONE_OFFSET", _one),
            ("TARGETS_OFFSET", _targets), ("ERRORS_OFFSET", _errors), ("PARTS_OFFSET", _one + 1),
        ])
            text.Append(CultureInfo.InvariantCulture, $"#define {name} {value}u\n");
        if (StateIsShared)
            text.Append("#define STATE_IS_SHARED\n");
        var activations = new ActivationText(_layout);
        text.Append(activations.Glsl());
        text.Append("const Layer layers[LAYER_COUNT] = Layer[](\n");
        for (var l = 0; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            int[] numbers =
            [
                layer.Inputs, layer.Inputs4, layer.Outputs, layer.Outputs4, layer.Weights, layer.Bias, _values[l], _sums[l],
                activations.IndexOf(layer),
            ];
            text.Append(l > 0 ? ",\n" : "").Append(
                CultureInfo.InvariantCulture, $"    Layer({string.Join("u, ", numbers)}u, {(layer.HasSkip ? "true" : "false")})");
        }
        text.Append(");\n");
        var last = _layout.Layers.Length - 1;
        text.Append("void forward_all(uint rows)\n{\n");
        for (var l = 0; l < last; l++)
            text.Append(CultureInfo.InvariantCulture, $"    forward(layers[{l}], rows, true, {_values[l + 1]}u);\n    barrier();\n");
        text.Append(CultureInfo.InvariantCulture, $"    forward(layers[{last}], rows, false, 0u);\n    barrier();\n}}\n");
        text.Append("#ifdef DIFFERENTIATE\nvoid backward_all(uint rows)\n{\n");
        for (var l = last; l > 0; l--)
            text.Append(CultureInfo.InvariantCulture, $"    backward(layers[{l}], layers[{l - 1}], rows);\n    barrier();\n");
        return text.Append("}\n#endif\n").ToString();
    }

    /// <summary>
    /// Four numbers per block of the gradient: offset and row stride of its δ, and of its x; for a bias, those of the
    /// number 1 and of δ. Then, for each vec4 of θ, its index in the blocks, which have four each.
    /// </summary>
    public uint[] Terms()
    {
        var (blocks, places) = (new List<int>(), new int[_layout.Count4]);
        for (var l = 0; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            for (var unit4 = 0; unit4 < layer.Outputs4; unit4++)
            {
                for (var i = 0; i < layer.Inputs4; i++)
                {
                    for (var unit = 4 * unit4; unit < Math.Min(4 * unit4 + 4, layer.Outputs); unit++)
                        places[layer.Weights + unit * layer.Inputs4 + i] = blocks.Count + unit % 4;
                    blocks.AddRange([_sums[l] + unit4, layer.Outputs4, _values[l] + i, layer.Inputs4]);
                }
                places[layer.Bias + unit4] = blocks.Count;
                blocks.AddRange([_one, 0, _sums[l] + unit4, layer.Outputs4]);
            }
        }
        return [.. blocks.Concat(places).Select(number => (uint)number)];
    }

    private static int BlocksOf(ParameterLayout layout) => layout.Layers.Sum(layer => layer.Outputs4 * (layer.Inputs4 + 1));

    private static int PowerOfTwo(int atLeast) => (int)BitOperations.RoundUpToPowerOf2((uint)atLeast);

    private static int RowsBeside(ComputeDevice device, ParameterLayout layout, int parameters4, int samples)
    {
        if (device.Settings.FusedInvocations == 0)
            return -1;
        // One vec4 per invocation is for sums, four per block for the gradient.
        var blocks = BlocksOf(layout);
        var available4 = device.Limits.SharedMemoryBytes / 16 - device.Settings.FusedInvocations - parameters4 - 1;
        if (blocks > device.Settings.FusedInvocations || 4 * blocks > available4)
            return -1;
        var row4 = layout.Layers.Sum(l => l.Inputs4 + l.Outputs4) + layout.Layers[^1].Outputs4 + layout.SkipWidth4;
        return Math.Min(available4 / row4, 4 * ParameterLayout.In4(samples)) / 4 * 4;
    }
}
