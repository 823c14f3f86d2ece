using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Formats.Onnx;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>Follows a graph from its input to its output, and understands each step of a dense network.</summary>
internal sealed class OnnxGraph
{
    private const string Remedy = "export a chain of dense layers and activations only";

    // What a message can show of a name.
    private const int MaxShown = 60;

    private readonly Graph _graph;
    private readonly string _path;
    private readonly DenseChain _chain;
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly Dictionary<string, List<Node>> _readers = [];
    private readonly HashSet<string> _used = [];
    private (string Value, Node? Sum) _skipped;

    /// <param name="path">Prefix of error messages.</param>
    public OnnxGraph(Graph graph, string path)
    {
        (_graph, _path, _chain) = (graph, path, new DenseChain(path));
        foreach (var tensor in graph.Initializer)
            _constants[tensor.Name] = tensor;
        foreach (var node in graph.Node)
        {
            if (!IsConstant(node))
            {
                foreach (var input in node.Input.Distinct().Where(input => !_constants.ContainsKey(input)))
                {
                    if (!_readers.TryAdd(input, [node]))
                        _readers[input].Add(node);
                }
            }
        }
    }

    /// <summary>Operators that are activations, with their names in the catalogue.</summary>
    public static IReadOnlyDictionary<string, string> Functions { get; } = new Dictionary<string, string>
    {
        ["Relu"] = "relu",
        ["Tanh"] = "tanh",
        ["Sigmoid"] = "sigmoid",
        ["Softplus"] = "softplus",
        ["Elu"] = "elu",
        ["LeakyRelu"] = "leaky_relu",
        ["Gelu"] = "gelu",
        ["Softmax"] = "softmax",
        ["LogSoftmax"] = "softmax",
    };

    /// <summary>The parameter of an activation, as the catalogue has it.</summary>
    public static float AlphaOf(string activation) => activation == "elu" ? 1 : 0.01f;

    /// <summary>The network.</summary>
    /// <exception cref="UserErrorException">It is no chain of dense layers.</exception>
    public StoredWeights Read(Dictionary<string, string> metadata)
    {
        // Old exporters list the weights as inputs too.
        var inputs = _graph.Input.Where(input => !_constants.ContainsKey(input.Name)).ToList();
        if (inputs.Count != 1 || _graph.Output.Count != 1)
            throw Error($"has {inputs.Count} inputs and {_graph.Output.Count} outputs; export a network with one of each");
        var value = inputs[0].Name;
        var axes = inputs[0].Type?.TensorType?.Shape?.Dim.Count ?? 2;
        for (var steps = 0; value != _graph.Output[0].Name; steps++)
        {
            if (steps > _graph.Node.Count)
                throw Error($"runs in a circle at {Shown(value)}; {Remedy}");
            if (!_readers.TryGetValue(value, out var readers))
                throw Error($"its value {Shown(value)} leads nowhere; {Remedy}");
            if (axes != 2 && steps == 0 && readers is [{ OpType: "Gemm" or "MatMul" }])
                throw Error($"its input has {axes} axes and is not flattened; export a network of [samples, inputs], or with Flatten in front");
            value = readers is [var only] ? Step(only, value) : BeginsSkip(readers, value) is { } layer ? Step(layer, value) : Gated(readers, value);
        }
        return _chain.End(metadata, [.. _graph.Initializer.Select(tensor => tensor.Name).Where(name => !_used.Contains(name)).Select(Shown)]);
    }

    // A value that goes into a layer and is added to what comes out; the layer, or null if this is none.
    private Node? BeginsSkip(List<Node> readers, string value)
    {
        if (readers.Count != 2 || readers.Find(node => node.OpType == "Add") is not { } sum || readers.Find(node => node.OpType is "Gemm" or "MatMul") is not { } layer)
            return null;
        _chain.BeginSkip(Place(sum));
        _skipped = (value, sum);
        return layer;
    }

