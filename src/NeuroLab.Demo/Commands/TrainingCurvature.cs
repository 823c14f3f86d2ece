using NeuroLab.Curvature;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// The largest eigenvalues over the evaluation set, measured during training: of the Hessian H, or, for an adaptive
/// optimizer with preconditioner P, of P^-½·H·P^-½, which its edge of stability refers to.
/// </summary>
/// <param name="count">Number of eigenvalues, at least 1.</param>
/// <param name="every">Steps between two measurements.</param>
internal sealed class TrainingCurvature(int count, int every)
{
    // During training the second digit would change anyway.
    private const double Tolerance = 1e-3;

    private float[]? _start;
    private long _step = -1;

    /// <summary>The columns in a log: lambda_1 … and the edge.</summary>
    public string Columns => string.Concat(Enumerable.Range(1, count).Select(i => $",lambda_{i}")) + ",edge";

    /// <summary>The last values; NaN if there are fewer parameters, or the loss is not finite.</summary>
    public double[] Values { get; } = new double[count];

    /// <summary>The eigenvalue above which the optimizer's steps diverge; NaN if unknown.</summary>
    public double Edge { get; private set; }

    /// <summary>Whether the last measurement was made before this step.</summary>
    public bool IsOf(long step) => step == _step;

    /// <summary>Steps until the next measurement.</summary>
    public long StepsLeft(long step) => every - step % every;

    /// <summary>Measures if it is due. Blocks.</summary>
    public void Measure(ITrainingSession session, long step, CancellationToken interruption)
    {
        if (step % every != 0)
            return;
        if (Matrix(session) is not { } matrix)
            return;
        _step = step;
        Array.Fill(Values, double.NaN);
        Edge = double.NaN;
        try
        {
            // The eigenvectors change slowly: the sum of the last ones is a good start.
            var (pairs, _) = new Lanczos { Largest = count, Tolerance = Tolerance, Start = _start }
                .Find(matrix, interruption);
            Follow(session, pairs.Length > 0 ? pairs[0].Value : double.NaN);
            _start = new float[session.Shape.ParameterCount];
            for (var k = 0; k < pairs.Length; k++)
            {
                Values[k] = pairs[k].Value;
                for (var i = 0; i < _start.Length; i++)
                    _start[i] += pairs[k].Vector[i];
            }
        }
        catch (ArithmeticException)
        {
            // Diverged: the row contains NaN, and training reports it at its end.
        }
        catch (OperationCanceledException)
        {
            // The run notices it too, and keeps its results.
            _step = -1;
        }
    }

    // The edge at the rate in force; where the schedule follows the edge, the rate is set first.
    private void Follow(ITrainingSession session, double sharpness)
    {
        var slope = double.NaN;
        if (session.Options.GradientSource == GradientSource.SharpnessAware)
        {
            var gradient = new float[session.Shape.ParameterCount];
            session.Evaluate(DataPart.Evaluation, gradient);
            slope = Direction.Norm(gradient);
        }
        var rate = session.Options.RateAtEdge(sharpness, slope);
        if (session.Options.Schedule.FollowsEdge && double.IsFinite(rate))
            session.Options = session.Options with { Settings = session.Options.Settings.With(Hyperparameter.EdgeRate, rate) };
        Edge = session.Options.EdgeAt(session.Options.RateAt(session.Capture().ScheduleStep), slope);
    }

    // What the edge is an eigenvalue of; null for an adaptive optimizer before its first step, which has nothing to divide by.
    private static ISymmetricOperator? Matrix(ITrainingSession session)
    {
        var hessian = new LossHessian(session);
        if (!session.Options.Optimizer.IsAdaptive)
            return hessian;
        var scale = new float[hessian.Size];
        return PreconditionedHessian.TryScale(session.Capture(), session.Options.Optimizer, session.Options.Settings, scale)
            ? new PreconditionedHessian(hessian, scale)
            : null;
    }
}
