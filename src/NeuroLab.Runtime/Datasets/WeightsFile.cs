using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Dense networks as PyTorch saves them: <c>0.weight</c> [out, in], <c>0.bias</c>, <c>2.weight</c> … after any prefix,
/// where the numbers only give the order of the layers; or <c>fc1.weight</c>, <c>out.weight</c>, in the file's order.
/// </summary>
internal static partial class WeightsFile
{
    /// <summary>The metadata with the names of the activations behind the hidden layers.</summary>
    public const string ActivationKey = "activation";

    /// <summary>The metadata with the <see cref="Standardization"/> of the data that the weights were trained on.</summary>
    public const string StandardizationKey = "standardization";

    /// <summary>How the data of some weights were standardized, by the metadata of their file; null if they were not.</summary>
    /// <exception cref="UserErrorException">It is damaged.</exception>
    public static Standardization? StandardizationOf(IReadOnlyDictionary<string, string> metadata, string path) =>
        !metadata.TryGetValue(StandardizationKey, out var text) ? null
        : Standardization.TryParse(text, out var found) ? found
        : throw new UserErrorException($"{path}: its {StandardizationKey} is damaged; save the weights again");

    /// <summary>Reads the layers of a safetensors file. Blocks.</summary>
    /// <param name="prefix">Common prefix of the layers' names; needed only if a file holds several networks.</param>
    /// <exception cref="UserErrorException">The file is damaged or its tensors are not a chain of dense
    /// layers.</exception>
    public static IReadOnlyList<LayerWeights> Load(string path, string? prefix = null) =>
        ToLayers(SafetensorsFile.Read(path), path, prefix);

