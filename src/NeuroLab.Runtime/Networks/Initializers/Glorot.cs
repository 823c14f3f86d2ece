using NeuroLab.Numerics;

namespace NeuroLab.Networks.Initializers;

/// <summary>
/// Preserves the variance of activations and gradients (Glorot and Bengio 2010); the default of Keras.
/// </summary>
internal sealed class Glorot : Initializer
{
    /// <inheritdoc/>
    public override string Name => "glorot";

    /// <inheritdoc/>
    public override string Description => "uniform within ±√(6 / (inputs + outputs)), zero biases";

    /// <inheritdoc/>
    public override void Fill(Span<float> weight, Span<float> bias, int inputs, int outputs, SeededRandom random)
    {
        FillUniform(weight, Math.Sqrt(6.0 / (inputs + outputs)), random);
        bias.Clear();
    }
}
