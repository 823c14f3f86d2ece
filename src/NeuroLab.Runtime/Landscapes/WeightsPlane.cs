using System.Globalization;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane of two single weights, all others as they are. Its coordinates are the values of these two weights.
/// </summary>
internal sealed class WeightsPlane : PlaneKind
{
    private const string UsualName = "weights", UsualFirst = "0.weight[0,0]", UsualSecond = "0.weight[0,1]";

    // How far it reaches beyond the larger weight, and beyond the root mean square of their layers.
    private const double Beyond = 1.5, Spread = 4;

    private readonly string _first, _second;

    /// <summary>Uses the first two weights.</summary>
    public WeightsPlane()
        : this(UsualFirst, UsualSecond)
    {
    }

    /// <summary>Uses any two, by their names: <c>0.weight[3,1]</c>, <c>2.bias[0]</c>.</summary>
    public WeightsPlane(string first, string second)
    {
        if (first == second)
            throw new UserErrorException("one weight spans no plane; choose two");
        (_first, _second) = (first, second);
        Name = (first, second) == (UsualFirst, UsualSecond) ? UsualName : NameOf(UsualName, first, second);
        Settings =
        [
            new("First weight", "As PyTorch's Sequential names it, with its place: 0.weight[3,1] is row 3, column 1 of the first layer, 2.bias[0] the first bias of the second. A click on a tile of the weights below chooses one too.", first),
            new("Second weight", "The other weight.", second),
        ];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => "two single weights, with their values on the axes";

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaneSetting> Settings { get; }

    /// <inheritdoc/>
    internal override PlaneKind Choose(IReadOnlyList<string> words) => words.Count == 2
        ? new WeightsPlane(WeightName.Parse(words[0]).ToString(), WeightName.Parse(words[1]).ToString())
        : throw new UserErrorException($"the plane '{UsualName}:{string.Join(',', words)}' is unknown; name two weights, as in {UsualName}:0.weight[3,1],2.bias[0]");

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        var shape = context.Network.Shape;
        var (first, second) = (WeightName.Parse(_first).IndexIn(shape), WeightName.Parse(_second).IndexIn(shape));
        var origin = (float[])context.Network.Parameters.Clone();
        var reach = Math.Max(
            Beyond * Math.Max(Math.Abs(origin[first]), Math.Abs(origin[second])),
            Spread * Math.Max(SpreadAt(context.Network, first), SpreadAt(context.Network, second)));
        var description = string.Create(CultureInfo.InvariantCulture, $"plane of {_first}, now {origin[first]:G3}, and {_second}, now {origin[second]:G3}");
        origin[first] = origin[second] = 0;
        return new Plane(origin, Unit(first), Unit(second), description.Replace('-', '−'))
        {
            AxisNames = (_first, _second),
            HasOwnUnits = true,
            Reach = double.IsFinite(reach) && reach > 0 ? RoundUp(reach) : 1,
        };

        float[] Unit(int index)
        {
            var unit = new float[origin.Length];
            unit[index] = 1;
            return unit;
        }
    }

    private static double SpreadAt(Network network, int index)
    {
        var layer = network.Shape.Layers.First(layer => index < layer.BiasOffset + layer.Outputs);
        return Direction.Norm(network.Weight(layer)) / Math.Sqrt(layer.WeightCount);
    }

    // To 1, 2 or 5 times a power of ten, for simple numbers on the axes.
    private static double RoundUp(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
    }
}
