using System.Globalization;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// Two random directions, not orthogonalized, by default filter-normalized (Li et al. 2018).
/// </summary>
internal sealed class RandomPlane : PlaneKind
{
    private const string UsualName = "random";

    /// <summary>The normalizations of random directions, the default one first.</summary>
    public static IReadOnlyList<string> Normalizations { get; } = ["filter", "layer", "none"];

    private readonly string _normalization;
    private readonly ulong? _seed;

    /// <summary>Filter-normalized, with the context's seed.</summary>
    public RandomPlane()
        : this(Normalizations[0])
    {
    }

    /// <summary>With a normalization and a seed; null for the context's.</summary>
    public RandomPlane(string normalization, ulong? seed = null)
    {
        (_normalization, _seed) = (normalization, seed);
        var digits = seed?.ToString(CultureInfo.InvariantCulture) ?? "";
        Name = NameOf(UsualName, seed is null && normalization == Normalizations[0] ? "" : normalization, digits);
        Settings =
        [
            new("Normalization", "filter: each neuron's part of a direction is as long as its weights, so that planes of different networks compare; layer: each layer's part; none: standard normal numbers.", normalization, Normalizations),
            new("Seed of the plane", "The same seed gives the same directions. Empty: new ones each time.", digits, Placeholder: "new each time"),
        ];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => "two random directions through the weights, normalized by filter, by layer, or not";

    /// <inheritdoc/>
    internal override bool FollowsAnew => _normalization != Normalizations[^1];

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaneSetting> Settings { get; }

    /// <inheritdoc/>
    internal override PlaneKind Next => new RandomPlane(_normalization);

    /// <inheritdoc/>
    internal override PlaneKind Choose(IReadOnlyList<string> words)
    {
        var seed = words.Count > 1 ? words[1] : "";
        var number = 0UL;
        if (words.Count > 2 || (seed.Length > 0 && !ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out number)))
            throw new UserErrorException($"the plane '{UsualName}:{string.Join(',', words)}' is unknown; give a normalization and a seed, as in {UsualName}:layer,7");
        var normalization = words[0].Length == 0 ? Normalizations[0] : words[0].ToLowerInvariant();
        if (!Normalizations.Contains(normalization))
            throw new UserErrorException($"unknown normalization '{words[0]}'; there are: {string.Join(", ", Normalizations)}");
        return new RandomPlane(normalization, seed.Length > 0 ? number : null);
    }

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        var seed = _seed ?? context.Seed;
        var random = new SeededRandom(seed, stream: 2);
        var how = _normalization == Normalizations[^1] ? "not normalized" : $"{_normalization}-normalized";
        return new Plane(
            (float[])context.Network.Parameters.Clone(), DirectionOf(context.Network, random), DirectionOf(context.Network, random),
            string.Create(CultureInfo.InvariantCulture, $"random plane, {how}, seed {seed}"));
    }

    private float[] DirectionOf(Network network, SeededRandom random)
    {
        var direction = Direction.Random(network.Shape, random);
        Direction.Normalize(direction, network, _normalization);
        return direction;
    }
}
