namespace NeuroLab.Demo.Editor;

/// <summary>The kind of a chart.</summary>
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
