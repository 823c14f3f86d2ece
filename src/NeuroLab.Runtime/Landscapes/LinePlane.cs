using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane along the line between two weight vectors (Goodfellow et al. 2015), with a random direction at a right
/// angle to it, of the same length, for what lies beside.
/// </summary>
internal sealed class LinePlane : PlaneKind
{
    private const string UsualName = "line";

    // The line spans this fraction of the surface.
    private const double Fill = 0.62;

    /// <summary>From the first weights to the current ones.</summary>
    public LinePlane()
        : this("@0", WeightPlace.Now)
    {
    }

    /// <summary>Between two places, as <see cref="WeightPlace"/> reads them.</summary>
    public LinePlane(string first, string second)
    {
        Places = [first, second];
        Name = (first, second) == ("@0", WeightPlace.Now) ? UsualName : NameOf(UsualName, first, second);
        Settings = [new("From", WeightPlace.Explanation, first), new("To", WeightPlace.Explanation, second)];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => "along the line between two sets of weights, and a random direction across";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Places { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaneSetting> Settings { get; }

    /// <inheritdoc/>
    internal override PlaneKind Choose(IReadOnlyList<string> words) => words.Count switch
    {
        1 => new LinePlane(WeightPlace.Now, words[0]),
        2 => new LinePlane(words[0], words[1]),
        _ => throw new UserErrorException($"the plane '{UsualName}:{string.Join(',', words)}' is unknown; a line has two ends, as in {UsualName}:a.safetensors,b.safetensors"),
    };

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Places is not [var (nameA, a), var (nameB, b)])
            throw new UserErrorException($"the {UsualName} plane needs two sets of weights, and there are none; choose another plane");
        var along = MinimaPlane.Difference(b, a);
        var length = Direction.Norm(along);
        if (!double.IsFinite(length))
            throw new UserErrorException($"the {UsualName} plane needs finite weights; choose other ones");
        if (!(length > 0))
            throw new UserErrorException($"{nameA} and {nameB} are the same weights: there is no line between them; choose others");
        var across = Direction.Random(context.Network.Shape, new SeededRandom(context.Seed, stream: 2));
        Direction.NormalizeFilters(across, context.Network);
        var share = MinimaPlane.Dot(across, along) / (length * length);
        for (var i = 0; i < across.Length; i++)
            across[i] = (float)(across[i] - share * along[i]);
        var unit = length / 2 / Fill;
        var origin = new float[a.Length];
        for (var i = 0; i < origin.Length; i++)
            origin[i] = (float)(((double)a[i] + b[i]) / 2);
        return new Plane(
            origin, MinimaPlane.Scaled(along, unit / length), MinimaPlane.Scaled(across, unit / (Direction.Norm(across) + 1e-30)),
            string.Create(CultureInfo.InvariantCulture, $"line from {nameA} to {nameB}, {length:G3} apart, and a random direction, seed {context.Seed}"))
        {
            Marks = [(nameA, -Fill, 0), (nameB, Fill, 0)],
        };
    }
}
