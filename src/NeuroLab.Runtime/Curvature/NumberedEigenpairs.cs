using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Curvature;

/// <summary>Eigenpairs of a Hessian by number, for planes; the same matrix gives the same bits.</summary>
internal static class NumberedEigenpairs
{
    // Three digits are enough for directions of a plane, and a few hundred products find them.
    private const double Tolerance = 1e-3;
    private const int MaxProducts = 400;

    /// <summary>Progress of a search from its largest residual, 0…1.</summary>
    public static double Share(double residual) => Math.Clamp(Math.Log(residual) / Math.Log(Tolerance), 0, 1);

    /// <summary>The eigenpairs of the mean loss on a session's evaluation set, at some weights. Blocks.</summary>
    /// <param name="numbers">1 for the largest eigenvalue, 2 for the next …, −1 for the smallest.</param>
    /// <param name="backend">The backend; opens a separate session on this thread.</param>
    /// <param name="network">The weights.</param>
    /// <param name="data">The data sets.</param>
    /// <param name="options">The training options, with the loss.</param>
    /// <param name="progress">As below.</param>
    /// <exception cref="UserErrorException">The network has fewer parameters, or its curvature is not
    /// finite.</exception>
    public static (double Value, float[] Vector)[] Find(
        IReadOnlyList<int> numbers, IComputeBackend backend, Network network, TrainingData data, TrainingOptions options,
        Action<int, double> progress)
    {
        using var session = backend.CreateSession(network, data, options);
        return Find(numbers, new LossHessian(session), progress);
    }

    /// <summary>The eigenpairs of a matrix. Each vector has length 1, and its largest entry is positive.</summary>
    /// <param name="numbers">As above.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="progress">Called after each check with the number of products and the largest residual so
    /// far.</param>
    /// <param name="cancelled">Cancels the search.</param>
    /// <exception cref="UserErrorException">The matrix is smaller, or not finite.</exception>
    public static (double Value, float[] Vector)[] Find(
        IReadOnlyList<int> numbers, ISymmetricOperator matrix, Action<int, double>? progress = null,
        CancellationToken cancelled = default)
    {
        var (largest, smallest) = (numbers.Max(), numbers.Any(number => number < 0) ? 1 : 0);
        if (Math.Max(0, largest) + smallest > matrix.Size)
            throw new UserErrorException($"the network has {matrix.Size} parameters, and so no more eigenvectors; choose others");
        try
        {
            var (top, bottom) = new Lanczos
            {
                Largest = Math.Max(0, largest),
                Smallest = smallest,
                Tolerance = Tolerance,
                MaxProducts = MaxProducts,
                Progress = progress,
            }.Find(matrix, cancelled);
            return [.. numbers.Select(number => Signed(number < 0 ? bottom[0] : top[number - 1]))];
        }
        catch (ArithmeticException error)
        {
            throw new UserErrorException($"{error.Message}, so it has no eigenvectors here; restart, or choose another plane", error);
        }
    }

    // Normalizes the sign, since an eigenvector and its negative are equivalent.
    private static (double Value, float[] Vector) Signed(Eigenpair pair)
    {
        var peak = 0f;
        foreach (var value in pair.Vector)
            peak = Math.Abs(value) > Math.Abs(peak) ? value : peak;
        return (pair.Value, peak < 0 ? Array.ConvertAll(pair.Vector, value => -value) : pair.Vector);
    }
}
