using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// An experiment file with all slow work done: data read and encoded, and, if its plane follows the descent, that
/// descent recorded. Can be prepared on any thread and loaded into a scene on the frame thread.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Experiment">The experiment it describes.</param>
/// <param name="Data">Its data sets, encoded for a backend.</param>
/// <param name="Shown">The plane to show; null to let the scene choose.</param>
public sealed record PreparedExperiment(
    ExperimentFile File, Experiment Experiment, TrainingData Data, (PlaneKind Kind, Plane Plane)? Shown)
{
    /// <summary>
    /// Reads the files that an experiment file refers to. Blocks; <see cref="ReadProgress"/> can track and cancel it.
    /// </summary>
    /// <param name="file">The file to prepare.</param>
    /// <param name="data">Its data if already loaded; null loads it.</param>
    /// <param name="pathBackend">The backend that records the descent: its steps must be bit-identical to those of the
    /// scene's backend, and it must open sessions on this thread. Null leaves that to the scene.</param>
    /// <exception cref="UserErrorException">The experiment cannot be created.</exception>
    public static PreparedExperiment Of(
        ExperimentFile file, DatasetSplit? data = null, IComputeBackend? pathBackend = null)
    {
        SceneFile.Check(file);
        return Of(file, file.CreateExperiment(data), pathBackend);
    }

    /// <summary>The same for an experiment that was created with its file.</summary>
    internal static PreparedExperiment Of(ExperimentFile file, Experiment experiment, IComputeBackend? pathBackend)
    {
        ReadProgress.ThrowIfCancelled();
        var sets = experiment.CreateData();
        ReadProgress.ThrowIfCancelled();
        return new PreparedExperiment(file, experiment, sets, CreatePlane(file, experiment, sets, pathBackend));
    }

    private static (PlaneKind Kind, Plane Plane)? CreatePlane(
        ExperimentFile file, Experiment experiment, TrainingData sets, IComputeBackend? pathBackend)
    {
        var kind = Catalog.Plane(file.Plane.Kind);
        // At the start there is no path to look back on.
        if (kind.LooksBack)
            kind = new DescentPlane();
        if (pathBackend is null || kind.NeedsGradient || kind.Places.Count > 0 || (!kind.NeedsPath && kind.Eigenvectors.Count == 0))
            return null;
        var path = kind.NeedsPath ? experiment.RecordTrajectory(pathBackend, file.Plane.Steps, DescentScene.PathPoints, sets) : [];
        var context = new PlaneContext(experiment.CreateNetwork(), file.Plane.Seed ?? file.Seed, path);
        try
        {
            if (kind.Eigenvectors.Count > 0)
                context = context with
                {
                    Eigenpairs = NumberedEigenpairs.Find(
                        kind.Eigenvectors, pathBackend, context.Network, sets, experiment.CreateOptions(),
                        (_, _) => ReadProgress.ThrowIfCancelled()),
                };
            return (kind, kind.Create(context));
        }
        catch (UserErrorException) when (kind is DescentPlane)
        {
            // If the descent diverges, uses a random plane instead.
            kind = new RandomPlane();
            return (kind, kind.Create(context));
        }
    }
}