    // One node, whose output is what goes on.
    private string Step(Node node, string value)
    {
        switch (node.OpType)
        {
            case var _ when node.Domain.Length > 0 && node.Domain != "ai.onnx":
                throw Unknown(node);
            case "Gemm":
                AddGemm(node, value);
                break;
            case "MatMul":
                AddLayer(node, Other(node, value, isSecond: true), "kernel");
                break;
            case "Add" when node == _skipped.Sum && node.Input is [var first, var second] && (first == value ? second : first) == _skipped.Value:
                _chain.EndSkip(Place(node));
                _skipped = default;
                break;
            case "Add":
                var bias = Decode(Other(node, value));
                if (!_chain.TakesBias)
                    throw Error($"{Place(node)} adds a constant that is no bias of a layer; {Remedy}");
                _chain.AddBias(Flat(bias));
                break;
            case "Flatten" when Integer(node, "axis", 1) == 1:
            case "Reshape" or "Identity" or "Dropout" or "Squeeze":
                if (node.OpType == "Reshape" && Other(node, value, isSecond: true) is var target && Decode(target).Data is not long[] { Length: 2 })
                    throw Error($"{Place(node)} makes no rows of numbers; {Remedy}");
                break;
            case var operation when Functions.TryGetValue(operation, out var function):
                RequireUsual(node, function);
                _chain.AddFunction(function, Place(node));
                break;
            default:
                throw Unknown(node);
        }
        return Output(node);
    }

    private void AddGemm(Node node, string value)
    {
        if (node.Input.Count < 2 || node.Input[0] != value || Integer(node, "transA", 0) != 0 || Number(node, "alpha", 1) != 1 || Number(node, "beta", 1) != 1)
            throw Error($"{Place(node)} is no dense layer: it scales, or transposes its input; {Remedy}");
        AddLayer(node, node.Input[1], Integer(node, "transB", 0) != 0 ? "weight" : "kernel");
        if (node.Input.Count > 2 && node.Input[2].Length > 0)
            _chain.AddBias(Flat(Decode(node.Input[2])));
    }

    private void AddLayer(Node node, string constant, string leaf)
    {
        var weight = Decode(constant);
        if (weight.Shape.Length != 2)
            throw Error($"{Place(node)} has a weight [{string.Join(", ", weight.Shape)}], where a dense layer has two axes; {Remedy}");
        var name = weight.Name.Replace('/', '.');
        foreach (var ending in (string[])[".weight", ".kernel", "weight", "kernel"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length)
                name = name[..^ending.Length];
        }
        _chain.AddLayer(name.TrimEnd('.', '_'), leaf, weight);
    }

    // x · sigmoid(x), and GELU as ½x(1 + erf(x/√2)), as exporters write them for older sets of operators.
    private string Gated(List<Node> readers, string value)
    {
        var product = readers.Find(node => node.OpType == "Mul");
        var gate = readers.Find(node => node.OpType is "Sigmoid" or "Div" or "Mul" && node != product);
        if (readers.Count != 2 || product is null || gate is null)
            throw Error($"{Shown(value)} goes to {readers.Count} places ({string.Join(", ", readers.Select(node => node.OpType))}); {Remedy}");
        if (gate.OpType == "Sigmoid" && product.Input.Contains(Output(gate)))
        {
            _chain.AddFunction("silu", Place(gate));
            return Output(product);
        }
        if (gate.OpType == "Mul" && product.Input.Any(_constants.ContainsKey))
            (gate, product) = (product, gate);
        // The factor ½ may come at either end.
        if (Next(gate) is { OpType: "Erf" } erf && Next(erf) is { OpType: "Add" } add && Is(Constant(add, Output(erf)), 1)
            && (gate.OpType == "Div" ? Is(Constant(gate, value), MathF.Sqrt(2)) : Is(Constant(gate, value), MathF.Sqrt(0.5f)))
            && product.Input.Contains(Output(add)) && Next(product) is { OpType: "Mul" } half && Is(Constant(half, Output(product)), 0.5f))
        {
            _chain.AddFunction("gelu", Place(erf));
            return Output(half);
        }
        throw Error($"{Place(gate)} is part of a function that is not known here; {Remedy}");
    }

    private Node? Next(Node node) => _readers.GetValueOrDefault(Output(node)) is [var next] ? next : null;

