using NeuroLab.Networks;

namespace NeuroLab.Demo.Lesson;

/// <summary>Names of layers in a menu.</summary>
internal static class LayerNames
{
    private static NetworkShape? _shape;
    private static string[] _names = [];

    /// <summary>One name per layer, cached as long as the shape is the same.</summary>
    public static IReadOnlyList<string> Of(NetworkShape shape)
    {
        if (_shape != shape)
        {
            _shape = shape;
            _names = [.. shape.Layers.Select(layer =>
                $"Layer {layer.Index + 1}: {layer.Inputs} → {layer.Outputs}, {layer.Activation?.Name ?? "linear"}{(layer.HasSkip ? ", skip" : "")}")];
        }
        return _names;
    }
}
