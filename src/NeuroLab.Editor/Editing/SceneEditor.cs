using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;

namespace NeuroLab.Editing;

/// <summary>
/// The single entry point for all changes of a scene: it applies the change, appends it to the <see cref="Log"/> as an
/// <see cref="Edit"/> and can undo it. It also maintains the timeline, so hosts call its <see cref="Tick"/> instead of
/// the scene's. A change before the end of a branch forks a new branch: nothing is ever lost. Not thread-safe.
/// </summary>
public sealed class SceneEditor : IDisposable
{
    private int _lastGroup, _gesture;

    /// <summary>Creates an editor for a scene at step 0. The caller keeps owning the scene.</summary>
    /// <param name="scene">The scene to edit.</param>
    /// <param name="origin">The file it was created from, or an equal one.</param>
    /// <param name="timeline">The checkpoints to use; null for the default.</param>
    public SceneEditor(DescentScene scene, ExperimentFile origin, Timeline? timeline = null)
    {
        (Scene, Origin) = (scene, origin);
        Properties = new PropertyIndex(scene.Graph, origin);
        Navigation = new BranchNavigation(scene, timeline ?? new Timeline(), Properties);
        Playback = new Playback(scene, Navigation);
        (History, Divergences, scene.Places.Moments, scene.IsMoved) =
            (new UndoHistory(this), new DivergenceWatch(this), Navigation.WeightsAt, () => Branch.IsMoved(Scene.Race.Runners[0], Position.Edits));
        (scene.IsLedByEditor, Playback.Follower) = (true, new PlaneFollower(this));
        Planes.Add(scene);
        scene.Race.SteerRate = (trainer, rate) => PropertyEdit.MakeMeasured(this, trainer, rate);
    }

    /// <summary>The edited scene.</summary>
    public DescentScene Scene { get; }

    /// <summary>The file that the scene was created from.</summary>
    public ExperimentFile Origin { get; private set; }

    /// <summary>All edits so far.</summary>
    public EventLog Log { get; } = new();

    /// <summary>The scene with its current settings, as a file.</summary>
    public ExperimentFile CurrentFile => Scene.Describe(Origin);

    /// <summary>The checkpoints.</summary>
    public Timeline Timeline => Navigation.Timeline;

    /// <summary>The current branch.</summary>
    public Branch Branch => Navigation.Branch;

    /// <summary>All branches, the first one first.</summary>
    public IReadOnlyList<Branch> Branches => Navigation.Branches;

    /// <summary>The current position, counted in enqueued steps.</summary>
    public TimelinePosition Position => Navigation.Position;

    /// <summary>Whether this is the end of the branch: the next step is new.</summary>
    public bool IsAtTip => Navigation.IsAtTip;

    /// <summary>Whether something can be undone.</summary>
    public bool CanUndo => History.CanUndo;

    /// <summary>The experiment that <see cref="Undo"/> would load; null if it loads none.</summary>
    public ExperimentFile? UndoFile => History.UndoFile;

    /// <summary>The experiment that <see cref="Redo"/> would load; null if it loads none.</summary>
    public ExperimentFile? RedoFile => History.RedoFile;

    /// <summary>The edits that <see cref="Undo"/> would revert, and those that <see cref="Redo"/> would repeat.</summary>
    public (IReadOnlyList<Edit> Undo, IReadOnlyList<Edit> Redo) Next => (History.ToUndo, History.ToRedo);

    internal BranchNavigation Navigation { get; }
    internal Playback Playback { get; }
    internal PropertyIndex Properties { get; }
    internal PlaneHistory Planes { get; } = new();
    internal UndoHistory History { get; }
    internal FormerRuns Former { get; } = new();
    internal DivergenceWatch Divergences { get; }

    /// <summary>The prepared experiment for an undone or repeated load; null to prepare it then.</summary>
    internal PreparedExperiment? Prepared { get; private set; }

