using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Weights;

/// <summary>
/// Weights in NumPy's archives: names as in other files (<c>fc1.weight</c>, <c>Dense_0/kernel</c>), numbered matrices and
/// biases (<c>W1</c>, <c>b1</c>), or arrays without names (<c>arr_0</c>, <c>arr_1</c>), a matrix and its bias in turn.
/// </summary>
internal static partial class NpzWeights
{
    /// <summary>Reads every array. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is missing, damaged, or holds arrays that are not
    /// numeric.</exception>
    public static StoredWeights Read(string path)
    {
        var tensors = NpzFile.Read(path).Select(array => ToTensor(array.Key.Replace('/', '.'), array.Value)).ToList();
        return new StoredWeights(Numbered(tensors, path) ?? tensors) { KeepsOrder = true };
    }

    /// <summary>Writes the tensors, uncompressed and atomically. Blocks.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, StoredWeights weights) =>
        NpzFile.Write(path, [.. weights.Tensors.Select(tensor => (tensor.Name, new NpyArray(tensor.Data, tensor.Shape)))]);

    private static SafetensorsTensor ToTensor(string name, NpyArray array) =>
        array.Data is double[]? new(name, "F64", array.Shape, array.Data) : new(name, array.ToFloats(), array.Shape);

    // W1, b1, W2 … or arr_0, arr_1 …, renamed; null if the arrays have other names.
    private static List<SafetensorsTensor>? Numbered(List<SafetensorsTensor> tensors, string path)
    {
        var names = tensors.ConvertAll(tensor => NumberedName().Match(tensor.Name));
        if (tensors.Count == 0 || !names.TrueForAll(name => name.Success))
            return null;
        var hasNoNames = names.TrueForAll(name => name.Groups[1].Value == "arr_");
        var layer = -1;
        var renamed = new List<SafetensorsTensor>();
        foreach (var (tensor, name) in tensors.Zip(names).OrderBy(each => int.Parse(each.Second.Groups[2].ValueSpan, CultureInfo.InvariantCulture)))
        {
            var isBias = hasNoNames ? tensor.Shape.Length == 1 : name.Groups[1].ValueSpan.StartsWith("b", StringComparison.OrdinalIgnoreCase);
            layer = !hasNoNames ? int.Parse(name.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : isBias ? layer : layer + 1;
            renamed.Add(tensor with { Name = string.Create(CultureInfo.InvariantCulture, $"{layer}.{(isBias ? "bias" : "weight")}") });
        }
        return Oriented(renamed, path);
    }

    // Such names do not say whether a matrix is [outputs, inputs] or [inputs, outputs]: shapes do.
    private static List<SafetensorsTensor> Oriented(List<SafetensorsTensor> tensors, string path)
    {
        var weights = tensors.Where(tensor => tensor.Name.EndsWith("weight", StringComparison.Ordinal)).ToList();
        if (!weights.TrueForAll(weight => weight.Shape.Length == 2))
            return tensors;
        bool outputsFirst = Fits(0), inputsFirst = Fits(1);
        if (outputsFirst && inputsFirst)
            throw new UserErrorException($"{path}: its matrices fit as [outputs, inputs] and as [inputs, outputs]; name them 0.weight … or 0.kernel …");
        return outputsFirst || !inputsFirst ? tensors
            : [.. tensors.Select(tensor => weights.Contains(tensor) ? tensor with { Name = tensor.Name.Replace("weight", "kernel", StringComparison.Ordinal) } : tensor)];

        bool Fits(int outputs) =>
            weights.Zip(weights.Skip(1)).All(pair => pair.First.Shape[outputs] == pair.Second.Shape[1 - outputs])
            && weights.TrueForAll(weight => tensors.Find(tensor => tensor.Name == weight.Name.Replace("weight", "bias", StringComparison.Ordinal)) is not { } bias
                || (bias.Shape is [var extent] && extent == weight.Shape[outputs]));
    }

    [GeneratedRegex(@"^(arr_|[wW]|[bB]|weights?_?|bias(?:es)?_?)(\d{1,6})$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedName();
}
