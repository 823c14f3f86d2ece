using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Datasets.Weights;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Dense networks from the tensors of a file: <c>0.weight</c> [out, in], <c>0.bias</c>, <c>2.weight</c> … after any prefix,
/// where the numbers only give the order of the layers; or <c>hidden.kernel</c> [in, out], <c>out.kernel</c>, in the order
/// that their shapes allow.
/// </summary>
internal static partial class WeightsFile
{
    /// <summary>The metadata with the names of the activations behind the hidden layers.</summary>
    public const string ActivationKey = "activation";

    /// <summary>The metadata that says that hidden layers of equal width are connected by skips.</summary>
    public const string SkipKey = "skip";

    /// <summary>The metadata with the function behind the outputs: softmax or sigmoid.</summary>
    public const string OutputKey = "output";

    /// <summary>The metadata with the <see cref="Standardization"/> of the data that the weights were trained on.</summary>
    public const string StandardizationKey = "standardization";

    /// <summary>How the data of some weights were standardized, by the metadata of their file; null if they were not.</summary>
    /// <exception cref="UserErrorException">It is damaged.</exception>
    public static Standardization? StandardizationOf(IReadOnlyDictionary<string, string> metadata, string path) =>
        !metadata.TryGetValue(StandardizationKey, out var text) ? null
        : Standardization.TryParse(text, out var found) ? found
        : throw new UserErrorException($"{path}: its {StandardizationKey} is damaged; save the weights again");

    /// <summary>Reads the layers of a file of any format. Blocks.</summary>
    /// <param name="prefix">What the layers' names start with, if a file holds several networks; or each layer's name, in order.</param>
    /// <exception cref="UserErrorException">The file is damaged or its tensors are not a chain of dense
    /// layers.</exception>
    public static IReadOnlyList<LayerWeights> Load(string path, string? prefix = null) =>
        Read(WeightsFormat.Load(path), path, prefix).Layers;

