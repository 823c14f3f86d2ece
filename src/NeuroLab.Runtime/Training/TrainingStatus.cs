using NeuroLab.Landscapes;

namespace NeuroLab.Training;

/// <summary>
/// The state of training after an enqueued <see cref="ITrainingSession.Train"/>. Values that were not observed are NaN.
/// </summary>
/// <param name="Step">Updates so far.</param>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="BatchLoss">The last batch's loss, before its update.</param>
/// <param name="GradientNorm">‖∂loss/∂θ‖ of the last batch.</param>
/// <param name="StepNorm">‖θ after − θ before‖ of the last update.</param>
/// <param name="Loss">Loss on the evaluation set.</param>
/// <param name="Accuracy">Fraction of the evaluation set correctly classified; NaN for regression.</param>
/// <param name="Plane">The observed plane of the coordinates; null for none.</param>
/// <param name="Alpha">The weights' coordinate along the observed plane's first direction.</param>
/// <param name="Beta">The weights' coordinate along its second direction.</param>
/// <param name="Residual">The fraction of the displacement outside the plane.</param>
/// <param name="PlaneLoss">Loss on the evaluation set at (Alpha, Beta) in the plane.</param>
public readonly record struct TrainingStatus(
    long Step, int Epoch, double BatchLoss, double GradientNorm, double StepNorm, double Loss, double Accuracy,
    Plane? Plane, double Alpha, double Beta, double Residual, double PlaneLoss)
{
    /// <summary>L(θ) − L(θ* + αd₁ + βd₂): the height of the ball above the surface, negative below it.</summary>
    public double Gap => Loss - PlaneLoss;

    /// <summary>Computes the status of the current weights, on the plane that the session observes. Blocks.</summary>
    internal static TrainingStatus Measure(ITrainingSession session)
    {
        var state = session.Capture();
        var loss = session.Evaluate(DataPart.Evaluation);
        double alpha = double.NaN, beta = double.NaN, residual = double.NaN, planeLoss = double.NaN;
        var plane = session.Observation.Plane;
        if (plane is not null)
        {
            (alpha, beta, residual) = plane.Project(state.Parameters);
            // The loss on the plane below the weights: moves there, evaluates, and moves back.
            var onPlane = new float[state.Parameters.Length];
            plane.PointAt(alpha, beta, onPlane);
            session.WriteParameters(onPlane);
            planeLoss = session.Evaluate(DataPart.Evaluation).Loss;
            session.WriteParameters(state.Parameters);
        }
        return new TrainingStatus(
            state.Step, state.Position.Epoch, double.NaN, double.NaN, double.NaN, loss.Loss, loss.Accuracy,
            plane, alpha, beta, residual, planeLoss);
    }
}
