namespace NeuroLab.Losses;

/// <summary>−Σ y · ln softmax(z), the mean over samples, from logits by the log-sum-exp that cannot overflow.</summary>
public sealed class SoftmaxCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "softmax_cross_entropy";

    /// <inheritdoc/>
    public override string Description => "−Σ y · ln softmax(z), mean over samples";

    /// <inheritdoc/>
    public override bool NeedsSoftmax => true;

    /// <inheritdoc/>
    public override string Glsl => """
        float output_loss(float z, float y, float peak, float total, int columns) {
            return y == 0.0 ? 0.0 : y * (log(total) + (peak - z));
        }
        float output_gradient(float z, float y, float peak, float total, int columns) {
            return exp(z - peak) / total - y;
        }
        """;

    /// <inheritdoc/>
    public override TargetEncoding EncodingFor(int classes) => TargetEncoding.OneHot;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, Span<float> gradient)
    {
        var rows = outputs.Length / columns;
        var sum = 0.0;
        for (var at = 0; at < outputs.Length; at += columns)
        {
            var z = outputs.Slice(at, columns);
            var y = targets.Slice(at, columns);
            var peak = float.NegativeInfinity;
            foreach (var value in z)
                peak = MathF.Max(peak, value);
            var total = 0f;
            foreach (var value in z)
                total += MathF.Exp(value - peak);
            var log = Math.Log(total);
            for (var j = 0; j < columns; j++)
            {
                if (y[j] != 0)
                    sum += y[j] * (log + ((double)peak - z[j]));
                if (!gradient.IsEmpty)
                    gradient[at + j] = (MathF.Exp(z[j] - peak) / total - y[j]) / rows;
            }
        }
        return sum / rows;
    }

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> outputs, ReadOnlySpan<float> targets, int columns, Span<double> gradient)
    {
        var rows = outputs.Length / columns;
        var sum = 0.0;
        for (var at = 0; at < outputs.Length; at += columns)
        {
            var z = outputs.Slice(at, columns);
            var peak = double.NegativeInfinity;
            foreach (var value in z)
                peak = Math.Max(peak, value);
            var total = 0.0;
            foreach (var value in z)
                total += Math.Exp(value - peak);
            for (var j = 0; j < columns; j++)
            {
                sum += targets[at + j] * (Math.Log(total) + peak - z[j]);
                if (!gradient.IsEmpty)
                    gradient[at + j] = (Math.Exp(z[j] - peak) / total - targets[at + j]) / rows;
            }
        }
        return sum / rows;
    }
}
