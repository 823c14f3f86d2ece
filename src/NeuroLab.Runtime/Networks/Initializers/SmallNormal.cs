using NeuroLab.Numerics;

namespace NeuroLab.Networks.Initializers;

/// <summary>
/// Small random numbers, as in introductory textbooks: a nearly flat function at the start, whatever the layer's size.
/// </summary>
internal sealed class SmallNormal : Initializer
{
    /// <inheritdoc/>
    public override string Name => "small_normal";

    /// <inheritdoc/>
    public override string Description => "normal with deviation 0.05, zero biases";

    /// <inheritdoc/>
    public override void Fill(Span<float> weight, Span<float> bias, int inputs, int outputs, SeededRandom random)
    {
        FillNormal(weight, 0.05, random);
        bias.Clear();
    }
}