    /// <summary>Writes the parameters of a network with the given layer sizes. Blocks.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs: at least two numbers.</param>
    /// <param name="parameters">θ: for each layer the weight [out, in], then the bias.</param>
    /// <param name="activation">Names of the activations behind the hidden layers, to be read back; null leaves them out.</param>
    /// <param name="standardization">How its data were standardized; null if they were not.</param>
    /// <param name="hasSkips">Whether hidden layers of equal width are connected by skips.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Save(
        string path, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters, string? activation = null, Standardization? standardization = null,
        bool hasSkips = false) =>
        SafetensorsFile.Write(path, ToTensors(sizes, parameters), Metadata(activation, hasSkips, standardization));

    /// <summary>What a file says of its network beside the tensors.</summary>
    public static (string, string)[] Metadata(string? activation, bool hasSkips, Standardization? standardization = null)
    {
        var metadata = new List<(string, string)>();
        if (activation is not null)
            metadata.Add((ActivationKey, activation));
        if (hasSkips)
            metadata.Add((SkipKey, "true"));
        if (standardization is not null)
            metadata.Add((StandardizationKey, standardization.ToText()));
        return [.. metadata];
    }

    /// <summary>The layers of tensors in the order of the network, where names do not number them.</summary>
    /// <exception cref="UserErrorException">The tensors are not a chain of dense layers or hold NaN or
    /// infinity.</exception>
    public static IReadOnlyList<LayerWeights> ToLayers(IReadOnlyList<SafetensorsTensor> tensors, string path, string? prefix = null) =>
        Read(new StoredWeights(tensors) { KeepsOrder = true }, path, prefix).Layers;

    /// <summary>
    /// Orders the layers (<see cref="LayerNames"/>) and checks their shapes against each other. A missing bias is zero. A
    /// tensor of another kind of layer is rejected by name.
    /// </summary>
    /// <param name="path">Prefix of error messages.</param>
    /// <param name="prefix">Common prefix of the layers' names, or the names themselves; null if the file holds a single
    /// network.</param>
    /// <exception cref="UserErrorException">The tensors are not a chain of dense layers or hold NaN or
    /// infinity.</exception>
    public static WeightsReading Read(StoredWeights stored, string path, string? prefix = null)
    {
        var tensors = stored.Tensors;
        if (stored.IsGraph && prefix is not null)
            throw new UserErrorException($"{path}: says itself which layers it has, in which order; leave --prefix out");
        var modules = tensors.Where(tensor => IsWeight(Leaf(tensor))).Select(Module).ToList();
        var names = stored.IsGraph ? modules : LayerNames.Choose(modules, path, prefix);
        RequireDense(tensors, names, path, prefix);
        if (names.Count == 0)
            throw new UserErrorException($"{path}: no tensor is named {prefix}0.weight or alike; save the state_dict of a network of dense layers");

        var layers = names.ConvertAll(name => ToLayer(
            path, tensors.First(tensor => Module(tensor) == name && IsWeight(Leaf(tensor))), tensors.FirstOrDefault(tensor => tensor.Name == name + "bias")));
        if (!stored.IsGraph && !LayerNames.IsList(prefix))
            layers = LayerOrder.Of(layers, stored.KeepsOrder, path);
        RequireChain(layers, path);
        return new WeightsReading(layers, [.. tensors.Where(tensor => !names.Contains(Module(tensor))).Select(tensor => tensor.Name)]) { Part = stored.Part };
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

    private static void RequireChain(List<LayerWeights> layers, string path)
    {
        for (var i = 1; i < layers.Count; i++)
        {
            if (layers[i - 1] is var before && before.Outputs != layers[i].Inputs)
                throw new UserErrorException($"{path}: {layers[i].Name}weight takes {layers[i].Inputs} inputs and {before.Name}weight gives {before.Outputs} outputs; save a network whose layers follow each other{(layers.TrueForAll(one => LayerNames.Number(one.Name, path) is not null) ? "" : ", or name them in their order with --prefix")}");
        }
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
            if (module.Length == 0 || !isParameter || !(LayerNames.IsList(prefix) || tensor.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)))
                continue;
            if (names.Contains(module) && (IsWeight(leaf) || leaf == "bias"))
                continue;
            // Outside the prefix there may be another network, which was not chosen.
            if (prefix is not null && !names.Contains(module) && tensors.Any(other => Module(other) == module && IsWeight(Leaf(other))))
                continue;
            throw new UserErrorException(leaf == "bias"
                ? $"{path}: {tensor.Name} has no weight beside it; save the whole network"
                : $"{path}: tensor {tensor.Name} [{string.Join(", ", tensor.Shape)}] belongs to no dense layer{(leaf.StartsWith("running_", StringComparison.Ordinal) ? ", but to a normalization; fold it into the layer before it, or" : ";")} save a network of dense layers only");
        }
    }

    private static string Module(SafetensorsTensor tensor) => tensor.Name[..(tensor.Name.LastIndexOf('.') + 1)];

    private static string Leaf(SafetensorsTensor tensor) => tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..];

    private static bool IsWeight(string leaf) => leaf is "weight" or "kernel";

    private static LayerWeights ToLayer(string path, SafetensorsTensor weight, SafetensorsTensor? bias)
    {
        var isKernel = Leaf(weight) == "kernel";
        if (weight.Shape is not [> 0 and int rows, > 0 and int columns])
            throw new UserErrorException($"{path}: {weight.Name} has the shape [{string.Join(", ", weight.Shape)}], where a dense layer has [{(isKernel ? "inputs, outputs" : "outputs, inputs")}]; {(weight.Shape.Length > 2 ? "a convolution is not trained here, so " : "")}save a network of dense layers only");
        var (outputs, inputs) = isKernel ? (columns, rows) : (rows, columns);
        if (bias is not null && !(bias.Shape is [int extent] && extent == outputs))
            throw new UserErrorException($"{path}: {bias.Name} has the shape [{string.Join(", ", bias.Shape)}] and {weight.Name} has {outputs} outputs; save the network again");
        var elements = Finite(path, weight);
        return new LayerWeights(
            isKernel ? Transposed(elements, inputs, outputs) : elements, bias is null ? new float[outputs] : Finite(path, bias), inputs, outputs, Module(weight), bias is not null);
    }

    private static float[] Transposed(float[] kernel, int inputs, int outputs)
    {
        var weight = new float[kernel.Length];
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
                weight[(output * inputs) + input] = kernel[(input * outputs) + output];
        }
        return weight;
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
    [GeneratedRegex("^(weight|kernel|bias|running_|num_batches|gamma|beta|in_proj|alpha)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
