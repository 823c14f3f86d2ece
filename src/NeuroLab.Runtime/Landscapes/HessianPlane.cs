using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane through the weights along two eigenvectors of the loss' Hessian, both scaled to the same length: by
/// default those of the two largest eigenvalues, along which the curvature is largest.
/// </summary>
internal sealed class HessianPlane : PlaneKind
{
    /// <summary>The number of the smallest eigenvalue's eigenvector.</summary>
    public const int Smallest = -1;

    /// <summary>The number of largest eigenvalues to choose from; the smallest one can be chosen too.</summary>
    public const int Choices = 10;

    private const string UsualName = "hessian", LargestWord = "max", SmallestWord = "min";

    private static readonly string[] Words = [.. Enumerable.Range(1, Choices).Select(WordOf), SmallestWord];
    private static readonly string[] Signs = [.. Enumerable.Range(1, Choices).Select(SignOf), SignOf(Smallest)];

    // The surface extends by this fraction of the weights' norm to each side.
    private const double Reach = 0.4;

    /// <summary>Uses the two largest eigenvalues.</summary>
    public HessianPlane()
        : this(1, 2)
    {
    }

    /// <summary>
    /// Uses any two: 1 for the largest eigenvalue, up to <see cref="Choices"/>; <see cref="Smallest"/>.
    /// </summary>
    public HessianPlane(int first, int second)
    {
        if (first == second)
            throw new UserErrorException("one eigenvector spans no plane; choose two");
        Eigenvectors = [first, second];
        Name = (first, second) == (1, 2) ? UsualName : $"{UsualName}:{WordOf(first)},{WordOf(second)}";
        Settings =
        [
            new("First direction", "An eigenvector of the loss' Hessian at the weights: λ₁ is the direction along which the loss bends most, λmin the one along which it bends least, or downwards.", WordOf(first), Words, Signs),
            new("Second direction", "The other eigenvector.", WordOf(second), Words, Signs),
        ];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => "along two eigenvectors of the Hessian, as a rule the sharpest two";

    /// <inheritdoc/>
    internal override IReadOnlyList<int> Eigenvectors { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaneSetting> Settings { get; }

    /// <inheritdoc/>
    internal override PlaneKind Choose(IReadOnlyList<string> words)
    {
        return words.Count == 2 && NumberOf(words[0]) is { } first && NumberOf(words[1]) is { } second
            ? new HessianPlane(first, second)
            : throw new UserErrorException(
                $"the plane '{UsualName}:{string.Join(',', words)}' is unknown; give two of 1 … {Choices}, {LargestWord} and {SmallestWord}, as in {UsualName}:{LargestWord},{SmallestWord}");
    }

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Eigenpairs is not [var first, var second])
            throw new UserErrorException($"the {UsualName} plane needs eigenvectors, and there are none; choose another plane");
        if (first.Value == 0 || second.Value == 0)
            throw new UserErrorException("the loss does not bend at all along an eigenvector here, so it is any direction; choose another plane");
        var origin = (float[])context.Network.Parameters.Clone();
        var length = Reach * Direction.Norm(origin);
        var description = string.Create(
            CultureInfo.InvariantCulture,
            $"Hessian plane, {SignOf(Eigenvectors[0])} {first.Value:G3} and {SignOf(Eigenvectors[1])} {second.Value:G3}");
        return new Plane(origin, Scaled(first.Vector, length), Scaled(second.Vector, length), description.Replace('-', '−'));
    }

    private static float[] Scaled(float[] vector, double length)
    {
        var factor = length > 0 ? length / Direction.Norm(vector) : 1;
        return Array.ConvertAll(vector, value => (float)(value * factor));
    }

    private static string WordOf(int number) =>
        number == Smallest ? SmallestWord : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>λ₁ … λ₁₀, λmin: the symbol of an eigenvalue.</summary>
    public static string SignOf(int number) => number == Smallest
        ? "λ" + SmallestWord
        : "λ" + string.Concat(WordOf(number).Select(digit => (char)('₀' + digit - '0')));

    private static int? NumberOf(string word) => word.Trim().ToLowerInvariant() switch
    {
        LargestWord => 1,
        SmallestWord => Smallest,
        var digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Choices
            ? number : null,
    };
}
