using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

// Weights by hand: all at once on the plane, one by one, or a single step of plain descent.
public sealed partial class SceneEditor
{
    /// <summary>
    /// Puts a runner's real weights at (α, β) of the plane: θ = θ* + α·d₁ + β·d₂. Training goes on from there; optimizer
    /// state and step count stay. Blocks.
    /// </summary>
    /// <param name="runner">Null for the first.</param>
    /// <exception cref="UserErrorException">There is no plane, or the place is not finite.</exception>
    public void Drop(double alpha, double beta, Runner? runner = null)
    {
        var plane = Scene.Landscape.Plane
            ?? throw new UserErrorException("there is no surface to drop the weights on; choose a plane first");
        if (!double.IsFinite(alpha) || !double.IsFinite(beta))
            throw new UserErrorException("the weights can only be dropped at numbers that are finite; choose another point");
        var place = string.Create(CultureInfo.InvariantCulture, $"{alpha:R} {beta:R}");
        Move(new Edit(EditKind.Drop, 0, "", "Weights", "", place) { Plane = plane }, runner);
    }

    /// <summary>Gives one weight of a runner another value; optimizer state and step count stay. Blocks.</summary>
    /// <param name="index">An index into θ.</param>
    /// <param name="value">The value; rounded to single precision.</param>
    /// <param name="runner">Null for the first.</param>
    /// <exception cref="UserErrorException">There is no such weight.</exception>
    public void SetWeight(int index, double value, Runner? runner = null)
    {
        var count = Lead.Experiment.Shape.ParameterCount;
        if (index < 0 || index >= count)
            throw new UserErrorException($"there is no weight {index}; give one from 0 to {count - 1}");
        Move(new Edit(
            EditKind.Weight, 0, "", index.ToString(CultureInfo.InvariantCulture), "",
            ((float)value).ToString("R", CultureInfo.InvariantCulture)), runner);
    }

    /// <summary>
    /// Takes one step of plain descent, θ − step·∂L/∂θ with L the loss on the evaluation set, worked out in double
    /// precision. No training step: optimizer state and step count stay. Blocks.
    /// </summary>
    /// <param name="step">The step size.</param>
    /// <param name="runner">Null for the first.</param>
    public void Descend(double step, Runner? runner = null) =>
        Move(new Edit(EditKind.Descend, 0, "", "Weights", "", step.ToString("R", CultureInfo.InvariantCulture)), runner);

    private void Move(Edit edit, Runner? runner)
    {
        runner ??= Scene.Race.Runners[0];
        var group = NextGroup();
        var step = StepOf(runner.Trainer);
        ForkBeforeTip(group);
        var from = Position;
        Put(runner, edit);
        runner.Ball.Break();
        Record(edit with { Step = step, Target = runner.GameObject.Name, Old = from.ToString() }, group, isSteering: true);
        runner.Trainer.RefreshStatus();
    }

    private static void Put(Runner runner, Edit edit)
    {
        var parameters = new float[runner.Trainer.Experiment.Shape.ParameterCount];
        switch (edit.Kind)
        {
            case EditKind.Drop:
                var place = Array.ConvertAll(edit.New.Split(' '), Number);
                edit.Plane!.PointAt(place[0], place[1], parameters);
                break;
            case EditKind.Weight:
                runner.Trainer.Session.ReadParameters(parameters);
                parameters[int.Parse(edit.Property, CultureInfo.InvariantCulture)] =
                    float.Parse(edit.New, CultureInfo.InvariantCulture);
                break;
            case EditKind.Descend:
                runner.Trainer.Session.ReadParameters(parameters);
                Descend(runner.Trainer, Number(edit.New), parameters);
                break;
        }
        runner.Trainer.WriteParameters(parameters);
    }

    private static void Descend(Trainer trainer, double step, float[] parameters)
    {
        var set = trainer.Session.Data.Evaluation;
        var trace = new NetworkTrace(trainer.Experiment.Shape, set.Count);
        var theta = Array.ConvertAll(parameters, value => (double)value);
        var gradient = new double[theta.Length];
        float[] inputs = [];
        trace.Forward(theta, set.ReadInputs(0, set.Count, ref inputs));
        trace.Differentiate(theta, set.Targets, trainer.Options.Loss, gradient);
        for (var i = 0; i < theta.Length; i++)
            parameters[i] = (float)(theta[i] - step * gradient[i]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
