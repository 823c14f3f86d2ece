using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Training;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Experiments;

/// <summary>Converts between a scene and its experiment file.</summary>
internal static class SceneFile
{
    /// <summary>
    /// Builds the scene of a file on a backend. Blocks: it reads data and may record a descent for the plane.
    /// </summary>
    /// <param name="file">The experiment file.</param>
    /// <param name="backend">The backend to train on.</param>
    /// <param name="experiment">The file's experiment if already loaded; null loads it.</param>
    /// <exception cref="UserErrorException">The experiment cannot be created.</exception>
    public static DescentScene CreateScene(
        this ExperimentFile file, IComputeBackend backend, Experiment? experiment = null)
    {
        var specs = Check(file);
        var scene = new DescentScene(experiment ?? file.CreateExperiment(), backend);
        try
        {
            Arrange(scene, file, specs);
            return scene;
        }
        catch
        {
            scene.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Loads a prepared experiment into a scene, without reading files. If it fails, the scene is unchanged.
    /// </summary>
    /// <exception cref="UserErrorException">The experiment cannot be created here.</exception>
    public static void Load(this DescentScene scene, PreparedExperiment prepared)
    {
        var specs = Check(prepared.File);
        scene.Load(prepared.Experiment, prepared.Data);
        Arrange(scene, prepared.File, specs, prepared.Shown);
    }

    /// <summary>Describes the scene with its current settings, to start from step 0.</summary>
    /// <param name="origin">The file it came from, for what a scene does not know: the source of the data.</param>
    public static ExperimentFile Describe(this DescentScene scene, ExperimentFile origin)
    {
        var (kind, seed) = scene.ShownPlane is { } shown ? (NameAtStart(shown.Kind), shown.Seed) : (origin.Plane.Kind, scene.Trainer.Experiment.Seed);
        var bookmarks = new SortedDictionary<int, ExperimentFile.CameraSection>();
        for (var number = 1; number <= OrbitCamera.BookmarkCount; number++)
        {
            if (scene.Camera.Bookmark(number) is { } kept)
                bookmarks[number] = SectionOf(kept);
        }
        return origin with
        {
            Version = ExperimentFile.CurrentVersion,
            Data = ReferenceEquals(scene.Trainer.Experiment.Train, scene.Trainer.StartData)
                ? origin.Data
                : ExperimentFile.DataSection.Painted(scene.Trainer.Experiment.Train),
            Network = origin.Network with { EvaluationSamples = scene.Trainer.EvaluationCount },
            Training = Section(scene.Race.Runners[0]),
            Plane = new(
                kind, seed, scene.PathSteps, scene.Landscape.Extent, scene.Landscape.Resolution,
                scene.Landscape.IsLogarithmic, scene.Landscape.CutsPeaks)
            {
                BetaResolution = scene.Landscape.HasOwnBeta ? scene.Landscape.BetaResolution : null,
                BetaExtent = scene.Landscape.HasOwnBeta ? scene.Landscape.BetaExtent : null,
                Beside = scene.Comparison?.Runner is { } beside ? scene.Race.Runners.TakeWhile(runner => runner != beside).Count() + 1 : null,
                Follow = scene.Landscape.FollowSteps > 0 ? scene.Landscape.FollowSteps : null,
                FitMargin = scene.Landscape.FitsPath ? scene.Landscape.Margin : null,
            },
            Camera = SectionOf(scene.Camera.Pose),
            Bookmarks = bookmarks.Count > 0 ? bookmarks : null,
            Runners = [.. scene.Race.Runners.Skip(1).Select(Section)],
        };
    }

    // A plane through other moments, branches or runners belongs to a session: its file opens on that of the descent.
    private static string NameAtStart(PlaneKind kind) => kind.Places.All(place => WeightPlace.Parse(place).IsAtStart)
        ? kind.WithPlaces(place => place.Unpinned).Name
        : new DescentPlane().Name;

    private static TrainingSection Section(Runner runner)
    {
        var color = runner.Ball.Color;
        return TrainingSection.Of(runner.Trainer) with { Color = [color.X, color.Y, color.Z] };
    }

    /// <summary>Converts a pose to its section.</summary>
    internal static ExperimentFile.CameraSection SectionOf(CameraPose pose) =>
        new([pose.Target.X, pose.Target.Y, pose.Target.Z], pose.Yaw, pose.Pitch, pose.Distance, pose.IsTop);

    /// <summary>Converts a section to its pose.</summary>
    internal static CameraPose PoseOf(ExperimentFile.CameraSection section) =>
        new(new Vector3(section.Target), section.Yaw, section.Pitch, section.Distance, section.Top);

    /// <summary>Shows the second surface that a file has, for a host that draws two. The whole of both is framed if the
    /// file has no camera.</summary>
    /// <exception cref="UserErrorException">They do not compare.</exception>
    public static void ShowBeside(this DescentScene scene, ExperimentFile file)
    {
        if (file.Plane.Beside is not { } number)
            return;
        scene.Compare(() => Comparison.Of(scene, scene.Race.Runners[number - 1]));
        if (file.Camera is not null)
            return;
        // Half of an image is tall: seen from higher up, both valleys are open to the eye.
        scene.Camera.Aspect /= 2;
        scene.Camera.Frame();
        scene.Camera.Pose = scene.Camera.Pose with { Pitch = 0.85f };
    }

    // Validates all names and numbers before anything is changed.
    internal static RunnerSpec[] Check(ExperimentFile file)
    {
        Catalog.Plane(file.Plane.Kind);
        CheckSide(file.Plane.Resolution, file.Plane.Extent);
        CheckSide(file.Plane.BetaResolution ?? file.Plane.Resolution, file.Plane.BetaExtent ?? file.Plane.Extent);
        if (file.Plane.Steps < 1)
            throw new UserErrorException($"a plane of the descent over {file.Plane.Steps} steps cannot be laid; give 1 or more");
        if (file.Runners.Count + 1 > Race.Capacity)
            throw new UserErrorException($"{file.Runners.Count + 1} runners are too many; keep {Race.Capacity}");
        if (file.Plane.Beside is { } beside)
        {
            if (beside < 2 || beside > file.Runners.Count + 1)
                throw new UserErrorException($"plane.beside {beside}: there is no such runner; give 2 to {file.Runners.Count + 1}");
            if (!Comparison.Takes(Catalog.Plane(file.Plane.Kind)))
                throw new UserErrorException($"plane.beside {beside}: the {file.Plane.Kind} plane belongs to one run; two surfaces stand beside each other over random planes or over two weights");
        }
        foreach (var (number, view) in file.Bookmarks ?? new Dictionary<int, ExperimentFile.CameraSection>())
        {
            if (number is < 1 or > OrbitCamera.BookmarkCount || view is null)
                throw new UserErrorException($"bookmark {number} cannot be kept; number views from 1 to {OrbitCamera.BookmarkCount}");
            CheckView(view);
        }
        if (file.Camera is { } camera)
            CheckView(camera);
        return [.. file.Runners.Select(runner => runner.ToSpec(""))];
    }

    private static void CheckSide(int resolution, double extent)
    {
        if (resolution is < 2 or > 1025 || !(extent > 0))
            throw new UserErrorException($"a surface of {resolution} points along a side of ±{extent} cannot be drawn; give 2 to 1025 points and an extent above 0");
    }

    private static void CheckView(ExperimentFile.CameraSection view)
    {
        if (view.Target is not { Length: 3 })
            throw new UserErrorException("a camera's target needs three numbers; give x, y and z");
    }

    private static void Arrange(
        DescentScene scene, ExperimentFile file, RunnerSpec[] specs,
        (PlaneKind Kind, Plane Plane)? shown = null)
    {
        scene.PathSteps = file.Plane.Steps;
        scene.Landscape.Extent = file.Plane.Extent;
        scene.Landscape.Resolution = file.Plane.Resolution;
        scene.Landscape.HasOwnBeta = file.Plane.BetaResolution is not null || file.Plane.BetaExtent is not null;
        scene.Landscape.BetaResolution = file.Plane.BetaResolution ?? file.Plane.Resolution;
        scene.Landscape.BetaExtent = file.Plane.BetaExtent ?? file.Plane.Extent;
        scene.Landscape.FollowSteps = Math.Clamp(file.Plane.Follow ?? 0, 0, 10_000);
        scene.Landscape.FitsPath = file.Plane.FitMargin is not null;
        scene.Landscape.Margin = Math.Clamp(file.Plane.FitMargin ?? 0.25, 0.05, 2);
        scene.Landscape.IsLogarithmic = file.Plane.Logarithmic;
        scene.Landscape.CutsPeaks = file.Plane.CutPeaks;
        scene.Trainer.StepsPerFrame = Math.Max(1, file.Training.StepsPerFrame);
        Paint(scene.Race.Runners[0], file.Training.Color);
        foreach (var (spec, section) in specs.Zip(file.Runners))
            Paint(scene.AddRunner(spec.Optimizer, spec.Settings, spec.BatchSize, null, spec.GradientSource, spec.Schedule, spec.Skip), section.Color);
        if (file.Camera is { } camera)
            scene.Camera.Pose = PoseOf(camera);
        for (var number = 1; number <= OrbitCamera.BookmarkCount; number++)
            scene.Camera.SetBookmark(number, file.Bookmarks?.TryGetValue(number, out var kept) == true ? PoseOf(kept) : null);
        scene.NextPlaneSeed = file.Plane.Seed ?? file.Seed;
        if (shown is var (kind, plane))
            scene.Show(kind, plane);
        else if (Catalog.Plane(file.Plane.Kind) is var chosen && (chosen is DescentPlane || chosen.LooksBack))
            scene.ShowDescent(); // falls back to a random plane if the descent diverges
        else
            scene.Show(chosen);
    }

    private static void Paint(Runner runner, float[]? color)
    {
        if (color is { Length: 3 })
            runner.Ball.Color = new Vector3(color);
    }
}
