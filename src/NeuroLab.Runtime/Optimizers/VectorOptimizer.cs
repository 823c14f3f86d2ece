using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>An optimizer vectorized by <typeparamref name="TFormula"/>, in one pass over the weights.</summary>
public abstract class VectorOptimizer<TFormula> : Optimizer
    where TFormula : struct, IOptimizerFormula<TFormula>
{
    // Squares are summed in float over this many weights, and in double over the blocks.
    private const int Block = 8192;

    private static readonly int Lanes = Vector512<float>.Count;

    /// <inheritdoc/>
    public sealed override int StateSlots => TFormula.StateSlots;

    /// <inheritdoc/>
    public sealed override UpdateNorms Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, in StepConstants constants)
    {
        var formula = TFormula.Create(constants);
        var norms = default(UpdateNorms);
        var whole = weights.Length / Lanes * Lanes;
        for (var at = 0; at < whole; at += Block)
        {
            var count = Math.Min(Block, whole - at);
            norms += UpdateBlock(
                weights.Slice(at, count), gradient.Slice(at, count), State(s0, 0, at, count), State(s1, 1, at, count), formula);
        }
        if (whole == weights.Length)
            return norms;

        // The last few weights use padded copies.
        Span<float> w = stackalloc float[Lanes], g = stackalloc float[Lanes];
        Span<float> a = stackalloc float[Lanes], b = stackalloc float[Lanes];
        var tail = weights.Length - whole;
        weights[whole..].CopyTo(w);
        gradient[whole..].CopyTo(g);
        State(s0, 0, whole, tail).CopyTo(a);
        State(s1, 1, whole, tail).CopyTo(b);
        norms += UpdateBlock(w, g, a, b, formula);
        w[..tail].CopyTo(weights[whole..]);
        a[..State(s0, 0, whole, tail).Length].CopyTo(State(s0, 0, whole, tail));
        b[..State(s1, 1, whole, tail).Length].CopyTo(State(s1, 1, whole, tail));
        return norms;
    }

    /// <summary>A constant rounded to float, broadcast to all lanes.</summary>
    protected static Vector512<float> Spread(double constant) => Vector512.Create((float)constant);

    private static Span<float> State(Span<float> slot, int index, int at, int count) =>
        index < TFormula.StateSlots ? slot.Slice(at, count) : default;

    private static UpdateNorms UpdateBlock(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, TFormula formula)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var a = ref MemoryMarshal.GetReference(s0);
        ref var b = ref MemoryMarshal.GetReference(s1);
        Vector512<float> gradientSquared = default, stepSquared = default;
        for (var i = 0; i < weights.Length; i += Vector512<float>.Count)
        {
            var slope = Vector512.LoadUnsafe(ref g, (nuint)i);
            var before = Vector512.LoadUnsafe(ref w, (nuint)i);
            var first = TFormula.StateSlots > 0 ? Vector512.LoadUnsafe(ref a, (nuint)i) : default;
            var second = TFormula.StateSlots > 1 ? Vector512.LoadUnsafe(ref b, (nuint)i) : default;
            var after = before;
            formula.Update(ref after, slope, ref first, ref second);
            after.StoreUnsafe(ref w, (nuint)i);
            if (TFormula.StateSlots > 0)
                first.StoreUnsafe(ref a, (nuint)i);
            if (TFormula.StateSlots > 1)
                second.StoreUnsafe(ref b, (nuint)i);
            gradientSquared = Vector512.MultiplyAddEstimate(slope, slope, gradientSquared);
            stepSquared = Vector512.MultiplyAddEstimate(after - before, after - before, stepSquared);
        }
        return new UpdateNorms(Vector512.Sum(gradientSquared), Vector512.Sum(stepSquared));
    }
}
