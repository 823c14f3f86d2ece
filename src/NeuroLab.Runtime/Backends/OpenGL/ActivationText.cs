using System.Text;
using NeuroLab.Activations;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// The activations of a fused network as GLSL: the first one is the shader's own, each further one has its index in its
/// names. <c>activate_as(kind, z)</c> and <c>slope_as(kind, z, a)</c> choose; the kind is a constant, so that the choice
/// costs nothing.
/// </summary>
internal sealed class ActivationText(ParameterLayout layout)
{
    private readonly Activation[] _activations =
        [.. layout.Layers.Select(layer => layer.Activation).OfType<Activation>().Distinct()];

    private static readonly Activation None = new Linear();

    /// <summary>The shader's own activation, which a network without hidden layers does not use.</summary>
    public Activation First => _activations.Length > 0 ? _activations[0] : None;

    /// <summary>The index of a layer's activation; 0 for the output layer, which has none.</summary>
    public int IndexOf(in LayerLayout layer) => Math.Max(0, Array.IndexOf(_activations, layer.Activation));

    /// <summary>The functions; they come after <c>layer_math.glsl</c>.</summary>
    public string Glsl()
    {
        var text = new StringBuilder();
        for (var i = 1; i < _activations.Length; i++)
            text.Append($$"""
                #define activate activate_{{i}}
                #define activation_slope activation_slope_{{i}}
                #define activation_curvature activation_curvature_{{i}}
                {{_activations[i].Glsl}}
                vec4 activate4_{{i}}(vec4 z) { return vec4(activate(z.x), activate(z.y), activate(z.z), activate(z.w)); }
                vec4 slope4_{{i}}(vec4 z, vec4 a)
                {
                    return vec4(
                        activation_slope(z.x, a.x), activation_slope(z.y, a.y),
                        activation_slope(z.z, a.z), activation_slope(z.w, a.w));
                }
                #undef activate
                #undef activation_slope
                #undef activation_curvature

                """);
        text.Append($"vec4 activate_as(uint kind, vec4 z) {{ return {Choice("activate4", "(z)")}; }}\n");
        text.Append($"vec4 slope_as(uint kind, vec4 z, vec4 a) {{ return {Choice("slope4", "(z, a)")}; }}\n");
        return text.ToString();
    }

    private string Choice(string name, string arguments)
    {
        var text = new StringBuilder();
        for (var i = _activations.Length - 1; i > 0; i--)
            text.Append($"kind == {i}u ? {name}_{i}{arguments} : ");
        return text.Append(name).Append(arguments).ToString();
    }
}
