using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>
/// The vector form of an optimizer. A struct implements it, so that the loop generic over it is compiled once per
/// formula with the formula inlined.
/// </summary>
public interface IOptimizerFormula
{
    /// <summary>How many floats of state each weight has: 0, 1 or 2.</summary>
    static abstract int StateSlots { get; }

    /// <summary>One update of sixteen weights.</summary>
    static abstract void Update(
        ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1,
        in VectorConstants c);
}
