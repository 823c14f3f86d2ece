using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>An optimizer whose loop runs once over the weights with <typeparamref name="TFormula"/>.</summary>
public abstract class VectorOptimizer<TFormula> : Optimizer
    where TFormula : struct, IOptimizerFormula
{
    /// <inheritdoc/>
    public sealed override void Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, in StepConstants constants)
    {
        var c = new VectorConstants(constants);
        var lanes = Vector512<float>.Count;
        var at = 0;
        for (; at <= weights.Length - lanes; at += lanes)
            UpdateBlock(weights[at..], gradient[at..], State(s0, 0, at), State(s1, 1, at), c);
        if (at == weights.Length)
            return;

        // The last few weights go through padded copies.
        Span<float> w = stackalloc float[lanes], g = stackalloc float[lanes];
        Span<float> a = stackalloc float[lanes], b = stackalloc float[lanes];
        var tail = weights.Length - at;
        weights[at..].CopyTo(w);
        gradient[at..].CopyTo(g);
        State(s0, 0, at).CopyTo(a);
        State(s1, 1, at).CopyTo(b);
        UpdateBlock(w, g, StateSlots > 0 ? a : default, StateSlots > 1 ? b : default, c);
        w[..tail].CopyTo(weights[at..]);
        if (StateSlots > 0)
            a[..tail].CopyTo(s0[at..]);
        if (StateSlots > 1)
            b[..tail].CopyTo(s1[at..]);
    }

    private Span<float> State(Span<float> slot, int index, int at) => index < StateSlots ? slot[at..] : default;

    private static void UpdateBlock(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, in VectorConstants c)
    {
        var w = Vector512.Create<float>(weights);
        var first = s0.IsEmpty ? Vector512<float>.Zero : Vector512.Create<float>(s0);
        var second = s1.IsEmpty ? Vector512<float>.Zero : Vector512.Create<float>(s1);
        TFormula.Update(ref w, Vector512.Create(gradient), ref first, ref second, c);
        w.CopyTo(weights);
        if (!s0.IsEmpty)
            first.CopyTo(s0);
        if (!s1.IsEmpty)
            second.CopyTo(s1);
    }
}
