using System.Globalization;
using System.Numerics;
using System.Text;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// What lies where in the shared memory of the fused kernel, in vec4s: θ, the optimizer's state if there is room for it,
/// the number 1, and for each row of a chunk every layer's input, every layer's z, and the targets.
/// </summary>
internal sealed class FusedLayout
{
    private const int FewestRows = 16;
    private const int EnoughRows = 64;

    private readonly ParameterLayout _layout;
    private readonly int _one, _targets, _size;
    private readonly int[] _values, _sums;

    private FusedLayout(ParameterLayout layout, int rows, bool stateIsShared)
    {
        (_layout, Rows, StateIsShared) = (layout, rows, stateIsShared);
        var layers = layout.Layers;
        (_values, _sums) = (new int[layers.Length], new int[layers.Length]);
        _one = layout.Count4 * (stateIsShared ? 1 + DeviceState.Slots : 1);
        var at = _one + 1;
        for (var l = 0; l < layers.Length; at += rows * layers[l++].Inputs4)
            _values[l] = at;
        for (var l = 0; l < layers.Length; at += rows * layers[l++].Outputs4)
            _sums[l] = at;
        _targets = at;
        _size = at + rows * layers[^1].Outputs4;
    }

    /// <summary>Rows of a batch that are worked on at once.</summary>
    public int Rows { get; }

    /// <summary>Whether the optimizer's state stays in shared memory, too.</summary>
    public bool StateIsShared { get; }

    /// <summary>The layout for a number of samples in so many vec4s; null where there are too few.</summary>
    public static FusedLayout? TryCreate(ParameterLayout layout, int samples, int available4)
    {
        var row4 = layout.Layers.Sum(l => l.Inputs4 + l.Outputs4) + layout.Layers[^1].Outputs4;
        int RowsBeside(int parameters4) =>
            Math.Min((available4 - parameters4 - 1) / row4, 4 * ParameterLayout.In4(samples)) / 4 * 4;
        var rows = RowsBeside(layout.Count4 * (1 + DeviceState.Slots));
        if (rows >= Math.Min(EnoughRows, samples))
            return new FusedLayout(layout, rows, stateIsShared: true);
        rows = RowsBeside(layout.Count4);
        return rows >= Math.Min(FewestRows, samples) ? new FusedLayout(layout, rows, stateIsShared: false) : null;
    }

    /// <summary>How many of the invocations share the rows of one gradient.</summary>
    public int Parts(int invocations) => Math.Max(1, invocations / (int)BitOperations.RoundUpToPowerOf2((uint)_layout.Count4));

    /// <summary>The text that stands for <c>#include "network"</c>.</summary>
    public string Glsl()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)
        [
            ("LAYER_COUNT", _layout.Layers.Length), ("PARAMETERS4", _layout.Count4), ("CHUNK_ROWS", Rows),
            ("SHARED4", _size), ("STATE_PLACE", _layout.Count4), ("ONE_PLACE", _one), ("TARGETS_PLACE", _targets),
        ])
            text.Append(CultureInfo.InvariantCulture, $"#define {name} {value}u\n");
        if (StateIsShared)
            text.Append("#define STATE_IS_SHARED\n");
        text.Append("const Layer layers[LAYER_COUNT] = Layer[](\n");
        for (var l = 0; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            int[] numbers =
            [
                layer.Inputs, layer.Inputs4, layer.Outputs, layer.Outputs4, layer.Weights, layer.Bias, _values[l], _sums[l],
            ];
            text.Append(l > 0 ? ",\n" : "").Append(CultureInfo.InvariantCulture, $"    Layer({string.Join("u, ", numbers)}u)");
        }
        return text.Append(");\n").ToString();
    }

    /// <summary>
    /// Four numbers for each vec4 of θ: its gradient is a sum over rows of a number times a vec4; where the two begin,
    /// in floats and in vec4s, and the distance from row to row.
    /// </summary>
    public uint[] Terms()
    {
        var terms = new List<uint>(4 * _layout.Count4);
        for (var l = 0; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            for (var unit = 0; unit < layer.Outputs; unit++)
                for (var i = 0; i < layer.Inputs4; i++)
                    terms.AddRange(
                        [(uint)(4 * _sums[l] + unit), 4 * (uint)layer.Outputs4, (uint)(_values[l] + i), (uint)layer.Inputs4]);
            for (var unit4 = 0; unit4 < layer.Outputs4; unit4++)
                terms.AddRange([4 * (uint)_one, 0, (uint)(_sums[l] + unit4), (uint)layer.Outputs4]);
        }
        return [.. terms];
    }
}
