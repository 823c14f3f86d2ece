namespace NeuroLab.Losses;

/// <summary>
/// A loss on the outputs of a network (for the cross-entropies: on logits), with its gradient. Stateless; every method
/// may be called from any thread. Matrices are row-major [rows, columns], rows being samples.
/// </summary>
public abstract class Loss
{
    /// <summary>The name on the command line and in files, for example <c>softmax_cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus and tooltips: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// GLSL: <c>float output_loss(float z, float y, float peak, float total, int columns)</c>, one output's share of its
    /// sample's loss, and <c>float output_gradient(…)</c>, its derivative by z. Both are averaged over samples by the
    /// caller. <c>peak</c> is the sample's largest output and <c>total</c> Σ exp(z − peak) over its outputs; they are
    /// filled in only where <see cref="NeedsSoftmax"/>.
    /// </summary>
    public abstract string Glsl { get; }

    /// <summary>Whether a sample's outputs depend on each other through a softmax.</summary>
    public virtual bool NeedsSoftmax => false;

    /// <summary>A single output above this counts as class 1.</summary>
    public virtual float DecisionThreshold => 0.5f;

    /// <summary>How targets are laid out for this loss; <paramref name="classes"/> is 0 for values (regression).</summary>
    public abstract TargetEncoding EncodingFor(int classes);

    /// <summary>
    /// The mean loss over the samples; NaN or ∞ when an output is. When <paramref name="gradient"/> is not empty, it
    /// receives ∂loss/∂outputs, [rows, columns].
    /// </summary>
    public abstract double Evaluate(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, Span<float> gradient);

    /// <summary>The same in double precision throughout: the reference for tests and for fine differences.</summary>
    public abstract double Evaluate(
        ReadOnlySpan<double> outputs, ReadOnlySpan<float> targets, int columns, Span<double> gradient);

    /// <summary>
    /// The number of samples whose predicted class is right: the largest output against the largest target, or, with a
    /// single column, the sides of <see cref="DecisionThreshold"/> and of ½. A NaN output is never right.
    /// </summary>
    public int CountCorrect(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns)
    {
        var correct = 0;
        for (var at = 0; at < targets.Length; at += columns)
        {
            var z = outputs.Slice(at, columns);
            var y = targets.Slice(at, columns);
            var right = columns == 1
                ? !float.IsNaN(z[0]) && z[0] > DecisionThreshold == y[0] > 0.5f
                : IndexOfLargest(z) is var best && best >= 0 && best == IndexOfLargest(y);
            if (right)
                correct++;
        }
        return correct;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int IndexOfLargest(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (float.IsNaN(row[i]))
                return -1;
            if (row[i] > row[best])
                best = i;
        }
        return best;
    }
}
