namespace NeuroLab.Optimizers;

/// <summary>The size of an update, as sums that can be added up over parts of the weights.</summary>
/// <param name="GradientSquared">Σ g²</param>
/// <param name="StepSquared">Σ (w after − w before)²</param>
public readonly record struct UpdateNorms(double GradientSquared, double StepSquared)
{
    /// <summary>The norms of two parts together.</summary>
    public static UpdateNorms operator +(UpdateNorms a, UpdateNorms b) =>
        new(a.GradientSquared + b.GradientSquared, a.StepSquared + b.StepSquared);
}
