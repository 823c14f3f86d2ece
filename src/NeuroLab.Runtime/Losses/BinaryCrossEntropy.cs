using NeuroLab.Numerics;

namespace NeuroLab.Losses;

/// <summary>
/// −y · ln σ(z) − (1 − y) · ln(1 − σ(z)), the mean over samples and outputs, from logits as softplus(z) − y·z, which
/// cannot overflow.
/// </summary>
public sealed class BinaryCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_cross_entropy";

    /// <inheritdoc/>
    public override string Description => "−y · ln σ(z) − (1 − y) · ln(1 − σ(z)), mean over samples and outputs";

    /// <inheritdoc/>
    public override float DecisionThreshold => 0;

    /// <inheritdoc/>
    public override string Glsl => """
        float output_loss(float z, float y, float peak, float total, int columns) {
            return (max(z, 0.0) - y * z + log(1.0 + exp(-abs(z)))) / float(columns);
        }
        float output_gradient(float z, float y, float peak, float total, int columns) {
            return (1.0 / (1.0 + exp(-z)) - y) / float(columns);
        }
        """;

    /// <inheritdoc/>
    public override TargetEncoding EncodingFor(int classes) => classes switch
    {
        0 => TargetEncoding.Values,
        2 => TargetEncoding.Binary,
        _ => TargetEncoding.OneHot,
    };

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, Span<float> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            float z = outputs[i], y = targets[i];
            var u = MathF.Exp(-MathF.Abs(z));
            // NaN must reach the mean: Max returns it, and so does the product.
            sum += Math.Max(z, 0.0) - (double)y * z + Math.Log(1.0 + u);
            if (!gradient.IsEmpty)
                gradient[i] = ((z >= 0 ? 1 / (1 + u) : u / (1 + u)) - y) / outputs.Length;
        }
        return sum / outputs.Length;
    }

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> outputs, ReadOnlySpan<float> targets, int columns, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            sum += SpecialFunctions.Softplus(outputs[i]) - targets[i] * outputs[i];
            if (!gradient.IsEmpty)
                gradient[i] = (SpecialFunctions.Sigmoid(outputs[i]) - targets[i]) / outputs.Length;
        }
        return sum / outputs.Length;
    }
}
