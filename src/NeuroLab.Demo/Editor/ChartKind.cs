namespace NeuroLab.Demo.Editor;

/// <summary>The kind of a chart.</summary>
internal enum ChartKind
{
    Loss,
    Accuracy,
    GradientNorm,
    Cut,
    StepSize,
    LearningRate,
    Sharpness,
}
