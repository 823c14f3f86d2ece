namespace NeuroLab.Demo.Editor;

/// <summary>What a chart shows.</summary>
internal enum ChartKind
{
    Loss,
    Accuracy,
    GradientNorm,
    Slice,
    StepSize,
    LearningRate,
    Sharpness,
}
