using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// Names used by earlier versions. <c>naive_perturbation</c> was an optimizer: gradient descent with finite
/// differences, whose step was ε.
/// </summary>
internal static class LegacyNames
{
    public const string NaivePerturbation = "naive_perturbation";

    /// <summary>Whether this is the name of the former optimizer.</summary>
    public static bool IsNaivePerturbation(string optimizer) =>
        string.Equals(optimizer.Trim().Replace('-', '_'), NaivePerturbation, StringComparison.OrdinalIgnoreCase);

    /// <summary>Converts a section to current names.</summary>
    public static TrainingSection ToCurrent(TrainingSection section)
    {
        if (!IsNaivePerturbation(section.Optimizer))
            return section;
        var others = new Dictionary<Hyperparameter, double>(section.Others);
        if (others.Remove(Hyperparameter.Epsilon, out var epsilon))
            others[Hyperparameter.DifferenceStep] = epsilon;
        return section with { Optimizer = new Sgd().Name, Gradient = GradientSource.FiniteDifferences.Name, Others = others };
    }
}
