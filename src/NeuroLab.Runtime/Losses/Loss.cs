using System.Runtime.Intrinsics;

namespace NeuroLab.Losses;

/// <summary>
/// A loss on the outputs of a network (for the cross-entropies: on logits), with its gradient. Stateless; every method
/// is thread-safe.
/// </summary>
public abstract class Loss
{
    /// <summary>The name on the command line and in files, for example <c>softmax_cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus and tooltips: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// GLSL: <c>float output_loss(float z, float y, float peak, float total, int columns)</c>, one output's
    /// contribution to its sample's loss, and <c>float output_gradient(…)</c>, its derivative with respect to z; and
    /// <c>float output_curvature(float z, float change, float mean_change, float peak, float total, int columns)</c>,
    /// the change of that derivative for a given change of the outputs. The caller averages over samples. <c>peak</c>
    /// is the sample's largest output, <c>total</c> Σ exp(z − peak) over its outputs and <c>mean_change</c> Σ
    /// softmax(z)·change; they are set only if <see cref="NeedsSoftmax"/>.
    /// </summary>
    public abstract string Glsl { get; }

    /// <summary>Whether a softmax couples the outputs of a sample.</summary>
    public virtual bool NeedsSoftmax => false;

    /// <summary>A single output above this counts as class 1.</summary>
    public virtual float DecisionThreshold => 0.5f;

    /// <summary>How targets are laid out for this loss; <paramref name="classes"/> is 0 for values (regression).</summary>
    public abstract TargetEncoding EncodingFor(int classes);

    /// <summary>
    /// Σ over samples of each sample's loss; NaN or ∞ when an output is. Matrices are [columns, width], one sample per
    /// lane: width is outputs.Length / columns, a multiple of 16, of which the first <paramref name="samples"/> are
    /// valid. When <paramref name="gradient"/> is not empty, it receives share · ∂(a sample's loss)/∂outputs, and 0 in
    /// the padding lanes.
    /// </summary>
    public abstract double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, int samples, float share,
        Span<float> gradient);

    /// <summary>
    /// The mean loss over the samples, in double precision throughout: the reference for tests and for finite
    /// differences. Matrices are row-major [samples, columns]. When <paramref name="gradient"/> is not empty, it
    /// receives ∂loss/∂outputs.
    /// </summary>
    public abstract double Evaluate(
        ReadOnlySpan<double> outputs, ReadOnlySpan<float> targets, int columns, Span<double> gradient);

    /// <summary>
    /// Replaces a change of the outputs, [rows, columns], by the resulting change of ∂loss/∂outputs: its product with
    /// the second derivative at <paramref name="outputs"/>, which for these losses does not depend on the targets.
    /// </summary>
    public abstract void MultiplyByCurvature(ReadOnlySpan<double> outputs, int columns, Span<double> change);

    /// <summary>
    /// The same in single precision for matrices laid out as for <see cref="Sum"/>, times <paramref name="share"/>
    /// instead of a mean over samples; 0 in the padding lanes.
    /// </summary>
    public abstract void MultiplyByCurvature(
        ReadOnlySpan<float> outputs, int columns, int samples, float share, Span<float> change);

    /// <summary>
    /// The number of samples whose predicted class is correct: the argmax of the outputs against that of the targets,
    /// or, with a single column, which side of <see cref="DecisionThreshold"/> against which side of ½. A NaN output is
    /// never correct. Matrices are laid out as for <see cref="Sum"/>.
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

    /// <summary>All bits set in the valid lanes, starting at lane <paramref name="at"/>.</summary>
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
