using NeuroLab.Training;

namespace NeuroLab.Connectivity;

/// <summary>Loss and error at evenly spaced points of a path between two weight sets, on the training and the test set.</summary>
/// <param name="Train">At each point.</param>
/// <param name="Test">At each point; empty without a test set.</param>
internal sealed record PathLosses(Evaluation[] Train, Evaluation[] Test)
{
    /// <summary>Number of points, the ends included.</summary>
    public int Points => Train.Length;

    /// <summary>The barrier of the training loss.</summary>
    public double LossBarrier => Barrier(Losses(Train));

    /// <summary>The barrier of the training error, as a share; NaN for regression.</summary>
    public double ErrorBarrier => Barrier(Errors(Train));

    /// <summary>The barrier of the error on the test set, as a share; NaN for regression and without a test set.</summary>
    public double TestErrorBarrier => Barrier(Errors(Test));

    /// <summary>Whether no point between the ends has a higher training loss than both: the barrier is half their difference.</summary>
    public bool IsHighestAtEnd => Losses(Train).Max() is var high && (Train[0].Loss == high || Train[^1].Loss == high);

    /// <summary>t of a point, 0 … 1.</summary>
    public double At(int point) => point / (Points - 1.0);

    /// <summary>The losses at the points.</summary>
    public static double[] Losses(Evaluation[] set) => Array.ConvertAll(set, each => each.Loss);

    /// <summary>The shares classified wrongly at the points.</summary>
    public static double[] Errors(Evaluation[] set) => Array.ConvertAll(set, each => 1 - each.Accuracy);

    /// <summary>The same in percent.</summary>
    public static double[] Percent(Evaluation[] set) => Array.ConvertAll(set, each => 100 * (1 - each.Accuracy));

    /// <summary>
    /// The largest value along a path minus the mean of its ends (Frankle et al. 2020, for the error); NaN if a value is
    /// not finite, or there is none.
    /// </summary>
    public static double Barrier(double[] values) => values.Length > 0 && values.All(double.IsFinite)
        ? values.Max() - (values[0] + values[^1]) / 2 : double.NaN;

    /// <summary>Evaluates a path. Blocks; changes the session's weights.</summary>
    /// <param name="session">With the training set, and a test set or none.</param>
    /// <param name="path">The path.</param>
    /// <param name="points">Number of points, at least 2.</param>
    /// <param name="progress">Receives the points done.</param>
    /// <param name="cancelled">Ends it.</param>
    public static PathLosses Measure(
        ITrainingSession session, WeightCurve path, int points, Action<int>? progress = null, CancellationToken cancelled = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var parameters = new float[session.Shape.ParameterCount];
        var train = new Evaluation[points];
        var test = new Evaluation[session.Data.Test is null ? 0 : points];
        for (var i = 0; i < points; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            path.PointAt(i / (points - 1.0), parameters);
            session.WriteParameters(parameters);
            train[i] = session.Evaluate(DataPart.Train);
            if (test.Length > 0)
                test[i] = session.Evaluate(DataPart.Test);
            progress?.Invoke(i + 1);
        }
        return new PathLosses(train, test);
    }
}
