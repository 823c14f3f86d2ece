namespace NeuroLab.Optimizers;

/// <summary>How a training step comes by the gradient of its batch.</summary>
public enum GradientSource
{
    /// <summary>One forward and one backward pass.</summary>
    Backpropagation,

    /// <summary>Two forward passes for each parameter: see <see cref="PerturbationGradient"/>.</summary>
    Perturbation,
}
