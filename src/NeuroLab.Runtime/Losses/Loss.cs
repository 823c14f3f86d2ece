using System.Runtime.Intrinsics;

namespace NeuroLab.Losses;

/// <summary>
/// A loss on the outputs of a network (for the cross-entropies: on logits), with its gradient. Stateless; every method
/// may be called from any thread.
/// </summary>
public abstract class Loss
{
    /// <summary>The name on the command line and in files, for example <c>softmax_cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus and tooltips: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// GLSL: <c>float output_loss(float z, float y, float peak, float total, int columns)</c>, one output's share of its
    /// sample's loss, and <c>float output_gradient(…)</c>, its derivative by z; and <c>float output_curvature(float z,
    /// float change, float mean_change, float peak, float total, int columns)</c>, how that derivative changes as the
    /// outputs do. All are averaged over samples by the caller. <c>peak</c> is the sample's largest output, <c>total</c>
    /// Σ exp(z − peak) over its outputs and <c>mean_change</c> Σ softmax(z)·change; they are filled in only where
    /// <see cref="NeedsSoftmax"/>.
    /// </summary>
    public abstract string Glsl { get; }

    /// <summary>Whether a sample's outputs depend on each other through a softmax.</summary>
    public virtual bool NeedsSoftmax => false;

    /// <summary>A single output above this counts as class 1.</summary>
    public virtual float DecisionThreshold => 0.5f;

    /// <summary>How targets are laid out for this loss; <paramref name="classes"/> is 0 for values (regression).</summary>
    public abstract TargetEncoding EncodingFor(int classes);

    /// <summary>
    /// Σ over samples of each sample's loss; NaN or ∞ when an output is. Matrices are [columns, width] here, a sample to
    /// each lane: width is outputs.Length / columns, a multiple of 16, of which the first <paramref name="samples"/>
    /// count. When <paramref name="gradient"/> is not empty, it receives share · ∂(a sample's loss)/∂outputs, and 0 in
    /// the lanes that do not count.
    /// </summary>
    public abstract double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples, float share,
        Span<float> gradient);

    /// <summary>
    /// The mean loss over the samples, in double precision throughout: the reference for tests and for fine differences.
    /// Matrices are row-major [samples, columns]. When <paramref name="gradient"/> is not empty, it receives
    /// ∂loss/∂outputs.
    /// </summary>
    public abstract double Evaluate(
        ReadOnlySpan<double> outputs, ReadOnlySpan<float> targets, int columns, Span<double> gradient);

    /// <summary>
    /// Replaces a change of the outputs, [rows, columns], by the change of ∂loss/∂outputs that follows from it: its
    /// product with the second derivative at <paramref name="outputs"/>, which for these losses no target enters.
    /// </summary>
    public abstract void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change);

    /// <summary>
    /// The same in single precision for matrices laid out as for <see cref="Sum"/>, times <paramref name="share"/>
    /// instead of a mean over samples; 0 in the lanes that do not count.
    /// </summary>
    public abstract void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change);

    /// <summary>
    /// The number of samples whose predicted class is right: the largest output against the largest target, or, with a
    /// single column, the sides of <see cref="DecisionThreshold"/> and of ½. A NaN output is never right. Matrices are
    /// laid out as for <see cref="Sum"/>.
    /// </summary>
    public int CountCorrect(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples)
    {
        var width = outputs.Length / columns;
        var correct = 0;
        for (var s = 0; s < samples; s++)
        {
            var z = outputs[s..];
            var y = targets[s..];
            var right = columns == 1
                ? !float.IsNaN(z[0]) && z[0] > DecisionThreshold == y[0] > 0.5f
                : IndexOfLargest(z, columns, width) is var best && best >= 0 && best == IndexOfLargest(y, columns, width);
            if (right)
                correct++;
        }
        return correct;
    }

    /// <summary>All bits set in the lanes from <paramref name="at"/> on that count.</summary>
    private protected static Vector512<float> Counts(int at, int samples) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(samples - at)).AsSingle();

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int IndexOfLargest(ReadOnlySpan<float> sample, int columns, int width)
    {
        var best = 0;
        for (var j = 0; j < columns; j++)
        {
            if (float.IsNaN(sample[j * width]))
                return -1;
            if (sample[j * width] > sample[best * width])
                best = j;
        }
        return best;
    }
}