    private Trainer Leader => Scene.Trainer;

    /// <summary>A behaviour's properties; computed once.</summary>
    public IReadOnlyList<InspectedProperty> Describe(object behaviour) => Properties.Describe(behaviour);

    /// <summary>A behaviour's enabled switch, as a property.</summary>
    public InspectedProperty SwitchOf(Behaviour behaviour) => Properties.SwitchOf(behaviour);

    /// <summary>Begins a drag, which is undone as a whole; each value still applies to the steps taken meanwhile.</summary>
    public void BeginGesture() => _gesture = ++_lastGroup;

    /// <summary>Ends a drag.</summary>
    public void EndGesture() => _gesture = 0;

    /// <summary>Sets a number, a toggle or the index of a choice.</summary>
    public void Set(InspectedProperty property, double value) =>
        PropertyEdit.Make(this, property, value, null);

    /// <summary>Sets a property from text.</summary>
    /// <exception cref="UserErrorException">The text is not a valid value; nothing is changed.</exception>
    public void Set(InspectedProperty property, string text) =>
        PropertyEdit.Make(this, property, 0, text);

    /// <summary>Sets a number, a toggle or the index of a choice by the property's name.</summary>
    public void Set(Behaviour behaviour, string property, double value) => Set(Properties.Find(behaviour, property), value);

    /// <summary>Sets a property by its name, from text.</summary>
    /// <exception cref="UserErrorException">The text is not a valid value; nothing is changed.</exception>
    public void Set(Behaviour behaviour, string property, string text) => Set(Properties.Find(behaviour, property), text);

    /// <summary>Takes one step, and pauses playback.</summary>
    public void StepOnce()
    {
        if (Leader.IsPlaying)
            Set(Leader, nameof(Trainer.IsPlaying), 0);
        Leader.StepOnce();
        Log.Append(new StepEdit { Step = Leader.EnqueuedSteps, Group = NextGroup(), Branch = Branch.Number });
    }

    /// <summary>
    /// Sets a runner's weights to the point (α, β) of the plane: θ = θ* + α·d₁ + β·d₂. Training continues from there;
    /// optimizer state and step count are kept. Blocks.
    /// </summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="runner">Null for the first runner.</param>
    /// <exception cref="UserErrorException">There is no plane, or a coordinate is not finite.</exception>
    public void Drop(double alpha, double beta, Runner? runner = null) => DropEdit.Make(this, alpha, beta, runner);

    /// <summary>Sets one weight of a runner; optimizer state and step count are kept. Blocks.</summary>
    /// <param name="index">An index into θ.</param>
    /// <param name="value">The value, rounded to single precision.</param>
    /// <param name="runner">Null for the first runner.</param>
    /// <exception cref="UserErrorException">There is no such weight.</exception>
    public void SetWeight(int index, double value, Runner? runner = null) => WeightEdit.Make(this, index, (float)value, runner);

    /// <summary>
    /// Takes one step of plain gradient descent, θ − h·∂L/∂θ with L the loss on the evaluation set, in double
    /// precision. This is not a training step: optimizer state and step count are kept. Blocks.
    /// </summary>
    /// <param name="stepSize">h.</param>
    /// <param name="runner">Null for the first runner.</param>
    public void Descend(double stepSize, Runner? runner = null) =>
        WeightsEdit.Make(this, new DescendEdit("", default, stepSize), runner);

    /// <summary>
    /// Trains on other points from the next step on, without a test set; weights, optimizer state and step count are
    /// kept. The change belongs to the branch: seeking back before it restores the previous points. Blocks.
    /// </summary>
    /// <param name="data">With as many classes as before; other data need <see cref="Load(ExperimentFile)"/>.</param>
    /// <exception cref="ArgumentException">It does not fit the network.</exception>
    public void Paint(Dataset data) => PaintEdit.Make(this, data);

