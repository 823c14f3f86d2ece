using NeuroLab.Optimizers;

namespace NeuroLab.Runtime.Tests.Unit.Training;

/// <summary>Gradient descent that calls back inside each update, on the thread that trains.</summary>
internal sealed class FormulaProbe(Action onUpdate) : Optimizer
{
    private readonly Sgd _formula = new();

    public override string Name => "probe";

    public override string Title => "Probe";

    public override string Description => "";

    public override int StateSlots => 0;

    public override IReadOnlyList<Hyperparameter> Hyperparameters => _formula.Hyperparameters;

    public override OptimizerSettings Defaults => _formula.Defaults;

    public override string Glsl => _formula.Glsl;

    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants) =>
        _formula.Update(ref w, g, ref s0, ref s1, constants);

    public override UpdateNorms Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, in StepConstants constants)
    {
        onUpdate();
        return _formula.Update(weights, gradient, s0, s1, constants);
    }
}
