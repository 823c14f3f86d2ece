using NeuroLab.Numerics;

namespace NeuroLab.Networks.Initializers;

/// <summary>Preserves the variance of activations through relu layers (He et al. 2015).</summary>
internal sealed class He : Initializer
{
    /// <inheritdoc/>
    public override string Name => "he";

    /// <inheritdoc/>
    public override string Description => "normal with deviation √(2 / inputs), zero biases";

    /// <inheritdoc/>
    public override void Fill(Span<float> weight, Span<float> bias, int inputs, int outputs, SeededRandom random)
    {
        FillNormal(weight, Math.Sqrt(2.0 / inputs), random);
        bias.Clear();
    }
}
