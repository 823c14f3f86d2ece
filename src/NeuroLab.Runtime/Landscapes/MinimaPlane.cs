using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane through three weight vectors, such as minima of different runs (Garipov et al. 2018): their differences,
/// orthogonalized, in one unit of length, so that distances in the picture are distances of weights.
/// </summary>
internal sealed class MinimaPlane : PlaneKind
{
    private const string UsualName = "minima";

    // The three points span this fraction of the surface.
    private const double Fill = 0.62;

    private readonly string[] _places;

    /// <summary>Through the first weights, those half of the way, and the current ones.</summary>
    public MinimaPlane()
        : this("@0", "@50%", WeightPlace.Now)
    {
    }

    /// <summary>Through three places, as <see cref="WeightPlace"/> reads them.</summary>
    public MinimaPlane(string first, string second, string third)
    {
        _places = [first, second, third];
        Name = (first, second, third) == ("@0", "@50%", WeightPlace.Now) ? UsualName : NameOf(UsualName, _places);
        Settings =
        [
            new("First weights", WeightPlace.Explanation, first), new("Second weights", WeightPlace.Explanation, second),
            new("Third weights", WeightPlace.Explanation, third),
        ];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => "through three sets of weights: files, branches, runners or moments";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Places => _places;

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaneSetting> Settings { get; }

    /// <inheritdoc/>
    internal override PlaneKind Choose(IReadOnlyList<string> words) => words.Count switch
    {
        2 => new MinimaPlane(WeightPlace.Now, words[0], words[1]),
        3 => new MinimaPlane(words[0], words[1], words[2]),
        _ => throw new UserErrorException($"the plane '{UsualName}:{string.Join(',', words)}' is unknown; it goes through three sets of weights, as in {UsualName}:a.safetensors,b.safetensors,c.safetensors; two are joined by the current ones"),
    };

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Places is not [var (nameA, a), var (nameB, b), var (nameC, c)])
            throw new UserErrorException($"the {UsualName} plane needs three sets of weights, and there are none; choose another plane");
        var along = Difference(b, a);
        var across = Difference(c, a);
        double length = Direction.Norm(along), full = Direction.Norm(across);
        var share = length > 0 ? Dot(across, along) / (length * length) : 0;
        for (var i = 0; i < across.Length; i++)
            across[i] = (float)(across[i] - share * along[i]);
        var height = Direction.Norm(across);
        if (!double.IsFinite(length + height))
            throw new UserErrorException($"the {UsualName} plane needs finite weights; choose other ones");
        if (!(length > 0) || !(height > 1e-5 * full))
            throw new UserErrorException($"{nameA}, {nameB} and {nameC} lie on one line, which spans no plane; choose others, or the line plane");

        // In weight distances: A at 0, B at (length, 0), C at (foot, height).
        var foot = share * length;
        var (left, right) = (Math.Min(0, foot), Math.Max(length, foot));
        var unit = Math.Max(right - left, height) / 2 / Fill;
        var (centerA, centerB) = ((left + right) / 2, height / 2);
        var origin = new float[a.Length];
        for (var i = 0; i < origin.Length; i++)
            origin[i] = (float)(a[i] + centerA * along[i] / length + centerB * across[i] / height);
        return new Plane(origin, Scaled(along, unit / length), Scaled(across, unit / height), string.Create(
            CultureInfo.InvariantCulture, $"plane through {nameA}, {nameB} and {nameC}, one unit is {unit:G3} in weights"))
        {
            Marks = [Mark(nameA, 0, 0), Mark(nameB, length, 0), Mark(nameC, foot, height)],
        };

        (string, double, double) Mark(string title, double x, double y) => (title, (x - centerA) / unit, (y - centerB) / unit);
    }

    internal static float[] Difference(float[] to, float[] from)
    {
        var difference = new float[to.Length];
        for (var i = 0; i < to.Length; i++)
            difference[i] = to[i] - from[i];
        return difference;
    }

    internal static float[] Scaled(float[] vector, double factor) => Array.ConvertAll(vector, value => (float)(value * factor));

    internal static double Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
