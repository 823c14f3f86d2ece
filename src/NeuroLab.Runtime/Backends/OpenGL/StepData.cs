using System.Runtime.InteropServices;
using NeuroLab.Optimizers;

namespace NeuroLab.Backends.OpenGL;

/// <summary><c>struct Step</c> of <c>shaders/include/step.glsl</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct StepData
{
    /// <summary>In place of <see cref="First"/>: the batch is the whole set in its own order.</summary>
    public const uint WholeSet = uint.MaxValue;

    public uint First;
    public uint Rows;
    public float LearningRate;
    public float Momentum;
    public float Beta1;
    public float OneMinusBeta1;
    public float Beta2;
    public float OneMinusBeta2;
    public float Epsilon;
    public float WeightDecay;
    public float Shrink;
    public float CorrectedRate;
    public float InverseSqrtCorrection2;

    public StepData(uint first, int rows, in StepConstants constants)
    {
        var s = constants.Settings;
        First = first;
        Rows = (uint)rows;
        LearningRate = (float)s.LearningRate;
        Momentum = (float)s.Momentum;
        Beta1 = (float)s.Beta1;
        OneMinusBeta1 = (float)(1 - s.Beta1);
        Beta2 = (float)s.Beta2;
        OneMinusBeta2 = (float)(1 - s.Beta2);
        Epsilon = (float)s.Epsilon;
        WeightDecay = (float)s.WeightDecay;
        Shrink = (float)(1 - s.LearningRate * s.WeightDecay);
        CorrectedRate = (float)(s.LearningRate / constants.Correction1);
        InverseSqrtCorrection2 = (float)(1 / Math.Sqrt(constants.Correction2));
    }
}
