using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The name of a single weight, by its tensor in PyTorch's Sequential: <c>0.weight[3,1]</c> is row 3, column 1 of the
/// first layer, <c>2.bias[0]</c> the first bias of the second.
/// </summary>
/// <param name="Layer">The layer's index, from 0.</param>
/// <param name="Row">The output.</param>
/// <param name="Column">The input; null for a bias.</param>
internal readonly partial record struct WeightName(int Layer, int Row, int? Column)
{
    private const string Example = "name it as in 0.weight[3,1] or 2.bias[0]";

    /// <exception cref="UserErrorException">It is not such a name.</exception>
    public static WeightName Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || (match.Groups["column"].Success != (match.Groups["tensor"].Value == "weight")))
            throw new UserErrorException($"'{text}' names no weight; {Example}");
        var number = int.Parse(match.Groups["layer"].Value, CultureInfo.InvariantCulture);
        if (number % 2 != 0)
            throw new UserErrorException($"'{text}' names no weight: {number} is an activation; layers are numbered 0, 2, 4 …");
        return new WeightName(
            number / 2, int.Parse(match.Groups["row"].Value, CultureInfo.InvariantCulture),
            match.Groups["column"].Success ? int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The index into θ.</summary>
    /// <exception cref="UserErrorException">The network has no such weight.</exception>
    public int IndexIn(NetworkShape shape)
    {
        if (Layer >= shape.Layers.Length)
            throw new UserErrorException($"there is no weight {this}: the network has {shape.Layers.Length} layers, numbered 0, 2 … {2 * (shape.Layers.Length - 1)}");
        var layer = shape.Layers[Layer];
        if (Row >= layer.Outputs || Column >= layer.Inputs)
            throw new UserErrorException($"there is no weight {this}: {2 * Layer}.weight is {layer.Outputs} by {layer.Inputs}, counted from 0");
        return Column is { } column ? layer.WeightOffset + Row * layer.Inputs + column : layer.BiasOffset + Row;
    }

    /// <inheritdoc/>
    public override string ToString() => Column is { } column
        ? string.Create(CultureInfo.InvariantCulture, $"{2 * Layer}.weight[{Row},{column}]")
        : string.Create(CultureInfo.InvariantCulture, $"{2 * Layer}.bias[{Row}]");

    [GeneratedRegex(@"^\s*(?<layer>\d{1,4})\.(?<tensor>weight|bias)\[\s*(?<row>\d{1,9})\s*(,\s*(?<column>\d{1,9})\s*)?\]\s*$")]
    private static partial Regex Pattern();
}
