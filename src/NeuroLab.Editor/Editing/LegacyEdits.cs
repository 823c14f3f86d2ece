using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Translates the changes of an earlier version's run log. It had finite differences as an optimizer,
/// <c>naive_perturbation</c>, whose step was ε. Such changes stay on their branch as written, one for one, since
/// positions count them; they are translated when applied.
/// </summary>
internal sealed class LegacyEdits(ExperimentFile origin)
{
    // Determined by the experiment or by the first such edit.
    private bool _isLegacy = LegacyNames.IsNaivePerturbation(origin.Training.Optimizer)
        || origin.Runners.Any(runner => LegacyNames.IsNaivePerturbation(runner.Optimizer));

    /// <summary>The properties that a change sets, in order, with their values.</summary>
    public IEnumerable<(string Property, string Text)> ToCurrent(PropertyEdit edit, Trainer trainer)
    {
        _isLegacy |= LegacyNames.IsNaivePerturbation(edit.Old) || LegacyNames.IsNaivePerturbation(edit.New);
        if (!_isLegacy)
            return [(edit.Property, edit.New)];
        if (edit.Property == nameof(Trainer.Optimizer))
        {
            return LegacyNames.IsNaivePerturbation(edit.New)
                ?
                [
                    (edit.Property, new Sgd().Name),
                    (nameof(Trainer.GradientSource), GradientSource.FiniteDifferences.Name),
                    (Hyperparameter.DifferenceStep.PropertyName, Hyperparameter.DifferenceStep.Default.ToString("R", CultureInfo.InvariantCulture)),
                ]
                : [(edit.Property, edit.New), (nameof(Trainer.GradientSource), GradientSource.Backpropagation.Name)];
        }
        var isStep = edit.Property == Hyperparameter.Epsilon.PropertyName && trainer.GradientSource == GradientSource.FiniteDifferences;
        return [(isStep ? Hyperparameter.DifferenceStep.PropertyName : edit.Property, edit.New)];
    }
}
