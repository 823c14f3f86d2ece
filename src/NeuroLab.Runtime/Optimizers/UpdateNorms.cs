namespace NeuroLab.Optimizers;

/// <summary>The squared norms of an update, which can be summed over parts of the weights.</summary>
/// <param name="GradientSquared">Σ g²</param>
/// <param name="StepSquared">Σ (w after − w before)²</param>
public readonly record struct UpdateNorms(double GradientSquared, double StepSquared)
{
    /// <summary>The norms of two parts combined.</summary>
    public static UpdateNorms operator +(UpdateNorms a, UpdateNorms b) =>
        new(a.GradientSquared + b.GradientSquared, a.StepSquared + b.StepSquared);
}
