using NeuroLab.Landscapes;

namespace NeuroLab.Training;

/// <summary>
/// Where training stood after its last enqueued <see cref="ITrainingSession.Train"/>. What was not observed is NaN.
/// </summary>
/// <param name="Step">Updates so far.</param>
/// <param name="Epoch">Passes over the training set begun so far, counted from 0.</param>
/// <param name="BatchLoss">The last batch's loss, before its update.</param>
/// <param name="GradientNorm">‖∂loss/∂θ‖ of the last batch.</param>
/// <param name="StepNorm">‖θ after − θ before‖ of the last update.</param>
/// <param name="Loss">Loss on the evaluation set.</param>
/// <param name="Accuracy">Share of the evaluation set that is classified right; NaN for regression.</param>
/// <param name="Plane">The observed plane, on which the coordinates are; null for none.</param>
/// <param name="Alpha">The weights' coordinate along the observed plane's first direction.</param>
/// <param name="Beta">The weights' coordinate along its second direction.</param>
/// <param name="Residual">The share of the displacement outside the plane.</param>
/// <param name="PlaneLoss">Loss on the evaluation set at (Alpha, Beta) in the plane.</param>
public readonly record struct TrainingStatus(
    long Step, int Epoch, double BatchLoss, double GradientNorm, double StepNorm, double Loss, double Accuracy,
    Plane? Plane, double Alpha, double Beta, double Residual, double PlaneLoss)
{
    /// <summary>L(θ) − L(θ* + αd₁ + βd₂): how far the ball floats above, or hangs below, the surface.</summary>
    public double Gap => Loss - PlaneLoss;

    /// <summary>The status of the weights as they stand, on the plane that the session observes. Blocks.</summary>
    internal static TrainingStatus Measure(ITrainingSession session)
    {
        var state = session.Capture();
        var loss = session.Evaluate(DataPart.Evaluation);
        double alpha = double.NaN, beta = double.NaN, residual = double.NaN, planeLoss = double.NaN;
        var plane = session.Observation.Plane;
        if (plane is not null)
        {
            (alpha, beta, residual) = plane.Project(state.Parameters);
            // The loss in the plane under the weights: go there, look, and come back.
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
