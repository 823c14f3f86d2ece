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
    double Gap)
{
    /// <summary>Columns for eigenvalues, and one more for the edge; 0 where they are not followed. That of the first row holds for all.</summary>
    public int EigenvalueCount { get; init; }

    /// <summary>The largest eigenvalues λ of the Hessian, largest first.</summary>
    public TelemetryEigenvalues Eigenvalues { get; init; }

    /// <summary>The eigenvalue above which the optimizer's full-batch steps grow.</summary>
    public double Edge { get; init; }
}
