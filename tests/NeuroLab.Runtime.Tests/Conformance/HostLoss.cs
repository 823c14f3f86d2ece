using NeuroLab.Losses;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>A loss that a host may write, with plain loops and public members only: the mean squared error.</summary>
public sealed class HostLoss : Loss
{
    public override string Name => "host_mse";

    public override string Description => "mean (z − y)²";

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

    public override TargetEncoding EncodingFor(int classes) => classes switch
    {
        0 => TargetEncoding.Values,
        2 => TargetEncoding.Binary,
        _ => TargetEncoding.OneHot,
    };

    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples, float share, Span<float> gradient)
    {
        var (sum, width) = (0.0, outputs.Length / columns);
        gradient.Clear();
        for (var column = 0; column < columns; column++)
        {
            for (var at = column * width; at < column * width + samples; at++)
            {
                var difference = outputs[at] - targets[at];
                sum += difference * difference;
                if (!gradient.IsEmpty)
                    gradient[at] = 2 * share / columns * difference;
            }
        }
        return sum / columns;
    }

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

    public override void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change)
    {
        foreach (ref var value in change)
            value *= 2.0 / outputs.Length;
    }

    public override void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change)
    {
        var width = outputs.Length / columns;
        for (var at = 0; at < change.Length; at++)
            change[at] *= at % width < samples ? 2 * share / columns : 0;
    }
}
