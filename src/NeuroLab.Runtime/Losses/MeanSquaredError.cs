using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace NeuroLab.Losses;

/// <summary>mean (z − y)² over samples and outputs.</summary>
internal sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override string Description => "mean (z − y)² over samples and outputs";

    /// <inheritdoc/>
    public override string Glsl => """
        float output_loss(float z, float y, float peak, float total, int columns) {
            return (z - y) * (z - y) / float(columns);
        }
        float output_gradient(float z, float y, float peak, float total, int columns) {
            return 2.0 * (z - y) / float(columns);
        }
        float output_curvature(float z, float change, float mean_change, float peak, float total, int columns) {
            return 2.0 * change / float(columns);
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
        var twice = Vector512.Create(2 * share / columns);
        var sum = 0.0;
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            var squares = Vector512<float>.Zero;
            for (var at = s; at < outputs.Length; at += width)
            {
                var difference = (Vector512.Create(outputs[at..]) - Vector512.Create(targets[at..])) & counts;
                squares = Vector512.MultiplyAddEstimate(difference, difference, squares);
                if (!gradient.IsEmpty)
                    (twice * difference).CopyTo(gradient[at..]);
            }
            sum += Vector512.Sum(squares);
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
            var difference = outputs[i] - targets[i];
            sum += difference * difference;
            if (!gradient.IsEmpty)
                gradient[i] = 2 * difference / outputs.Length;
        }
        return sum / outputs.Length;
    }

    /// <inheritdoc/>
    public override void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change) =>
        TensorPrimitives.Multiply(change, 2.0 / outputs.Length, change);

    /// <inheritdoc/>
    public override void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change)
    {
        var width = outputs.Length / columns;
        var twice = Vector512.Create(2 * share / columns);
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            for (var at = s; at < outputs.Length; at += width)
                (twice * (Vector512.Create<float>(change[at..]) & counts)).CopyTo(change[at..]);
        }
    }
}