    /// <summary>Shows a plane of a kind, with a new seed. Blocks.</summary>
    /// <exception cref="UserErrorException">The plane cannot be created; the old one stays.</exception>
    public void ShowPlane(PlaneKind kind) => PlaneEdit.Make(this, kind);

    /// <summary>Moves the plane's origin to the first runner's weights, keeping its directions. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no plane.</exception>
    public void Recentre() => RecentreEdit.Make(this);

    /// <summary>Adds a runner from the initial weights; the others wait while it catches up.</summary>
    /// <exception cref="UserErrorException">There are eight runners already.</exception>
    public Runner AddRunner(Optimizer optimizer, OptimizerSettings? settings = null) =>
        AddRunnerEdit.Make(this, Scene.AddRunner(optimizer, settings ?? optimizer.Defaults, Leader.BatchSize));

    /// <summary>Adds a runner that trains as another one does.</summary>
    internal Runner AddRunner(Trainer like) => AddRunnerEdit.Make(this, like);

    /// <summary>Removes a runner other than the first from the race.</summary>
    /// <exception cref="UserErrorException">It is the first.</exception>
    public void RemoveRunner(Runner runner) => RemoveRunnerEdit.Make(this, runner);

    /// <summary>Records that the camera was moved from a pose to its current one, as by a drag.</summary>
    public void CommitCamera(in CameraPose from)
    {
        var to = Scene.Camera.Pose;
        if (from != to)
            Append(new CameraEdit(SceneFile.SectionOf(from), SceneFile.SectionOf(to)), NextGroup());
    }

    /// <summary>Moves the camera.</summary>
    public void MoveCamera(in CameraPose to)
    {
        var from = Scene.Camera.Pose;
        Scene.Camera.Pose = to;
        CommitCamera(from);
    }

    /// <summary>Loads an experiment, at step 0; undo returns to the old one. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be created; the old one continues.</exception>
    public void Load(ExperimentFile file) => Load(PreparedExperiment.Of(file));

    /// <summary>Loads a prepared experiment, between two steps, without reading files.</summary>
    /// <exception cref="UserErrorException">It cannot be created; the old one continues.</exception>
    public void Load(PreparedExperiment prepared) => LoadEdit.Make(this, prepared);

    /// <summary>
    /// Seeks to a step of the current branch, at most its last one: restores the checkpoint before it and trains the
    /// remaining steps, which is bit-identical on the CPU. Playing then repeats the history, including edits, until
    /// something else is changed. Blocks.
    /// </summary>
    public void SeekTo(long step) => SeekTo(Branch, step);

    /// <summary>Seeks to a step of a branch. Blocks.</summary>
    public void SeekTo(Branch branch, long step) => Seek(BranchNavigation.PositionAt(branch, step));

    /// <summary>Forks a branch here with the current settings. The steps ahead stay on the old branch.</summary>
    /// <param name="name">Null to number it.</param>
    public Branch Fork(string? name = null)
    {
        var group = NextGroup();
        Fork(Position, name, group);
        History.Remember(group);
        return Branch;
    }

    /// <summary>Restarts from the initial weights on a new branch, keeping settings and data. Blocks.</summary>
    public void Restart() => RestartEdit.Make(this);

    /// <summary>
    /// Undoes the last change: restores a property's old value, or, for changed weights, a restart or a jump, the
    /// position before it. False if there is nothing to undo.
    /// </summary>
    /// <param name="prepared"><see cref="UndoFile"/>, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It can no longer be undone.</exception>
    public bool Undo(PreparedExperiment? prepared = null) => Walk(History.Undo, prepared);

    /// <summary>Applies the last undone change again. False if there is none.</summary>
    /// <param name="prepared"><see cref="RedoFile"/>, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It can no longer be applied.</exception>
    public bool Redo(PreparedExperiment? prepared = null) => Walk(History.Redo, prepared);

