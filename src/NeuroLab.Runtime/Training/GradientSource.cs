using System.Globalization;
using NeuroLab.Optimizers;

namespace NeuroLab.Training;

/// <summary>How a training step computes the gradient of its batch; any optimizer can use it.</summary>
public sealed class GradientSource
{
    /// <summary>Above this many parameters finite differences are slow enough to warn about.</summary>
    public const int MaxUnwarned = 20_000;

    /// <summary>One forward and one backward pass.</summary>
    public static readonly GradientSource Backpropagation = new("backpropagation", []);

    /// <summary>Two forward passes per parameter: see <see cref="Training.FiniteDifferences"/>.</summary>
    public static readonly GradientSource FiniteDifferences = new("finite_differences", [Hyperparameter.DifferenceStep]);

    /// <summary>
    /// The gradient at θ + ρ·g/‖g‖, with g that at θ, on the same batch (sharpness-aware minimization, Foret et al. 2021):
    /// two passes forward and back. Loss and gradient norm that a step reports are those at θ.
    /// </summary>
    public static readonly GradientSource SharpnessAware = new("sharpness_aware", [Hyperparameter.Rho]);

    private GradientSource(string name, IReadOnlyList<Hyperparameter> hyperparameters) =>
        (Name, Hyperparameters) = (name, hyperparameters);

    /// <summary>The name on the command line and in files.</summary>
    public string Name { get; }

    /// <summary>The hyperparameters it reads, besides the optimizer's.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; }

    /// <summary>A warning before it is used on a network of this size; null for none.</summary>
    public string? Warning(int parameterCount) => this != FiniteDifferences || parameterCount <= MaxUnwarned ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} need {2L * parameterCount:N0} forward passes for each step of this network of {parameterCount:N0} parameters; backpropagation needs one, and one back");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
