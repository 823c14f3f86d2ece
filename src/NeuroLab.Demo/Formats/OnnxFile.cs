using System.Runtime.InteropServices;
using Google.Protobuf;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Formats.Onnx;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>Dense networks as ONNX graphs: Gemm, or MatMul and Add, activations between them, softmax at the end.</summary>
internal static class OnnxFile
{
    /// <summary>The format for the table.</summary>
    public static WeightsFormat Format { get; } = new("ONNX", [".onnx"], IsModel, Read) { Write = Write, HoldsTexts = true };

    // The version of the operators; Gelu is younger than the others.
    private const int Operators = 13, OperatorsWithGelu = 20;

    // A model begins with its version, a small number, and goes on with another of its fields.
    private static bool IsModel(WeightsHead head) => head.Start is [0x08, > 0 and < 64, var next, ..] && next >> 3 is >= 2 and <= 8 or 14 or 20 or 25;

    private static StoredWeights Read(string path)
    {
        var bytes = UserFile.ReadAllBytes(path);
        Model model;
        try
        {
            model = Model.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new UserErrorException($"{path}: is no ONNX model, or damaged; export it again", error);
        }
        if (model.Graph is null)
            throw new UserErrorException($"{path}: holds no graph; export the network again");
        var metadata = model.MetadataProps.Where(entry => entry.Key == WeightsFile.StandardizationKey).DistinctBy(entry => entry.Key)
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        return new OnnxGraph(model.Graph, path).Read(metadata);
    }

    private static void Write(string path, StoredWeights weights)
    {
        var layers = WeightsFile.Read(weights, path).Layers;
        var hasSkips = weights.Metadata.ContainsKey(WeightsFile.SkipKey);
        var activations = weights.Metadata.GetValueOrDefault(WeightsFile.ActivationKey)?.Split(',') ?? [];
        var hasGelu = activations.Contains("gelu");
        if (activations.Length == 0 && layers.Count > 1)
            throw new UserErrorException($"{path}: an ONNX graph holds its activation, and nothing says which; name it with --activation");
        var graph = new Graph { Name = "dense", DocString = OwnMark.Text };
        graph.Input.Add(Value("input", layers[0].Inputs));
        graph.Output.Add(Value("output", layers[^1].Outputs));
        var value = "input";
        var output = weights.Metadata.GetValueOrDefault(WeightsFile.OutputKey);
        for (var i = 0; i < layers.Count; i++)
        {
            var isLast = i == layers.Count - 1;
            var name = FormattableString.Invariant($"{2 * i}");
            graph.Initializer.Add(Constant($"{name}.weight", layers[i].Weight, layers[i].Outputs, layers[i].Inputs));
            if (layers[i].HasBias)
                graph.Initializer.Add(Constant($"{name}.bias", layers[i].Bias, layers[i].Outputs));
            var gemm = Add(graph, "Gemm", isLast && output is null ? "output" : $"{name}.sum",
                [value, $"{name}.weight", .. layers[i].HasBias ? [$"{name}.bias"] : Array.Empty<string>()]);
            gemm.Attribute.Add(new Onnx.Attribute { Name = "transB", I = 1, Type = 2 });
            var before = value;
            value = isLast ? gemm.Output[0] : Activate(graph, activations[activations.Length == 1 ? 0 : i], gemm.Output[0], name, path);
            if (hasSkips && i > 0 && !isLast && layers[i].Inputs == layers[i].Outputs)
                value = Add(graph, "Add", $"{name}.skip", before, value).Output[0];
        }
        if (output is not null)
            Add(graph, output == "softmax" ? "Softmax" : "Sigmoid", "output", value);
        var model = new Model
        {
            IrVersion = hasGelu ? 9 : 7,
            ProducerName = "NeuroLab",
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSet { Domain = "", Version = hasGelu ? OperatorsWithGelu : Operators });
        foreach (var key in weights.Metadata.Keys.Where(key => key == WeightsFile.StandardizationKey))
            model.MetadataProps.Add(new Entry { Key = key, Value = weights.Metadata[key] });
        OutputFile.Replace(path, stream => model.WriteTo(stream));
    }

    // The value behind an activation.
    private static string Activate(Graph graph, string activation, string value, string name, string path)
    {
        var output = $"{name}.{activation}";
        switch (activation)
        {
            case "linear":
                return value;
            case "silu":
                Add(graph, "Sigmoid", $"{name}.gate", value);
                Add(graph, "Mul", output, value, $"{name}.gate");
                return output;
            default:
                if (!OnnxGraph.Functions.Values.Contains(activation))
                    throw new UserErrorException($"{path}: an ONNX graph has no operator {activation}; write .safetensors");
                var node = Add(graph, OnnxGraph.Functions.First(pair => pair.Value == activation).Key, output, value);
                if (activation is "elu" or "leaky_relu")
                    node.Attribute.Add(new Onnx.Attribute { Name = "alpha", F = OnnxGraph.AlphaOf(activation), Type = 1 });
                return output;
        }
    }

    private static Node Add(Graph graph, string operation, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new Node { OpType = operation, Name = $"{operation}_{output}" };
        foreach (var input in inputs)
            node.Input.Add(input);
        node.Output.Add(output);
        graph.Node.Add(node);
        return node;
    }

    private static Tensor Constant(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor { Name = name, DataType = 1, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        foreach (var extent in shape)
            tensor.Dims.Add(extent);
        return tensor;
    }

    private static ValueInfo Value(string name, int size)
    {
        var shape = new Shape();
        shape.Dim.Add(new Dimension { DimParam = "samples" });
        shape.Dim.Add(new Dimension { DimValue = size });
        return new ValueInfo { Name = name, Type = new Onnx.Type { TensorType = new TensorType { ElemType = 1, Shape = shape } } };
    }
}