    // The number that a node combines a value with; null for none.
    private float? Constant(Node node, string value) =>
        node.Input.FirstOrDefault(input => input != value) is { } other && _constants.ContainsKey(other) && Decode(other) is { Data.Length: 1 } tensor ? tensor.ToFloats()[0] : null;

    private static bool Is(float? number, float expected) => number is { } given && MathF.Abs(given - expected) < 1e-4f;

    private void RequireUsual(Node node, string function)
    {
        if (function is "elu" or "leaky_relu" && MathF.Abs(Number(node, "alpha", AlphaOf(function)) - AlphaOf(function)) > 1e-6f)
            throw Error(FormattableString.Invariant($"{Place(node)} has alpha {Number(node, "alpha", 0):g4}, and {function} here {AlphaOf(function):g4}; export a network with that"));
        if (function == "gelu" && node.Attribute.Any(attribute => attribute.Name == "approximate" && attribute.S.ToStringUtf8() != "none"))
            throw Error($"{Place(node)} is approximated by tanh, and exact here; export a network with the exact one");
    }

    // Constants may be computed from constants: a transposed weight, another name.
    private bool IsConstant(Node node)
    {
        if (node.OpType == "Constant" && node.Attribute is [{ Name: "value", T: { } tensor }] && node.Output.Count > 0)
        {
            tensor.Name = tensor.Name.Length > 0 ? tensor.Name : node.Output[0];
            _constants[node.Output[0]] = tensor;
            return true;
        }
        if (node.OpType is not ("Identity" or "Transpose") || node.Input.Count != 1 || node.Output.Count != 1 || !_constants.TryGetValue(node.Input[0], out var source))
            return false;
        if (node.OpType == "Transpose")
        {
            if (source.Dims.Count != 2)
                return false;
            source = Transposed(source);
        }
        _used.Add(node.Input[0]);
        _constants[node.Output[0]] = source;
        return true;
    }

    private Tensor Transposed(Tensor source)
    {
        var tensor = OnnxTensor.Decode(source, _path);
        var (rows, columns) = (tensor.Shape[0], tensor.Shape[1]);
        var transposed = new Tensor { Name = source.Name, DataType = 1 };
        transposed.Dims.Add([columns, rows]);
        var floats = tensor.ToFloats();
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                transposed.FloatData.Add(floats[(row * columns) + column]);
        }
        return transposed;
    }

    private SafetensorsTensor Decode(string name)
    {
        if (!_constants.TryGetValue(name, out var tensor))
            throw Error($"{Shown(name)} is computed and not stored; {Remedy}");
        _used.Add(name);
        return OnnxTensor.Decode(tensor, _path);
    }

    // [1, outputs] is a bias too.
    private static SafetensorsTensor Flat(SafetensorsTensor bias) => bias.Shape is [1, var outputs] ? bias with { Shape = [outputs] } : bias;

    private string Other(Node node, string value, bool isSecond = false) => node.Input is [var first, var second] && (first == value || (!isSecond && second == value))
        ? first == value ? second : first
        : throw Error($"{Place(node)} does not combine its input with a constant; {Remedy}");

    private string Output(Node node) => node.Output.Count > 0 ? node.Output[0] : throw Error($"{Place(node)} has no output; {Remedy}");

    private static long Integer(Node node, string name, long usual) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? usual;

    private static float Number(Node node, string name, float usual) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.F ?? usual;

    private UserErrorException Unknown(Node node)
    {
        var shape = node.Input.Where(_constants.ContainsKey).Select(input => $" [{string.Join(", ", _constants[input].Dims.Take(8))}]").FirstOrDefault();
        return Error($"{Place(node)}{shape} is no part of a dense network; {Remedy}");
    }

    private static string Place(Node node) => $"{Shown(node.OpType)}{(node.Name.Length > 0 ? $" '{Shown(node.Name)}'" : "")}";

    private static string Shown(string name)
    {
        var clean = string.Concat(name.Take(MaxShown).Select(one => char.IsControl(one) || char.IsSurrogate(one) ? '?' : one));
        return name.Length > MaxShown ? clean + "…" : clean;
    }

    private UserErrorException Error(string what) => _chain.Refused(what);
}
