using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>The layers in Keras' HDF5 layouts: <c>layers/dense/vars/0</c> of Keras 3, <c>dense/dense/kernel:0</c> of Keras 2.</summary>
internal sealed class KerasLayers
{
    private const int MaxDepth = 12, MaxGroups = 20_000;

    private readonly List<(string Name, List<SafetensorsTensor> Arrays)> _layers = [];
    private readonly List<string> _passedOver = [];
    private readonly Hdf5File _file;
    private readonly string _path;
    private int _groups;
    private long _total;

    /// <param name="path">Prefix of error messages.</param>
    /// <exception cref="UserErrorException">It has another layout, or an array of another kind.</exception>
    public KerasLayers(Hdf5File file, string path)
    {
        (_file, _path) = (file, path);
        Read(file.Root);
    }

    /// <summary>The layers that have arrays, in their order.</summary>
    public IReadOnlyList<(string Name, List<SafetensorsTensor> Arrays)> Layers => _layers;

    /// <summary>What belongs to no layer.</summary>
    public IReadOnlyList<string> PassedOver => _passedOver;

    /// <summary>The description of the model beside the weights; null for none.</summary>
    public string? Description { get; private set; }

    private void Read(Hdf5Object root)
    {
        if (root.Attributes.TryGetValue("model_config", out var description))
            Description = description.ToTexts(_file) is [var text] ? text : null;
        var names = root.Links.ConvertAll(link => link.Name);
        if (Member(root, "model_weights") is { } weights)
            ReadNamed(weights);
        else if (root.Attributes.ContainsKey("layer_names"))
            ReadNamed(root);
        else if (names.Find(name => name is "layers" or "_layer_checkpoint_dependencies") is { } layers)
        {
            ReadVariables(Member(root, layers)!, "", 0);
            _passedOver.AddRange(names.Where(name => name != layers && name != "vars"));
            Sort();
        }
        else
        {
            throw new UserErrorException($"{_path}: holds no layers as Keras saves them (only {string.Join(", ", names.Take(8).Select(Shown))}); save the network with model.save_weights('net.weights.h5')");
        }
        foreach (var (name, arrays) in _layers)
        {
            if (arrays.Count > 2 || arrays[0].Shape.Length != 2 || (arrays.Count == 2 && arrays[1].Shape.Length != 1))
                throw new UserErrorException($"{_path}: {Shown(name)} holds {string.Join(", ", arrays.Select(array => $"[{string.Join(", ", array.Shape)}]"))}, where a dense layer has [inputs, outputs] and [outputs]; save a network of dense layers only");
        }
    }

    /// <summary>The layers alone.</summary>
    public StoredWeights ToWeights() => new([.. _layers.SelectMany(layer => Tensors(layer.Name, layer.Arrays))])
    {
        IsGraph = true,
        KeepsOrder = true,
        Part = _passedOver.Count == 0 ? null : $"passed over: {string.Join(", ", _passedOver.Take(8).Select(Shown))}",
    };

    /// <summary>A name from the file for a message.</summary>
    public static string Shown(string name) => string.Concat(name.Take(60).Select(one => char.IsControl(one) || char.IsSurrogate(one) ? '?' : one));

    private static IEnumerable<SafetensorsTensor> Tensors(string name, List<SafetensorsTensor> arrays) =>
        arrays.Select((array, i) => array with { Name = $"{name}.{(i == 0 ? "kernel" : "bias")}" });

    private Hdf5Object? Member(Hdf5Object group, string name) =>
        group.Links.FindIndex(link => link.Name == name) is >= 0 and var at ? _file.Read(group.Links[at].Address) : null;

    // Keras 2 lists its layers, and each layer's arrays.
    private void ReadNamed(Hdf5Object root)
    {
        foreach (var name in Texts(root, "layer_names"))
        {
            var layer = Member(root, name) ?? throw new UserErrorException($"{_path}: names the layer {Shown(name)} and does not hold it; save the model again");
            var arrays = new List<SafetensorsTensor>();
            foreach (var array in Texts(layer, "weight_names"))
            {
                if (++_groups > MaxGroups)
                    throw new UserErrorException($"{_path}: names too many arrays; save the model again");
                var found = layer;
                foreach (var part in array.Split('/').Take(MaxDepth))
                    found = found is null ? null : Member(found, part);
                arrays.Add(Decode(found?.Array, $"{name}/{array}"));
            }
            if (arrays.Count > 0)
                _layers.Add((name.Replace('/', '.'), arrays));
        }
    }

    private string[] Texts(Hdf5Object group, string attribute) =>
        group.Attributes.TryGetValue(attribute, out var value) ? value.ToTexts(_file) : [];

    // Keras 3 numbers the arrays of a layer within its group of variables.
    private void ReadVariables(Hdf5Object group, string name, int depth)
    {
        if (depth > MaxDepth || ++_groups > MaxGroups)
            throw new UserErrorException($"{_path}: its groups are nested too deeply; save the weights again");
        foreach (var (child, address) in group.Links)
        {
            var inner = _file.Read(address);
            if (inner.Array is not null)
                continue;
            if (child != "vars")
            {
                ReadVariables(inner, name.Length == 0 ? child : $"{name}.{child}", depth + 1);
                continue;
            }
            var arrays = inner.Links.OrderBy(link => link.Name.Length).ThenBy(link => link.Name, StringComparer.Ordinal).ToList();
            if (name.EndsWith("seed_generator", StringComparison.Ordinal))
                _passedOver.Add(name);
            else if (arrays.Count > 0)
                _layers.Add((name, arrays.ConvertAll(array => Decode(_file.Read(array.Address).Array, $"{name}.{array.Name}"))));
        }
    }

    // The groups come by name; Keras counts them in the order of the layers: dense, dense_1, dense_2 … dense_10.
    private void Sort()
    {
        var bases = _layers.Select(layer => BaseOf(layer.Name)).Distinct().ToList();
        if (bases.Count > 1)
            throw new UserErrorException($"{_path}: holds layers of different kinds ({string.Join(", ", bases.Select(Shown))}), whose order it does not say; save a network of Dense layers only");
        _layers.Sort((a, b) => NumberOf(a.Name).CompareTo(NumberOf(b.Name)));
    }

    private static string BaseOf(string name) => name.TrimEnd("0123456789".ToCharArray()).TrimEnd('_');

    private static int NumberOf(string name) =>
        name.LastIndexOf('_') is var at and >= 0 && int.TryParse(name.AsSpan(at + 1), out var number) ? number : 0;

    private SafetensorsTensor Decode(Hdf5Value? array, string name)
    {
        if (array is null)
            throw new UserErrorException($"{_path}: {Shown(name)} is no array; save the weights again");
        // Names may lead to the same array over and over.
        if ((_total += array.Data.Length) > _file.Length)
            throw new UserErrorException($"{_path}: holds more arrays than bytes; save the weights again");
        return array.FloatType is { } type
            ? new SafetensorsTensor(name, type, array.Shape, array.ToNumbers())
            : throw new UserErrorException($"{_path}: {Shown(name)} holds no numbers with a fraction; save the weights as float32");
    }
}
