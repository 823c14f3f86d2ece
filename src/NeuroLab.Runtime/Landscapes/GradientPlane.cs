using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane through the weights that contains the gradient, so that a gradient step stays in it: d₁ = −gradient, d₂ a
/// filter-normalized random direction, both scaled to the same length.
/// </summary>
internal sealed class GradientPlane : PlaneKind
{
    // The surface extends by this fraction of the weights' norm to each side.
    private const double Reach = 0.4;

    /// <inheritdoc/>
    public override string Name => "gradient";

    /// <inheritdoc/>
    public override string Description => "straight down the slope, and a random direction";

    /// <inheritdoc/>
    public override bool NeedsGradient => true;

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        var origin = (float[])context.Network.Parameters.Clone();
        var first = Array.ConvertAll(context.Gradient, value => -value);
        if (!(Direction.Norm(first) > 0) || !double.IsFinite(Direction.Norm(first)))
            throw new UserErrorException("the gradient is zero or not finite here, so it spans no plane; restart, or choose another plane");
        var second = Direction.Random(context.Network.Shape, new SeededRandom(context.Seed, stream: 2));
        Direction.NormalizeFilters(second, context.Network);
        var length = Reach * Direction.Norm(origin);
        Scale(first, length);
        Scale(second, length);
        return new Plane(origin, first, second, string.Create(
            CultureInfo.InvariantCulture, $"the gradient and a random direction, filter-normalized, seed {context.Seed}"));
    }

    private static void Scale(float[] direction, double length)
    {
        var factor = length / (Direction.Norm(direction) + 1e-30);
        for (var i = 0; i < direction.Length; i++)
            direction[i] = (float)(direction[i] * factor);
    }
}
