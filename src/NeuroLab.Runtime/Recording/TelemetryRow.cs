namespace NeuroLab.Recording;

/// <summary>What the training looked like in one recorded frame. A value that is not known is NaN.</summary>
/// <param name="Alpha">Coordinate along the plane's first direction.</param>
/// <param name="Beta">Coordinate along the plane's second direction.</param>
/// <param name="Residual">Share of θ − θ* that lies outside the plane.</param>
/// <param name="Gap">Loss at θ less the loss of its projection on the plane.</param>
internal readonly record struct TelemetryRow(
    long Frame,
    long Step,
    double Loss,
    double Accuracy,
    double LearningRate,
    double GradientNorm,
    double Alpha,
    double Beta,
    double Residual,
    double Gap);
