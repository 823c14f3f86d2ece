using System.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// The part of a status that is not a by-product of training, computed on the GPU: evaluation loss, projection, plane
/// loss.
/// </summary>
internal sealed class StatusProbe(
    DeviceState state, DeviceSamples evaluation, SetEvaluation sets, PlaneKernels planes, Workspace workspace)
    : IDisposable
{
    private const int Evaluated = CommandBatch.MaxSteps;
    private const int Projected = CommandBatch.MaxSteps + 1; // followed by the squared residual
    private const int OnPlane = CommandBatch.MaxSteps + 3;

    private DevicePlane? _plane;
    private double _batchLoss = double.NaN, _gradientNorm = double.NaN, _stepNorm = double.NaN;

    /// <summary>Enqueues the computation.</summary>
    public void Enqueue(CommandBatch commands, long step, int epoch, in Observation observation)
    {
        if (_plane?.Plane != observation.Plane)
        {
            var former = _plane;
            _plane = observation.Plane is { } plane ? planes.Acquire(plane) : null;
            if (former is not null)
                planes.Release(former);
        }
        commands.Status = new StatusHeader(step, epoch, observation, _plane?.InverseGram ?? default);
        if (observation.Evaluate)
            sets.Enqueue(state.Parameters, evaluation, commands.Results, Evaluated);
        if (_plane is null)
            return;
        planes.Project(state.Parameters, _plane, commands.Results, Projected);
        sets.Enqueue(workspace.Mixed, evaluation, commands.Results, OnPlane);
    }

    /// <summary>Switches to another evaluation set; nothing may be in flight.</summary>
    public void UseEvaluation(DeviceSamples samples) => evaluation = samples;

    /// <summary>The status of a finished batch; stores its last step.</summary>
    public TrainingStatus? Collect(CommandBatch commands)
    {
        var values = commands.Values;
        if (commands.StepCount > 0)
        {
            var last = values[commands.StepCount - 1];
            (_batchLoss, _gradientNorm, _stepNorm) = (last.X, Math.Sqrt(last.Z), Math.Sqrt(last.W));
        }
        if (commands.Status is not { } header)
            return null;
        var (loss, accuracy, planeLoss) = (double.NaN, double.NaN, double.NaN);
        if (header.Observation.Evaluate)
            (loss, accuracy) = (values[Evaluated].X, Accuracy(values[Evaluated].Y));
        var (alpha, beta, residual) = (double.NaN, double.NaN, double.NaN);
        if (header.Observation.Plane is not null)
        {
            (alpha, beta, residual) = Projection(values[Projected], values[Projected + 1].X, header.InverseGram);
            planeLoss = values[OnPlane].X;
        }
        return new TrainingStatus(
            header.Step, header.Epoch, _batchLoss, _gradientNorm, _stepNorm, loss, accuracy, header.Observation.Plane,
            alpha, beta, residual, planeLoss);
    }

    /// <summary>Stores the results of a step that the host took.</summary>
    public void Remember(double batchLoss, double gradientNorm, double stepNorm) =>
        (_batchLoss, _gradientNorm, _stepNorm) = (batchLoss, gradientNorm, stepNorm);

    /// <summary>Frees the observed plane.</summary>
    public void Dispose()
    {
        if (_plane is not null)
            planes.Release(_plane);
    }

    private static (double Alpha, double Beta, double Residual) Projection(Vector4 sums, float rest, Vector4 inverse) => (
        inverse.X * sums.X + inverse.Y * sums.Y, inverse.Z * sums.X + inverse.W * sums.Y,
        sums.Z == 0 ? 0 : Math.Sqrt(rest / sums.Z));

    private double Accuracy(float correct) =>
        evaluation.Set.IsClassification ? correct / evaluation.Set.Count : double.NaN;
}
