using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// An experiment file with all that takes long done: data read and encoded, and, where its plane follows the
/// descent, that trained ahead. It may be made on any thread and loaded into a scene on the frame's.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Experiment">What it describes.</param>
/// <param name="Data">Its sets as a backend takes them.</param>
/// <param name="Shown">The plane to show; null leaves it to the scene.</param>
public sealed record PreparedExperiment(
    ExperimentFile File, Experiment Experiment, TrainingData Data, (PlaneKind Kind, Plane Plane)? Shown)
{
    /// <summary>Reads what a file names. Blocks; <see cref="ReadProgress"/> follows and ends it.</summary>
    /// <param name="file">What to prepare.</param>
    /// <param name="data">The data it names, where it was read before; null reads it.</param>
    /// <param name="rehearsal">
    /// What trains ahead: it must take the steps of the scene's backend bit by bit, and open sessions on this thread.
    /// Null leaves that to the scene.
    /// </param>
    /// <exception cref="UserErrorException">The file describes nothing that can be built.</exception>
    public static PreparedExperiment Of(
        ExperimentFile file, DatasetSplit? data = null, IComputeBackend? rehearsal = null)
    {
        SceneFile.Check(file);
        var experiment = file.CreateExperiment(data);
        ReadProgress.ThrowIfCancelled();
        var sets = experiment.CreateData();
        ReadProgress.ThrowIfCancelled();
        return new PreparedExperiment(file, experiment, sets, Lay(file, experiment, sets, rehearsal));
    }

    private static (PlaneKind Kind, Plane Plane)? Lay(
        ExperimentFile file, Experiment experiment, TrainingData sets, IComputeBackend? rehearsal)
    {
        var kind = Catalog.Plane(file.Plane.Kind);
        if (rehearsal is null || kind.NeedsGradient || (!kind.NeedsPath && kind.Eigenvectors.Count == 0))
            return null;
        var path = kind.NeedsPath ? experiment.RecordTrajectory(rehearsal, file.Plane.Steps, DescentScene.PathPoints, sets) : [];
        var context = new PlaneContext(experiment.CreateNetwork(), file.Plane.Seed ?? file.Seed, path);
        try
        {
            if (kind.Eigenvectors.Count > 0)
                context = context with
                {
                    Eigenpairs = NumberedEigenpairs.Find(kind.Eigenvectors, rehearsal, context.Network, sets, experiment.CreateOptions()),
                };
            return (kind, kind.Create(context));
        }
        catch (UserErrorException) when (kind is DescentPlane)
        {
            // Where the descent diverges, its plane gives way to a random one.
            kind = new RandomPlane();
            return (kind, kind.Create(context));
        }
    }
}
