using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Reference;

/// <summary>One network with everything PyTorch computed for it in float64.</summary>
public sealed class ReferenceCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reference", "data");

    private static readonly JsonElement[] Index =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "index.json"))).RootElement.EnumerateArray()];

    private readonly JsonElement _entry;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    private ReferenceCase(JsonElement entry)
    {
        _entry = entry;
        Name = entry.GetProperty("name").GetString()!;
        _tensors = SafetensorsFile.Read(FilePath).ToDictionary(t => t.Name);
        Loss = Catalog.Loss(entry.GetProperty("loss").GetString()!);
        int[] sizes = [.. entry.GetProperty("layers").EnumerateArray().Select(e => e.GetInt32())];
        Shape = new NetworkShape(
            sizes, Catalog.Activation(entry.GetProperty("activation").GetString()!));
        Network = new Network(Shape, Flat("param"));
        Samples = SampleSet.Create(Dataset(), Loss);
    }

    public static TheoryData<string> Names => [.. Index.Select(e => e.GetProperty("name").GetString()!)];

    /// <summary>The largest network's Hessian was not recorded.</summary>
    public static TheoryData<string> NamesWithHessian =>
        [.. Index.Where(e => e.TryGetProperty("hessian_top5", out _)).Select(e => e.GetProperty("name").GetString()!)];

    public string Name { get; }

    public string FilePath => Path.Combine(Folder, _entry.GetProperty("name").GetString() + ".safetensors");

    public Loss Loss { get; }

    public NetworkShape Shape { get; }

    public Network Network { get; }

    public SampleSet Samples { get; }

    public TrainingData Data => new(Samples, null, Samples);

    /// <summary>Names of the optimizers with a curve.</summary>
    public IEnumerable<string> Optimizers => _entry.GetProperty("optimizers").EnumerateObject().Select(property => property.Name);

    public double LossValue => _entry.GetProperty("loss_value").GetDouble();

    public static ReferenceCase Load(string name) =>
        new(Index.Single(e => e.GetProperty("name").GetString() == name));

    /// <summary>The Hessian's eigenvalues, the largest first, as far as they are recorded.</summary>
    public double[] HessianTop => [.. _entry.GetProperty("hessian_top5").EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>The Hessian's smallest eigenvalues, the most negative first.</summary>
    public double[] HessianBottom => [.. _entry.GetProperty("hessian_bottom3").EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>The settings that the curves were made with.</summary>
    public static OptimizerSettings Settings(string optimizer) => optimizer switch
    {
        "sgd" => new(0.05),
        "momentum" or "nesterov" => new(0.02) { Momentum = 0.9 },
        "adagrad" => new(0.05) { Epsilon = 1e-10 },
        "rmsprop" => new(0.005) { Beta2 = 0.99, Epsilon = 1e-8 },
        "adam" => new(0.01),
        "adamw" => new(0.01) { WeightDecay = 0.05 },
        _ => throw new ArgumentOutOfRangeException(nameof(optimizer)),
    };

    /// <summary>The loss before each of 25 full-batch steps and after the last.</summary>
    public double[] Curve(string optimizer) =>
        [.. _entry.GetProperty("optimizers").GetProperty(optimizer).EnumerateArray().Select(e => e.GetDouble())];

    public double[] PcaExplained => [.. _entry.GetProperty("pca_explained").EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>Whether there is such a tensor.</summary>
    public bool Has(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>A tensor's numbers in double precision.</summary>
    public double[] Doubles(string tensor)
    {
        var data = _tensors[tensor].Data;
        return data as double[] ?? Array.ConvertAll((float[])data, v => (double)v);
    }

    /// <summary>All parameters under a prefix, in the order of θ; a missing bias counts as 0.</summary>
    public float[] Flat(string prefix)
    {
        var flat = new float[Shape.ParameterCount];
        foreach (var layer in Shape.Layers)
        {
            _tensors[$"{prefix}.{2 * layer.Index}.weight"].ToFloats().CopyTo(flat, layer.WeightOffset);
            if (_tensors.TryGetValue($"{prefix}.{2 * layer.Index}.bias", out var bias))
                bias.ToFloats().CopyTo(flat, layer.BiasOffset);
        }
        return flat;
    }

    private Dataset Dataset()
    {
        var x = _tensors["x"];
        var y = _tensors["y"];
        return y.DataType == "I64"
            ? new Dataset(Name, x.ToFloats(), x.Shape[1], labels: [.. ((long[])y.Data).Select(v => (int)v)])
            : new Dataset(Name, x.ToFloats(), x.Shape[1], values: y.ToFloats(), valueCount: y.Shape[1]);
    }
}
