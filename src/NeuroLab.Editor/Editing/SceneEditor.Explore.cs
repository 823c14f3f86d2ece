using System.Globalization;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Editing;

// Planes, runners, camera, and whole experiments.
public sealed partial class SceneEditor
{
    private const int MaxPlanes = 8;

    private readonly List<(int Number, Plane Plane, (PlaneKind Kind, ulong Seed)? Source)> _planes = [];
    private int _lastPlane;

    /// <summary>Chooses a plane of that kind, with a new seed. Blocks.</summary>
    /// <exception cref="UserErrorException">The kind cannot make a plane here; the old one stays.</exception>
    public void ShowPlane(PlaneKind kind) => ShowPlane(kind, Scene.NextPlaneSeed);

    /// <summary>Moves the plane, its directions kept, so that the first runner's weights are its origin. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no plane.</exception>
    public void Recentre()
    {
        if (Scene.Landscape.Plane is null)
            throw new UserErrorException("there is no surface to move; choose a plane first");
        var old = PlaneText;
        Scene.Recentre();
        AfterPlane(EditKind.Recentre, old);
    }

    /// <summary>
    /// Adds a runner from the first weights, which catches up in the coming frames while the others wait for it.
    /// </summary>
    /// <exception cref="UserErrorException">There are eight already.</exception>
    public Runner AddRunner(Optimizer optimizer, OptimizerSettings? settings = null)
    {
        var runner = Scene.AddRunner(optimizer, settings ?? optimizer.Defaults, Lead.BatchSize);
        CatchUp(runner);
        var spec = RunnerSpec.Of(runner.GameObject.Name, runner.Trainer.Experiment);
        Append(new Edit(EditKind.AddRunner, Lead.EnqueuedSteps, spec.Name, "", "", spec.ToString()), NextGroup());
        return runner;
    }

    /// <summary>Takes a runner other than the first out of the race.</summary>
    /// <exception cref="UserErrorException">It is the first.</exception>
    public void RemoveRunner(Runner runner)
    {
        var spec = RunnerSpec.Of(runner.GameObject.Name, runner.Trainer.Experiment);
        Scene.Race.Remove(runner);
        foreach (var behaviour in runner.GameObject.Behaviours)
            _described.Remove(behaviour);
        _described.Remove(runner.Trainer);
        _described.Remove(runner.Ball);
        _described.Remove(runner);
        Append(new Edit(EditKind.RemoveRunner, Lead.EnqueuedSteps, spec.Name, "", spec.ToString(), ""), NextGroup());
    }

    /// <summary>Writes down that the camera went from one pose to where it stands: at the end of a drag, say.</summary>
    public void CommitCamera(in CameraPose from)
    {
        var to = Scene.Camera.Pose;
        if (from != to)
            Append(new Edit(EditKind.Camera, Lead.EnqueuedSteps, "Camera", "", TextOf(from), TextOf(to)), NextGroup());
    }

    /// <summary>Sends the camera somewhere.</summary>
    public void MoveCamera(in CameraPose to)
    {
        var from = Scene.Camera.Pose;
        Scene.Camera.Pose = to;
        CommitCamera(from);
    }

    /// <summary>
    /// Loads an experiment, which begins at step 0; the branches of the old one are gone. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be built; the old one goes on.</exception>
    public void Load(ExperimentFile file) => Load(PreparedExperiment.Of(file));

    /// <summary>Loads an experiment that was prepared elsewhere, between two steps: no file is read any more.</summary>
    /// <exception cref="UserErrorException">It cannot be built; the old one goes on.</exception>
    public void Load(PreparedExperiment prepared)
    {
        var file = prepared.File;
        var old = CurrentFile.ToJson();
        var step = Lead.EnqueuedSteps;
        Scene.Load(prepared);
        Origin = file;
        _described.Clear();
        _branches.Clear();
        _branches.Add(new Branch(0, "main"));
        _firstBackend = Lead.Backend;
        _branch = _applied = 0;
        Timeline.Clear();
        _planes.Clear();
        RememberPlane();
        _undo.Clear();
        _redo.Clear();
        // It may come in the middle of a drag, whose changes before and after are another's.
        var isDragging = _gesture != 0;
        EndGesture();
        Append(new Edit(EditKind.Load, step, "", "", old, file.ToJson()), NextGroup());
        if (isDragging)
            BeginGesture();
    }

