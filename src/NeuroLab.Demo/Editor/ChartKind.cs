namespace NeuroLab.Demo.Editor;

/// <summary>What a chart shows.</summary>
public enum ChartKind
{
    Loss,
    Accuracy,
    GradientNorm,
    Slice,
    StepSize,
    LearningRate,
}
