using NeuroLab.Numerics;

namespace NeuroLab.Networks.Initializers;

/// <summary>A distribution of initial weights.</summary>
public abstract class Initializer
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus: the distribution.</summary>
    public abstract string Description { get; }

    /// <summary>Fills one layer: <paramref name="weight"/> [outputs, inputs] and <paramref name="bias"/> [outputs].</summary>
    public abstract void Fill(Span<float> weight, Span<float> bias, int inputs, int outputs, SeededRandom random);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Fills with normal random numbers of the given standard deviation.</summary>
    protected static void FillNormal(Span<float> target, double deviation, SeededRandom random)
    {
        foreach (ref var value in target)
            value = (float)(random.NextGaussian() * deviation);
    }

    /// <summary>Fills with uniform random numbers from [−bound, bound).</summary>
    protected static void FillUniform(Span<float> target, double bound, SeededRandom random)
    {
        foreach (ref var value in target)
            value = (float)((2 * random.NextDouble() - 1) * bound);
    }
}
