using NeuroLab.Numerics;

namespace NeuroLab.Networks.Initializers;

/// <summary>The default initialization of PyTorch's nn.Linear.</summary>
internal sealed class PyTorchDefault : Initializer
{
    /// <inheritdoc/>
    public override string Name => "pytorch";

    /// <inheritdoc/>
    public override string Description => "uniform within ±1 / √inputs, biases too";

    /// <inheritdoc/>
    public override void Fill(Span<float> weight, Span<float> bias, int inputs, int outputs, SeededRandom random)
    {
        FillUniform(weight, 1 / Math.Sqrt(inputs), random);
        FillUniform(bias, 1 / Math.Sqrt(inputs), random);
    }
}
