using System.Text.Json;
using NeuroLab.Datasets.Weights;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>Keras' description of a model: its layers in their order, with their activations.</summary>
internal static class KerasConfig
{
    private const string Remedy = "save a Sequential of Dense layers";

    /// <summary>The network that the description makes of the layers.</summary>
    /// <exception cref="UserErrorException">It is no chain of dense layers, or does not fit them.</exception>
    public static StoredWeights Read(JsonElement root, KerasLayers stored, string path)
    {
        var chain = new DenseChain(path);
        if (Property(root, "config") is not { ValueKind: JsonValueKind.Object } model || Property(model, "layers") is not { ValueKind: JsonValueKind.Array } list)
            throw chain.Refused($"its description has no list of layers; {Remedy}");
        var layers = list.EnumerateArray().Select(layer => (Class: Text(layer, "class_name"), Config: Property(layer, "config") ?? default, Element: layer)).ToList();
        var dense = layers.Where(layer => layer.Class == "Dense").Select(layer => Text(layer.Config, "name")).ToList();
        // Keras 3 names the groups by their number among the dense layers, Keras 2 by the layers' names.
        var isNamed = dense.All(name => stored.Layers.Any(layer => layer.Name == name));
        if (dense.Count != stored.Layers.Count && layers.TrueForAll(layer => Kind(layer.Class) is not null))
            throw chain.Refused($"its description has {dense.Count} dense layers, and {stored.Layers.Count} have weights; save the model again");
        var before = "";
        var at = 0;
        foreach (var (kind, config, element) in layers)
        {
            var name = Text(config, "name");
            RequireChain(chain, element, name, before);
            before = name;
            if (Kind(kind) is not { } function)
                throw chain.Refused($"{KerasLayers.Shown(kind)} '{KerasLayers.Shown(name)}' is no part of a dense network; {Remedy}");
            if (kind == "Dense")
            {
                var (_, arrays) = isNamed ? stored.Layers.First(layer => layer.Name == name) : stored.Layers[at];
                at++;
                chain.AddLayer(name, "kernel", arrays[0]);
                if (arrays.Count > 1)
                    chain.AddBias(arrays[1]);
            }
            if (function.Length > 0)
                AddFunction(chain, function == "activation" ? Activation(config) : (function, config), name);
        }
        return chain.End([], [.. stored.PassedOver.Select(KerasLayers.Shown)]);
    }

    // What a class of layers does: a function of that name, the one of its configuration, or nothing; null if unknown.
    private static string? Kind(string layer) => layer switch
    {
        "InputLayer" or "Dropout" or "Flatten" or "GaussianNoise" or "GaussianDropout" or "ActivityRegularization" => "",
        "Dense" or "Activation" => "activation",
        "ReLU" => "relu",
        "LeakyReLU" => "leaky_relu",
        "ELU" => "elu",
        "Softmax" => "softmax",
        _ => null,
    };

    private static (string Name, JsonElement Settings) Activation(JsonElement config) => Property(config, "activation") switch
    {
        { ValueKind: JsonValueKind.String } name => (name.GetString()!, default),
        // A layer as an activation.
        { ValueKind: JsonValueKind.Object } layer => (Kind(Text(layer, "class_name")) is { Length: > 0 } known ? known : Text(layer, "class_name"), Property(layer, "config") ?? default),
        _ => ("linear", default),
    };

    private static void AddFunction(DenseChain chain, (string Name, JsonElement Settings) function, string layer)
    {
        var name = function.Name is "swish" ? "silu" : function.Name is "log_softmax" ? "softmax" : function.Name;
        var alpha = Number(function.Settings, "negative_slope") ?? Number(function.Settings, "alpha");
        // Keras' slope is another one unless it says so.
        if (name == "leaky_relu" && MathF.Abs((alpha ?? 0.2f) - OnnxGraph.AlphaOf(name)) > 1e-6f)
            throw chain.Refused(FormattableString.Invariant($"{KerasLayers.Shown(layer)} has the negative slope {alpha ?? 0.2f:g4}, and leaky_relu here 0.01; train with that"));
        if (name == "elu" && MathF.Abs((alpha ?? 1) - 1) > 1e-6f)
            throw chain.Refused(FormattableString.Invariant($"{KerasLayers.Shown(layer)} has alpha {alpha:g4}, and elu here 1; train with that"));
        if (name == "relu" && ((alpha ?? 0) != 0 || Number(function.Settings, "max_value") is not null || (Number(function.Settings, "threshold") ?? 0) != 0))
            throw chain.Refused($"{KerasLayers.Shown(layer)} is a ReLU with a slope or a limit; train with a plain one");
        chain.AddFunction(name, $"{KerasLayers.Shown(function.Name)} of {KerasLayers.Shown(layer)}");
    }

    // The layers of a functional model say where their input comes from.
    private static void RequireChain(DenseChain chain, JsonElement layer, string name, string before)
    {
        if (Property(layer, "inbound_nodes") is not { } nodes)
            return;
        var sources = new HashSet<string>();
        Collect(nodes, sources, 0);
        if (sources.Count > 1 || (sources.Count == 1 && !sources.Contains(before)))
            throw chain.Refused($"{KerasLayers.Shown(name)} takes the outputs of {string.Join(", ", sources.Select(KerasLayers.Shown))}, so that the layers are no chain; {Remedy}");
    }

    // Keras writes where a tensor comes from as [layer, node, tensor].
    private static void Collect(JsonElement element, HashSet<string> sources, int depth)
    {
        if (depth > 16)
            return;
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                Collect(property.Value, sources, depth + 1);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() >= 3 && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind == JsonValueKind.Number && element[2].ValueKind == JsonValueKind.Number)
                sources.Add(element[0].GetString()!);
            else
            {
                foreach (var item in element.EnumerateArray())
                    Collect(item, sources, depth + 1);
            }
        }
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static float? Number(JsonElement element, string name) => Property(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } number => (float)number.GetDouble(),
        // Keras 2 wrote some as arrays of one number.
        { ValueKind: JsonValueKind.Object } array => Number(array, "value"),
        _ => null,
    };
}
