using System.Text.Json;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>A reference case as a PyTorch user would hand it over: weights, data and directions in files.</summary>
internal sealed class ReferenceFiles
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Reference", "data");

    private static readonly JsonElement[] Index =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "index.json"))).RootElement.EnumerateArray()];

    private readonly JsonElement _entry;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    public ReferenceFiles(string name, TemporaryFolder folder)
    {
        _entry = Index.Single(entry => entry.GetProperty("name").GetString() == name);
        _tensors = SafetensorsFile.Read(Path.Combine(Data, name + ".safetensors")).ToDictionary(tensor => tensor.Name);
        Weights = folder["weights.safetensors"];
        SafetensorsFile.Write(Weights, Renamed("param.", ""));
        Samples = folder["samples.npz"];
        NpzFile.Write(Samples, ("x", Array("x")), ("y", Array("y")));
        Directions = folder["directions.safetensors"];
        SafetensorsFile.Write(Directions, [.. Renamed("dir1.", "dir1."), .. Renamed("dir2.", "dir2.")]);
        RawDirections = folder["raw.safetensors"];
        SafetensorsFile.Write(RawDirections, [.. Renamed("rawdir1.", "dir1."), .. Renamed("rawdir2.", "dir2.")]);
    }

    public static TheoryData<string> Names => [.. Index.Select(entry => entry.GetProperty("name").GetString()!)];

    public string Weights { get; }

    public string Samples { get; }

    public string Directions { get; }

    public string RawDirections { get; }

    public double Loss => _entry.GetProperty("loss_value").GetDouble();

    /// <summary>The arguments that every verb takes.</summary>
    public string[] Arguments =>
    [
        "--weights", Weights, "--data", Samples, "--activation", _entry.GetProperty("activation").GetString()!,
        "--loss", _entry.GetProperty("loss").GetString()!, "--backend", "cpu", "--json",
    ];

    public double[] Curve(string optimizer) =>
        [.. _entry.GetProperty("optimizers").GetProperty(optimizer).EnumerateArray().Select(value => value.GetDouble())];

    public double[] Hessian(string name) => [.. _entry.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public SafetensorsTensor[] Gradients => Renamed("grad.", "");

    public double[] Numbers(string name) => Widen(_tensors[name].Data);

    public static double[] Widen(Array data) => data as double[] ?? System.Array.ConvertAll((float[])data, value => (double)value);

    private NpyArray Array(string name) => new(_tensors[name].Data, _tensors[name].Shape);

    private SafetensorsTensor[] Renamed(string prefix, string replacement) =>
    [
        .. _tensors.Values
            .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tensor => new SafetensorsTensor(replacement + tensor.Name[prefix.Length..], tensor.ToFloats(), tensor.Shape)),
    ];
}