    private string PlaneText => _planes.Count == 0 ? "" : TextOf(_planes[^1].Number, _planes[^1].Source);

    private void ShowPlane(PlaneKind kind, ulong seed)
    {
        var old = PlaneText;
        Scene.NextPlaneSeed = seed;
        Scene.Show(kind);
        AfterPlane(EditKind.Plane, old);
    }

    // "3 random 8": the third plane, random, of seed 8. One that is still kept is shown again as it was.
    private void ShowPlane(string text)
    {
        var parts = text.Split(' ');
        var kept = _planes.FindIndex(plane => parts[0] == plane.Number.ToString(CultureInfo.InvariantCulture));
        if (kept >= 0)
        {
            var old = PlaneText;
            var again = _planes[kept];
            _planes.RemoveAt(kept);
            _planes.Add(again);
            Scene.Landscape.Show(again.Plane);
            Retrace();
            Append(new Edit(EditKind.Plane, Lead.EnqueuedSteps, "", "", old, PlaneText), NextGroup());
        }
        else if (parts is [_, var kind, var seed] && ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            ShowPlane(Catalog.Find(Catalog.Planes, kind, "plane"), number);
        else
            throw new UserErrorException("that plane is no longer kept; choose another one");
    }

    private void AfterPlane(EditKind kind, string old)
    {
        RememberPlane(kind == EditKind.Recentre ? null : Scene.ShownPlane);
        Retrace();
        Append(new Edit(kind, Lead.EnqueuedSteps, "", "", old, PlaneText), NextGroup());
    }

    private void RememberPlane() => RememberPlane(Scene.ShownPlane);

    private void RememberPlane((PlaneKind Kind, ulong Seed)? source)
    {
        if (Scene.Landscape.Plane is not { } plane)
            return;
        _planes.Add((++_lastPlane, plane, source));
        if (_planes.Count > MaxPlanes)
            _planes.RemoveAt(0);
    }

    private static string TextOf(int number, (PlaneKind Kind, ulong Seed)? source) => source is { } made
        ? string.Create(CultureInfo.InvariantCulture, $"{number} {made.Kind} {made.Seed}")
        : string.Create(CultureInfo.InvariantCulture, $"{number} moved");

    private void AddRunner(RunnerSpec spec) // again, as it was
    {
        CatchUp(Scene.AddRunner(spec.Optimizer, spec.Settings, spec.BatchSize, spec.Name, spec.GradientSource));
        Append(new Edit(EditKind.AddRunner, Lead.EnqueuedSteps, spec.Name, "", "", spec.ToString()), NextGroup());
    }

    // From the start and with the changes of this branch, each at its step: nothing tells it from one that was there.
    private void CatchUp(Runner runner)
    {
        var trainer = runner.Trainer;
        runner.Ball.SwitchTo(Branch.Number, 0);
        trainer.Learn(trainer.StartData);
        trainer.MoveTo(_firstBackend);
        var due = new List<(long Step, Action Apply)>(MomentsOnTheWay(runner));
        for (var i = 0; i < _applied; i++)
        {
            var edit = Branch.Edits[i];
            if (IsMove(edit))
                due.Add((edit.Step, () => trainer.MoveTo(BackendOf(edit))));
            else if (Concerns(edit, runner))
                due.Add((edit.Step, () => Apply(edit, runner)));
        }
        // A moment is never kept under a change of its own step: it comes before those.
        trainer.CatchUp([.. due.OrderBy(change => change.Step)]);
    }

    private static string TextOf(in CameraPose pose) => string.Create(CultureInfo.InvariantCulture,
        $"{pose.Target.X:R} {pose.Target.Y:R} {pose.Target.Z:R} {pose.Yaw:R} {pose.Pitch:R} {pose.Distance:R} {(pose.IsTop ? 1 : 0)}");

    private static CameraPose PoseOf(string text)
    {
        var n = Array.ConvertAll(text.Split(' '), part => float.Parse(part, CultureInfo.InvariantCulture));
        return new CameraPose(new Vector3(n[0], n[1], n[2]), n[3], n[4], n[5], n[6] != 0);
    }
}
