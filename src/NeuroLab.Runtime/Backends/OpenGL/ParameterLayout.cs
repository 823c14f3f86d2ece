using System.Collections.Immutable;
using NeuroLab.Networks;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// θ as stored on the GPU: layer by layer, each row of W padded to whole vec4s, then b padded likewise. The padding is
/// always 0.
/// </summary>
internal sealed class ParameterLayout
{
    public ParameterLayout(NetworkShape shape)
    {
        Shape = shape;
        var layers = ImmutableArray.CreateBuilder<LayerLayout>(shape.Layers.Length);
        var at = 0;
        foreach (var layer in shape.Layers)
        {
            var weights = at;
            at += layer.Outputs * In4(layer.Inputs);
            layers.Add(new LayerLayout(layer.Inputs, In4(layer.Inputs), layer.Outputs, In4(layer.Outputs), weights, at, layer.Activation, layer.HasSkip));
            at += In4(layer.Outputs);
        }
        Layers = layers.MoveToImmutable();
        Count4 = at;
    }

    public NetworkShape Shape { get; }

    public ImmutableArray<LayerLayout> Layers { get; }

    /// <summary>Units of the widest layer with a skip, in vec4s; 0 without skips.</summary>
    public int SkipWidth4 => Layers.Max(layer => layer.HasSkip ? layer.Outputs4 : 0);

    /// <summary>Length in vec4s.</summary>
    public int Count4 { get; }

    /// <summary>Length in bytes.</summary>
    public long Bytes => Count4 * 16L;

    /// <summary>Units rounded up to whole vec4s, in vec4s.</summary>
    public static int In4(int units) => (units + 3) / 4;

    /// <summary>Copies rows, [rows, width], into rows padded to whole vec4s, which must be zeroed.</summary>
    public static void PadRows(ReadOnlySpan<float> rows, int width, Span<float> padded)
    {
        var pitch = 4 * In4(width);
        for (int from = 0, to = 0; from < rows.Length; from += width, to += pitch)
            rows.Slice(from, width).CopyTo(padded[to..]);
    }

    /// <summary>Converts flat θ, or any vector with its layout, to the GPU layout, [4·Count4].</summary>
    public void Pack(ReadOnlySpan<float> flat, Span<float> padded)
    {
        padded.Clear();
        foreach (var layer in Shape.Layers)
        {
            var layout = Layers[layer.Index];
            PadRows(flat.Slice(layer.WeightOffset, layer.WeightCount), layer.Inputs, padded[(4 * layout.Weights)..]);
            flat.Slice(layer.BiasOffset, layer.Outputs).CopyTo(padded[(4 * layout.Bias)..]);
        }
    }

    /// <summary>Converts back.</summary>
    public void Unpack(ReadOnlySpan<float> padded, Span<float> flat)
    {
        foreach (var layer in Shape.Layers)
        {
            var layout = Layers[layer.Index];
            for (var unit = 0; unit < layer.Outputs; unit++)
                padded.Slice(4 * (layout.Weights + unit * layout.Inputs4), layer.Inputs)
                    .CopyTo(flat[(layer.WeightOffset + unit * layer.Inputs)..]);
            padded.Slice(4 * layout.Bias, layer.Outputs).CopyTo(flat[layer.BiasOffset..]);
        }
    }
}
