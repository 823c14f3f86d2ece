using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Losses;

/// <summary>
/// −Σ y · ln softmax(z), averaged over samples; computed from logits with a log-sum-exp that cannot overflow.
/// </summary>
internal sealed class SoftmaxCrossEntropy : Loss
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
        float output_curvature(float z, float change, float mean_change, float peak, float total, int columns) {
            return exp(z - peak) / total * (change - mean_change);
        }
        """;

    /// <inheritdoc/>
    public override TargetEncoding EncodingFor(int classes) => TargetEncoding.OneHot;

    /// <inheritdoc/>
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples, float share,
        Span<float> gradient)
    {
        var width = outputs.Length / columns;
        var scale = Vector512.Create(share);
        var sum = 0.0;
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            var peak = Vector512.Create(outputs[s..]);
            for (var at = s + width; at < outputs.Length; at += width)
                peak = Vector512.Max(peak, Vector512.Create(outputs[at..]));

            var total = Vector512<float>.Zero;
            for (var at = s; at < outputs.Length; at += width)
            {
                var power = VectorMath.Exp(Vector512.Create(outputs[at..]) - peak);
                total += power;
                if (!gradient.IsEmpty)
                    power.CopyTo(gradient[at..]);
            }

            var log = VectorMath.Log(total);
            var inverse = Vector512<float>.One / total;
            var losses = Vector512<float>.Zero;
            for (var at = s; at < outputs.Length; at += width)
            {
                var y = Vector512.Create(targets[at..]);
                // 0 · ∞ must not become NaN: a class that is not the target may have probability 0.
                var loss = y * (log + (peak - Vector512.Create(outputs[at..])));
                losses += Vector512.AndNot(loss, Vector512.Equals(y, Vector512<float>.Zero));
                if (!gradient.IsEmpty)
                {
                    var excess = Vector512.Create<float>(gradient[at..]) * inverse - y;
                    ((excess & counts) * scale).CopyTo(gradient[at..]);
                }
            }
            sum += Vector512.Sum(losses & counts);
        }
        return sum;
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

    /// <inheritdoc/>
    public override void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change)
    {
        // (diag p − p·pᵀ)·change / rows, p = softmax(z)
        var rows = outputs.Length / columns;
        var p = columns <= 256 ? stackalloc double[columns] : new double[columns];
        for (var at = 0; at < outputs.Length; at += columns)
        {
            var c = change.Slice(at, columns);
            var z = outputs.Slice(at, columns);
            TensorPrimitives.Subtract(z, TensorPrimitives.Max(z), p);
            TensorPrimitives.Exp(p, p);
            TensorPrimitives.Divide(p, TensorPrimitives.Sum<double>(p), p);
            var mean = TensorPrimitives.Dot<double>(p, c);
            for (var j = 0; j < columns; j++)
                c[j] = p[j] * (c[j] - mean) / rows;
        }
    }

    /// <inheritdoc/>
    public override void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change)
    {
        var width = outputs.Length / columns;
        var scale = Vector512.Create(share);
        for (var s = 0; s < width; s += Vector512<float>.Count)
        {
            var counts = Counts(s, samples);
            var peak = Vector512.Create(outputs[s..]);
            for (var at = s + width; at < outputs.Length; at += width)
                peak = Vector512.Max(peak, Vector512.Create(outputs[at..]));

            Vector512<float> total = Vector512<float>.Zero, weighted = total;
            for (var at = s; at < outputs.Length; at += width)
            {
                var power = VectorMath.Exp(Vector512.Create(outputs[at..]) - peak);
                total += power;
                weighted = Vector512.MultiplyAddEstimate(power, Vector512.Create<float>(change[at..]), weighted);
            }

            var inverse = Vector512<float>.One / total;
            var mean = weighted * inverse;
            for (var at = s; at < outputs.Length; at += width)
            {
                var probability = VectorMath.Exp(Vector512.Create(outputs[at..]) - peak) * inverse;
                var rest = Vector512.Create<float>(change[at..]) - mean;
                (probability * rest * scale & counts).CopyTo(change[at..]);
            }
        }
    }
}
