using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// What earlier versions wrote by another name. <c>naive_perturbation</c> was an optimizer: plain descent whose gradient
/// came from finite differences, with ε for their step.
/// </summary>
internal static class FormerNames
{
    public const string NaivePerturbation = "naive_perturbation";

    /// <summary>Whether a name is that of the former optimizer.</summary>
    public static bool IsNaivePerturbation(string optimizer) =>
        string.Equals(optimizer.Trim().Replace('-', '_'), NaivePerturbation, StringComparison.OrdinalIgnoreCase);

    /// <summary>A section in today's words.</summary>
    public static TrainingSection Today(TrainingSection section)
    {
        if (!IsNaivePerturbation(section.Optimizer))
            return section;
        var others = new Dictionary<Hyperparameter, double>(section.Others);
        if (others.Remove(Hyperparameter.Epsilon, out var epsilon))
            others[Hyperparameter.DifferenceStep] = epsilon;
        return section with { Optimizer = new Sgd().Name, Gradient = GradientSource.FiniteDifferences.Name, Others = others };
    }
}