    /// <summary>Applies an edit of another run's log, after training to its step. Blocks.</summary>
    /// <exception cref="UserErrorException">It does not fit this run.</exception>
    public void Do(Edit edit)
    {
        AdvanceTo(edit.StepBefore);
        // Uses the edit's own group: the edits of a drag are merged as they were then, so that branches hold as many.
        _lastGroup = Math.Max(_lastGroup, edit.Group - 1);
        _gesture = edit is LoadEdit ? 0 : edit.Group;
        try
        {
            edit.Do(this);
        }
        finally
        {
            EndGesture();
            _lastGroup = Math.Max(_lastGroup, edit.Group);
        }
    }

    /// <summary>Runs one frame: due edits, the scene, the timeline.</summary>
    public void Tick(double delta)
    {
        Playback.Tick(delta);
        Divergences.Update();
    }

    /// <summary>Trains to a step at full speed, edits included. Blocks when it takes checkpoints.</summary>
    public void AdvanceTo(long step) => Playback.AdvanceTo(step);

    /// <summary>Starts a run log; call it before the first step. <see cref="Dispose"/> closes it.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public void WriteRunLog(string path, int checkInterval = 256) =>
        Playback.RunLog = new RunLogWriter(path, this, checkInterval);

    /// <summary>Closes the run log.</summary>
    public void Dispose() => Playback.Dispose();

    /// <summary>Seeks to a position. Blocks.</summary>
    internal void Seek(TimelinePosition to)
    {
        var from = Position;
        if (from == to)
            return;
        Navigation.GoTo(to);
        AppendAt(new SeekEdit(from, to) { Step = from.Step }, NextGroup());
    }

    /// <summary>Forks a branch here.</summary>
    /// <param name="from">The current position if the user asked for it, else null.</param>
    /// <param name="name">Null to number it.</param>
    /// <param name="group">The group of the edit.</param>
    internal void Fork(TimelinePosition? from, string? name, int group)
    {
        var at = Position;
        var branch = Navigation.Fork(name);
        Log.Append(new BranchEdit(from, at, branch.Name) { Step = at.Step, Group = group, Branch = branch.Number });
    }

    internal void ForkBeforeTip(int group)
    {
        if (!IsAtTip)
            Fork(from: null, name: null, group);
    }

    /// <summary>Appends an edit that was just applied to the log, and to the branch if it affects training.</summary>
    internal void Record(Edit edit, int group, bool affectsTraining)
    {
        edit = edit with { Step = Leader.EnqueuedSteps };
        if (affectsTraining)
        {
            ForkBeforeTip(group);
            Navigation.Add(edit with { Group = group, Branch = Branch.Number });
        }
        AppendAt(edit, group);
    }

    internal void Append(Edit edit, int group) => Record(edit, group, affectsTraining: false);

    // Replaces the run, or returns to a former one, and records the edit.
    internal void Begin(PreparedExperiment prepared, LoadEdit edit, FormerRun? former)
    {
        Scene.Load(prepared);
        Origin = prepared.File;
        Properties.Clear();
        Navigation.Clear();
        Planes.Clear();
        Planes.Add(Scene);
        History.Clear(former?.Undo ?? []);
        if (former is not null)
            Navigation.Return(former);
        // It may come in the middle of a drag, whose edits before and after belong to different experiments.
        var isDragging = _gesture != 0;
        EndGesture();
        AppendAt(edit, NextGroup());
        if (isDragging)
            BeginGesture();
    }

    internal int NextGroup() => _gesture != 0 ? _gesture : ++_lastGroup;

    // Appends it at the step that the edit gives.
    private void AppendAt(Edit edit, int group)
    {
        Log.Append(edit with { Group = group, Branch = Branch.Number });
        History.Remember(group);
    }

    private bool Walk(Func<bool> walk, PreparedExperiment? prepared)
    {
        Prepared = prepared;
        try
        {
            return walk();
        }
        finally
        {
            Prepared = null;
        }
    }
}
