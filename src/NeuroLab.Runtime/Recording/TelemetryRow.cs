namespace NeuroLab.Recording;

/// <summary>The state of training in one recorded frame. Unknown values are NaN.</summary>
/// <param name="Alpha">Coordinate along the plane's first direction.</param>
/// <param name="Beta">Coordinate along the plane's second direction.</param>
/// <param name="Residual">Fraction of θ − θ* outside the plane.</param>
/// <param name="Gap">Loss at θ minus the loss of its projection on the plane.</param>
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
