using NeuroLab.Curvature;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// The largest eigenvalues over the evaluation set, measured on the way of a training run: of the Hessian H, or, where the
/// optimizer divides each weight's step by a number P of its own, of P^-½·H·P^-½, which its edge is about.
/// </summary>
/// <param name="count">How many, at least 1.</param>
/// <param name="every">Steps from one measurement to the next.</param>
internal sealed class TrainingCurvature(int count, int every)
{
    // Where training is going the second digit would already be another.
    private const double Tolerance = 1e-3;

    private float[]? _start;
    private long _step = -1;

    /// <summary>The columns of a log: lambda_1 … and the edge.</summary>
    public string Columns => string.Concat(Enumerable.Range(1, count).Select(i => $",lambda_{i}")) + ",edge";

    /// <summary>The values of the last measurement; NaN where there are fewer parameters, or the loss is not finite.</summary>
    public double[] Values { get; } = new double[count];

    /// <summary>The eigenvalue beyond which the optimizer's steps overshoot; NaN where that is not known.</summary>
    public double Edge { get; private set; }

    /// <summary>Whether the last measurement was made before this step.</summary>
    public bool IsOf(long step) => step == _step;

    /// <summary>Steps to the next measurement.</summary>
    public long StepsLeft(long step) => every - step % every;

    /// <summary>Measures if it is time. Blocks.</summary>
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
            // The eigenvectors turn slowly: the sum of the last ones is a good start.
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
            // Diverged: the row says NaN, and training says so at its end.
        }
        catch (OperationCanceledException)
        {
            // The run sees it too, and keeps what there is.
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
