using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Dense networks as PyTorch's <c>Sequential</c> saves them: <c>0.weight</c> [out, in], <c>0.bias</c>, <c>2.weight</c> …
/// behind any prefix; the numbers only order the layers.
/// </summary>
public static partial class WeightsFile
{
    /// <summary>Reads the layers of a safetensors file. Blocks.</summary>
    /// <param name="prefix">What stands before the layer numbers; needed only where a file holds several networks.</param>
    /// <exception cref="UserErrorException">The file is damaged or its tensors are no chain of dense layers.</exception>
    public static IReadOnlyList<LayerWeights> Load(string path, string? prefix = null) =>
        ToLayers(SafetensorsFile.Read(path), path, prefix);

    /// <summary>Writes the parameters of a network whose layers have these sizes. Blocks.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs: at least two numbers.</param>
    /// <param name="parameters">Layer by layer the weight [out, in], then the bias.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Save(string path, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters) =>
        SafetensorsFile.Write(path, ToTensors(sizes, parameters));

    /// <summary>The layers in the order of their numbers, their shapes checked against each other. A missing bias is zero.</summary>
    /// <param name="path">Starts the messages.</param>
    /// <param name="prefix">What stands before the layer numbers; null takes the only one there is.</param>
    /// <exception cref="UserErrorException">The tensors are no chain of dense layers or hold NaN or infinity.</exception>
    public static IReadOnlyList<LayerWeights> ToLayers(IReadOnlyList<SafetensorsTensor> tensors, string path, string? prefix = null)
    {
        prefix ??= OnlyPrefix(tensors, path);
        var weights = new SortedDictionary<int, SafetensorsTensor>();
        var biases = new Dictionary<int, SafetensorsTensor>();
        foreach (var tensor in tensors)
        {
            var name = NamePattern().Match(tensor.Name);
            if (!name.Success || name.Groups[1].Value != prefix) continue;
            if (!int.TryParse(name.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                throw new UserErrorException($"{path}: tensor {tensor.Name} has no usable layer number; number the layers from 0");
            var added = name.Groups[3].Value switch
            {
                "weight" => weights.TryAdd(layer, tensor),
                "bias" => biases.TryAdd(layer, tensor),
                _ => throw new UserErrorException($"{path}: tensor {tensor.Name} belongs to no dense layer; save a network of dense layers only"),
            };
            if (!added)
                throw new UserErrorException($"{path}: tensor {tensor.Name} occurs twice; number each layer once");
        }
        if (weights.Count == 0)
            throw new UserErrorException($"{path}: no tensor is named {prefix}0.weight or alike; save the state_dict of a Sequential of dense layers");

        var layers = new List<LayerWeights>();
        var before = "";
        foreach ((var number, var weight) in weights)
        {
            biases.Remove(number, out var bias);
            var layer = ToLayer(path, weight, bias);
            if (layers.Count > 0 && layers[^1].Outputs != layer.Inputs)
                throw new UserErrorException($"{path}: {weight.Name} takes {layer.Inputs} inputs and {before} gives {layers[^1].Outputs} outputs; save a network whose layers follow each other");
            layers.Add(layer);
            before = weight.Name;
        }
        if (biases.Count > 0)
            throw new UserErrorException($"{path}: {biases.Values.First().Name} has no weight beside it; save the whole network");
        return layers;
    }

    /// <summary>The tensors 0.weight, 0.bias, 2.weight …, as a Sequential with an activation between dense layers has them.</summary>
    public static IReadOnlyList<SafetensorsTensor> ToTensors(ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters)
    {
        var tensors = new List<SafetensorsTensor>();
        for (var layer = 0; layer + 1 < sizes.Length; layer++)
        {
            int inputs = sizes[layer], outputs = sizes[layer + 1];
            if (parameters.Length < (long)outputs * (inputs + 1))
                throw new ArgumentException("There are fewer parameters than the layers have.", nameof(parameters));
            var number = (2 * layer).ToString(CultureInfo.InvariantCulture);
            tensors.Add(new SafetensorsTensor($"{number}.weight", parameters[..(outputs * inputs)].ToArray(), outputs, inputs));
            tensors.Add(new SafetensorsTensor($"{number}.bias", parameters.Slice(outputs * inputs, outputs).ToArray(), outputs));
            parameters = parameters[(outputs * (inputs + 1))..];
        }
        if (parameters.Length > 0)
            throw new ArgumentException($"{parameters.Length} parameters belong to no layer.", nameof(parameters));
        return tensors;
    }

    private static string OnlyPrefix(IReadOnlyList<SafetensorsTensor> tensors, string path)
    {
        string[] prefixes = [.. tensors.Select(tensor => NamePattern().Match(tensor.Name))
            .Where(name => name.Success && name.Groups[3].Value == "weight")
            .Select(name => name.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        return prefixes.Length <= 1
            ? prefixes.FirstOrDefault("")
            : throw new UserErrorException($"{path}: holds several networks ({string.Join(", ", prefixes.Select(prefix => $"'{prefix}'"))}); name the prefix of one of them");
    }

    private static LayerWeights ToLayer(string path, SafetensorsTensor weight, SafetensorsTensor? bias)
    {
        if (weight.Shape is not [> 0 and int outputs, > 0 and int inputs])
            throw new UserErrorException($"{path}: {weight.Name} has the shape [{string.Join(", ", weight.Shape)}], where a dense layer has [outputs, inputs]; save a network of dense layers only");
        if (bias is not null && !(bias.Shape is [int extent] && extent == outputs))
            throw new UserErrorException($"{path}: {bias.Name} has the shape [{string.Join(", ", bias.Shape)}] and {weight.Name} has {outputs} outputs; save the network again");
        return new LayerWeights(Finite(path, weight), bias is null ? new float[outputs] : Finite(path, bias), inputs, outputs);
    }

    private static float[] Finite(string path, SafetensorsTensor tensor)
    {
        var data = tensor.ToFloats();
        var bad = ArrayConversion.FirstNonFinite(data);
        return bad < 0 ? data : throw new UserErrorException(
            $"{path}: {tensor.Name}[{ArrayConversion.Index(bad, tensor.Shape)}] is {ArrayConversion.Describe(data[bad])}; use weights from before the training diverged");
    }

    /// <summary>Prefix, layer number, and what the tensor is.</summary>
    [GeneratedRegex(@"^(.*?)(\d+)\.([^.\d][^.]*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
