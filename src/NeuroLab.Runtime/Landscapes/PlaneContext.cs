using NeuroLab.Networks;

namespace NeuroLab.Landscapes;

/// <summary>Inputs of a <see cref="PlaneKind"/>.</summary>
/// <param name="Network">The weights the plane goes through, θ*.</param>
/// <param name="Seed">For random directions.</param>
/// <param name="Path">Weights along a descent, oldest first, each [parameters]; empty if there is none.</param>
public sealed record PlaneContext(Network Network, ulong Seed, IReadOnlyList<float[]> Path)
{
    /// <summary>∂loss/∂θ at θ* on the evaluation set, [parameters]; empty if unknown.</summary>
    public float[] Gradient { get; init; } = [];

    /// <summary>
    /// Eigenvalues of the Hessian at θ* on the evaluation set, with their vectors, [parameters] each, in the order of
    /// <see cref="PlaneKind.Eigenvectors"/>.
    /// </summary>
    internal IReadOnlyList<(double Value, float[] Vector)> Eigenpairs { get; init; } = [];

    /// <summary>The weights at <see cref="PlaneKind.Places"/>, [parameters] each, with their titles.</summary>
    internal IReadOnlyList<(string Title, float[] Weights)> Places { get; init; } = [];

    /// <summary>Whether the weights were moved by hand, and the path begins at them.</summary>
    internal bool IsMoved { get; init; }

    /// <summary>The plane shown before, whose directions a refit must not flip; null for none.</summary>
    internal Plane? Previous { get; init; }
}
