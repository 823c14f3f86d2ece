using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Losses;

/// <summary>
/// −y · ln σ(z) − (1 − y) · ln(1 − σ(z)), averaged over samples and outputs; computed from logits as softplus(z) − y·z,
/// which cannot overflow.
/// </summary>
internal sealed class BinaryCrossEntropy : Loss
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
        float output_curvature(float z, float change, float mean_change, float peak, float total, int columns) {
            float e = exp(-abs(z));
            return e / ((1.0 + e) * (1.0 + e)) * change / float(columns);
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
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples, float share,
        Span<float> gradient)
    {
        var width = outputs.Length / columns;
        var scale = Vector512.Create(share / columns);
        var sum = 0.0;
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            var losses = Vector512<float>.Zero;
            for (var at = s; at < outputs.Length; at += width)
            {
                var z = Vector512.Create(outputs[at..]);
                var y = Vector512.Create(targets[at..]);
                losses += VectorMath.Softplus(z) - y * z;
                if (!gradient.IsEmpty)
                    (((VectorMath.Sigmoid(z) - y) & counts) * scale).CopyTo(gradient[at..]);
            }
            sum += Vector512.Sum(losses & counts);
        }
        return sum / columns;
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

    /// <inheritdoc/>
    public override void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            var p = SpecialFunctions.Sigmoid(outputs[i]);
            change[i] *= p * (1 - p) / outputs.Length;
        }
    }

    /// <inheritdoc/>
    public override void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change)
    {
        var width = outputs.Length / columns;
        var scale = Vector512.Create(share / columns);
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            for (var at = s; at < outputs.Length; at += width)
            {
                var z = Vector512.Create(outputs[at..]);
                // 1 − σ(z), without the cancellation
                var curvature = VectorMath.Sigmoid(z) * VectorMath.Sigmoid(-z) * scale;
                (curvature * Vector512.Create<float>(change[at..]) & counts).CopyTo(change[at..]);
            }
        }
    }
}