    /// <summary>Writes the parameters of a network with the given layer sizes. Blocks.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs: at least two numbers.</param>
    /// <param name="parameters">θ: for each layer the weight [out, in], then the bias.</param>
    /// <param name="activation">Names of the activations behind the hidden layers, to be read back; null leaves them out.</param>
    /// <param name="standardization">How its data were standardized; null if they were not.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Save(
        string path, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters, string? activation = null, Standardization? standardization = null)
    {
        var metadata = new List<(string, string)>();
        if (activation is not null)
            metadata.Add((ActivationKey, activation));
        if (standardization is not null)
            metadata.Add((StandardizationKey, standardization.ToText()));
        SafetensorsFile.Write(path, ToTensors(sizes, parameters), [.. metadata]);
    }

    /// <summary>The layers of <see cref="Read"/>.</summary>
    /// <exception cref="UserErrorException">The tensors are not a chain of dense layers or hold NaN or
    /// infinity.</exception>
    public static IReadOnlyList<LayerWeights> ToLayers(IReadOnlyList<SafetensorsTensor> tensors, string path, string? prefix = null) =>
        Read(tensors, path, prefix).Layers;

    /// <summary>
    /// Sorts the layers by number, those without one in the file's order, and checks their shapes against each other. A
    /// missing bias is zero. A tensor of another kind of layer is rejected by name.
    /// </summary>
    /// <param name="tensors">In the file's order.</param>
    /// <param name="path">Prefix of error messages.</param>
    /// <param name="prefix">Common prefix of the layers' names; null if the file holds a single network.</param>
    /// <exception cref="UserErrorException">The tensors are not a chain of dense layers or hold NaN or
    /// infinity.</exception>
    public static WeightsReading Read(IReadOnlyList<SafetensorsTensor> tensors, string path, string? prefix = null)
    {
        var modules = tensors.Where(tensor => Leaf(tensor) == "weight").Select(Module).ToList();
        var names = LayerNames.Choose(modules, path, prefix);
        RequireDense(tensors, names, path, prefix);
        if (names.Count == 0)
            throw new UserErrorException($"{path}: no tensor is named {prefix}0.weight or alike; save the state_dict of a network of dense layers");

        var layers = new List<LayerWeights>();
        foreach (var name in names)
        {
            var layer = ToLayer(path, tensors.First(tensor => tensor.Name == name + "weight"), tensors.FirstOrDefault(tensor => tensor.Name == name + "bias"));
            if (layers.Count > 0 && layers[^1] is var before && before.Outputs != layer.Inputs)
                throw new UserErrorException($"{path}: {name}weight takes {layer.Inputs} inputs and {before.Name}weight gives {before.Outputs} outputs; save a network whose layers follow each other{(names.TrueForAll(one => LayerNames.Number(one, path) is not null) ? "" : ", numbered in their order")}");
            layers.Add(layer);
        }
        return new WeightsReading(layers, [.. tensors.Where(tensor => !names.Contains(Module(tensor))).Select(tensor => tensor.Name)]);
    }

    /// <summary>
    /// The tensors 0.weight, 0.bias, 2.weight …, as named by a Sequential with an activation between dense layers.
    /// </summary>
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

    // Every tensor that the outputs may depend on must be understood, and every tensor of a numbered module; others,
    // such as an epoch count, may be skipped.
    private static void RequireDense(IReadOnlyList<SafetensorsTensor> tensors, List<string> names, string path, string? prefix)
    {
        var numbers = new HashSet<int>();
        foreach (var name in names)
        {
            if (LayerNames.Number(name, path) is { } number && !numbers.Add(number))
                throw new UserErrorException($"{path}: tensor {name}weight occurs twice; number each layer once");
        }
        foreach (var tensor in tensors)
        {
            var (module, leaf) = (Module(tensor), Leaf(tensor));
            var isParameter = ParameterName().IsMatch(leaf) || names.Exists(name => LayerNames.Group(name) == LayerNames.Group(module));
            if (module.Length == 0 || !isParameter || !tensor.Name.StartsWith(prefix ?? "", StringComparison.Ordinal))
                continue;
            if (names.Contains(module) && leaf is "weight" or "bias")
                continue;
            // Outside the prefix there may be another network, which was not chosen.
            if (prefix is not null && tensors.Any(other => other.Name == module + "weight") && !names.Contains(module))
                continue;
            throw new UserErrorException(leaf == "bias"
                ? $"{path}: {tensor.Name} has no weight beside it; save the whole network"
                : $"{path}: tensor {tensor.Name} belongs to no dense layer; save a network of dense layers only");
        }
    }

    private static string Module(SafetensorsTensor tensor) => tensor.Name[..(tensor.Name.LastIndexOf('.') + 1)];

    private static string Leaf(SafetensorsTensor tensor) => tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..];

    private static LayerWeights ToLayer(string path, SafetensorsTensor weight, SafetensorsTensor? bias)
    {
        if (weight.Shape is not [> 0 and int outputs, > 0 and int inputs])
            throw new UserErrorException($"{path}: {weight.Name} has the shape [{string.Join(", ", weight.Shape)}], where a dense layer has [outputs, inputs]; save a network of dense layers only");
        if (bias is not null && !(bias.Shape is [int extent] && extent == outputs))
            throw new UserErrorException($"{path}: {bias.Name} has the shape [{string.Join(", ", bias.Shape)}] and {weight.Name} has {outputs} outputs; save the network again");
        return new LayerWeights(
            Finite(path, weight), bias is null ? new float[outputs] : Finite(path, bias), inputs, outputs, Module(weight), bias is not null);
    }

    private static float[] Finite(string path, SafetensorsTensor tensor)
    {
        tensor.RequireSupported(path);
        var data = tensor.ToFloats();
        var bad = ArrayConversion.FirstNonFinite(data);
        return bad < 0 ? data : throw new UserErrorException(
            $"{path}: {tensor.Name}[{ArrayConversion.Index(bad, tensor.Shape)}] is {ArrayConversion.Describe(data[bad])}; use weights from before the training diverged");
    }

    /// <summary>Names of tensors that a module's outputs depend on.</summary>
    [GeneratedRegex("^(weight|bias|running_|num_batches|gamma|beta|in_proj|alpha)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
