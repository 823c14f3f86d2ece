using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary><see cref="StepConstants"/> spread over the lanes of a vector.</summary>
public readonly struct VectorConstants
{
    /// <summary>Rounds each constant to float once.</summary>
    public VectorConstants(in StepConstants constants)
    {
        var s = constants.Settings;
        LearningRate = Vector512.Create((float)s.LearningRate);
        Momentum = Vector512.Create((float)s.Momentum);
        Beta1 = Vector512.Create((float)s.Beta1);
        OneMinusBeta1 = Vector512.Create((float)(1 - s.Beta1));
        Beta2 = Vector512.Create((float)s.Beta2);
        OneMinusBeta2 = Vector512.Create((float)(1 - s.Beta2));
        Epsilon = Vector512.Create((float)s.Epsilon);
        WeightDecay = Vector512.Create((float)s.WeightDecay);
        Shrink = Vector512.Create((float)(1 - s.LearningRate * s.WeightDecay));
        CorrectedRate = Vector512.Create((float)(s.LearningRate / constants.Correction1));
        InverseSqrtCorrection2 = Vector512.Create((float)(1 / Math.Sqrt(constants.Correction2)));
    }

    /// <summary>η</summary>
    public Vector512<float> LearningRate { get; }

    /// <summary>μ</summary>
    public Vector512<float> Momentum { get; }

    /// <summary>β₁</summary>
    public Vector512<float> Beta1 { get; }

    /// <summary>1 − β₁, rounded after the subtraction</summary>
    public Vector512<float> OneMinusBeta1 { get; }

    /// <summary>β₂</summary>
    public Vector512<float> Beta2 { get; }

    /// <summary>1 − β₂, rounded after the subtraction</summary>
    public Vector512<float> OneMinusBeta2 { get; }

    /// <summary>ε</summary>
    public Vector512<float> Epsilon { get; }

    /// <summary>λ</summary>
    public Vector512<float> WeightDecay { get; }

    /// <summary>1 − η·λ, AdamW's decoupled decay</summary>
    public Vector512<float> Shrink { get; }

    /// <summary>η / (1 − β₁ᵗ)</summary>
    public Vector512<float> CorrectedRate { get; }

    /// <summary>1 / √(1 − β₂ᵗ)</summary>
    public Vector512<float> InverseSqrtCorrection2 { get; }
}
