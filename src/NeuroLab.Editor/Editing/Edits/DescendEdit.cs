using NeuroLab.Components;
using NeuroLab.Networks;

namespace NeuroLab.Editing.Edits;

/// <summary>
/// The weights took one step against the gradient of the evaluation set: θ − h·∂L/∂θ, in double precision.
/// </summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="From">The position before.</param>
/// <param name="StepSize">h.</param>
internal sealed record DescendEdit(string Runner, TimelinePosition From, double StepSize) : WeightsEdit(Runner, From)
{
    internal override void Do(SceneEditor editor) => editor.Descend(StepSize, FindRunner(editor));

    private protected override void Move(Trainer trainer, float[] parameters)
    {
        trainer.Session.ReadParameters(parameters);
        var set = trainer.Session.Data.Evaluation;
        var trace = new NetworkTrace(trainer.Experiment.Shape, set.Count);
        var theta = Array.ConvertAll(parameters, value => (double)value);
        var gradient = new double[theta.Length];
        float[] inputs = [];
        trace.Forward(theta, set.ReadInputs(0, set.Count, ref inputs));
        trace.Differentiate(theta, set.Targets, trainer.Options.Loss, gradient);
        for (var i = 0; i < theta.Length; i++)
            parameters[i] = (float)(theta[i] - StepSize * gradient[i]);
    }
}
