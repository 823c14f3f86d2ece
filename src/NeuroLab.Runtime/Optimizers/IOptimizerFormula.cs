using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>
/// The vector form of an optimizer, with its constants broadcast to vectors. Implemented by structs, so that the
/// generic loop is compiled once per formula, with the formula inlined.
/// </summary>
public interface IOptimizerFormula<TSelf>
    where TSelf : struct, IOptimizerFormula<TSelf>
{
    /// <summary>Number of state floats per weight: 0, 1 or 2.</summary>
    static abstract int StateSlots { get; }

    /// <summary>The formula for one step. Each constant is rounded to float once.</summary>
    static abstract TSelf Create(in StepConstants constants);

    /// <summary>One update of sixteen weights.</summary>
    void Update(ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1);
}
