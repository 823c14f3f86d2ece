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
/// Where every change of a scene goes through, whatever asked for it: it makes the change, writes it into the
/// <see cref="Log"/> as an <see cref="Edit"/> and can undo it. It keeps the timeline too, so hosts call its
/// <see cref="Tick"/> in place of the scene's. A change before the end of a branch begins another branch: nothing is ever
/// lost. One thread.
/// </summary>
public sealed class SceneEditor : IDisposable
{
    private readonly UndoHistory _history;
    private readonly Playback _playback;
    private int _lastGroup, _gesture;

    /// <summary>An editor for a scene that is at its start. The scene stays the caller's.</summary>
    /// <param name="scene">What is edited.</param>
    /// <param name="origin">The file it was made from, or an equal one.</param>
    /// <param name="timeline">How much of the past is kept; null for the default.</param>
    public SceneEditor(DescentScene scene, ExperimentFile origin, Timeline? timeline = null)
    {
        Scene = scene;
        Origin = origin;
        Properties = new PropertyIndex(scene.Graph, origin);
        Navigation = new BranchNavigation(scene, timeline ?? new Timeline(), Properties);
        _playback = new Playback(scene, Navigation);
        _history = new UndoHistory(this);
        Divergences = new DivergenceWatch(this);
        Planes.Add(scene);
    }

    /// <summary>What is edited.</summary>
    public DescentScene Scene { get; }

    /// <summary>The file the scene was made from.</summary>
    public ExperimentFile Origin { get; private set; }

    /// <summary>Every change there was.</summary>
    public EventLog Log { get; } = new();

    /// <summary>The scene as a file, as it is set now.</summary>
    public ExperimentFile CurrentFile => Scene.Describe(Origin);

    /// <summary>The past that is kept.</summary>
    public Timeline Timeline => Navigation.Timeline;

    /// <summary>The branch that is trained, or looked at.</summary>
    public Branch Branch => Navigation.Branch;

    /// <summary>Every branch, the first one first.</summary>
    public IReadOnlyList<Branch> Branches => Navigation.Branches;

    /// <summary>The moment that is looked at, counted in enqueued steps.</summary>
    public TimelinePosition Position => Navigation.Position;

    /// <summary>Whether the present is the end of its branch: what happens next is new.</summary>
    public bool IsAtTip => Navigation.IsAtTip;

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _history.CanUndo;

    /// <summary>The experiment that <see cref="Undo"/> would load; null where it loads none.</summary>
    public ExperimentFile? UndoFile => _history.UndoFile;

    /// <summary>The experiment that <see cref="Redo"/> would load; null where it loads none.</summary>
    public ExperimentFile? RedoFile => _history.RedoFile;

    /// <summary>The edits that <see cref="Undo"/> takes back, and those that <see cref="Redo"/> makes again.</summary>
    public (IReadOnlyList<Edit> Undo, IReadOnlyList<Edit> Redo) Next => (_history.ToUndo, _history.ToRedo);

    internal BranchNavigation Navigation { get; }

    internal PropertyIndex Properties { get; }

    internal PlaneHistory Planes { get; } = new();

    internal DivergenceWatch Divergences { get; }

    /// <summary>What an undone or repeated load puts in place; null prepares it then.</summary>
    internal PreparedExperiment? Prepared { get; private set; }

    private Trainer Lead => Scene.Trainer;

    /// <summary>The inspector's view of a behaviour; described once.</summary>
    public IReadOnlyList<InspectedProperty> Describe(object behaviour) => Properties.Describe(behaviour);

    /// <summary>Whether a behaviour runs, as a property.</summary>
    public InspectedProperty SwitchOf(Behaviour behaviour) => Properties.SwitchOf(behaviour);

    /// <summary>
    /// Begins a drag: what is set until <see cref="EndGesture"/> is undone at once. Each value still holds for the steps
    /// taken under it.
    /// </summary>
    public void BeginGesture() => _gesture = ++_lastGroup;

    /// <summary>Ends a drag.</summary>
    public void EndGesture() => _gesture = 0;

    /// <summary>Sets a number, a toggle or the index of a choice.</summary>
    public void Set(InspectedProperty property, double value) =>
        PropertyEdit.Make(this, property, value, null);

    /// <summary>Sets any property from text.</summary>
    /// <exception cref="UserErrorException">The text is no value of it; nothing is changed.</exception>
    public void Set(InspectedProperty property, string text) =>
        PropertyEdit.Make(this, property, 0, text);

    /// <summary>Sets a number, a toggle or the index of a choice by the property's name.</summary>
    public void Set(Behaviour behaviour, string property, double value) => Set(Properties.Find(behaviour, property), value);

    /// <summary>Sets a property by its name, from text.</summary>
    /// <exception cref="UserErrorException">The text is no value of it; nothing is changed.</exception>
    public void Set(Behaviour behaviour, string property, string text) => Set(Properties.Find(behaviour, property), text);

    /// <summary>Brings back what a property was at first.</summary>
    public void Reset(InspectedProperty property) => Set(property, property.Default);

    /// <summary>Takes one step, and pauses if it was playing.</summary>
    public void StepOnce()
    {
        if (Lead.IsPlaying)
            Set(Lead, nameof(Trainer.IsPlaying), 0);
        Lead.StepOnce();
        Log.Append(new StepEdit { Step = Lead.EnqueuedSteps, Group = NextGroup(), Branch = Branch.Number });
    }

    /// <summary>
    /// Puts a runner's weights at (α, β) of the plane: θ = θ* + α·d₁ + β·d₂. Training goes on from there; optimizer
    /// state and step count stay. Blocks.
    /// </summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="runner">Null for the first.</param>
    /// <exception cref="UserErrorException">There is no plane, or a coordinate is not finite.</exception>
    public void Drop(double alpha, double beta, Runner? runner = null) => DropEdit.Make(this, alpha, beta, runner);

    /// <summary>Gives one weight of a runner another value; optimizer state and step count stay. Blocks.</summary>
    /// <param name="index">An index into θ.</param>
    /// <param name="value">The value; rounded to single precision.</param>
    /// <param name="runner">Null for the first.</param>
    /// <exception cref="UserErrorException">There is no such weight.</exception>
    public void SetWeight(int index, double value, Runner? runner = null) => WeightEdit.Make(this, index, (float)value, runner);

    /// <summary>
    /// Takes one step of plain gradient descent, θ − h·∂L/∂θ with L the loss on the evaluation set, in double precision.
    /// No training step: optimizer state and step count stay. Blocks.
    /// </summary>
    /// <param name="stepSize">h.</param>
    /// <param name="runner">Null for the first.</param>
    public void Descend(double stepSize, Runner? runner = null) =>
        WeightsEdit.Make(this, new DescendEdit("", default, stepSize), runner);

    /// <summary>
    /// Trains on other points from the next step on; weights, optimizer state and step count stay. They have no test set.
    /// The change belongs to the branch: going back before it brings the points of that time. Blocks.
    /// </summary>
    /// <param name="data">As many classes as before; more or fewer need another network, and so <see cref="Load(ExperimentFile)"/>.</param>
    /// <exception cref="ArgumentException">It does not fit the network.</exception>
    public void Paint(Dataset data) => PaintEdit.Make(this, data);

    /// <summary>Chooses a plane of that kind, with a new seed. Blocks.</summary>
    /// <exception cref="UserErrorException">The kind cannot make a plane here; the old one stays.</exception>
    public void ShowPlane(PlaneKind kind) => PlaneEdit.Make(this, kind);

    /// <summary>Moves the plane, its directions kept, so that the first runner's weights are its origin. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no plane.</exception>
    public void Recentre() => RecentreEdit.Make(this);

    /// <summary>Adds a runner from the first weights; the others wait while it catches up in the coming frames.</summary>
    /// <exception cref="UserErrorException">There are eight already.</exception>
    public Runner AddRunner(Optimizer optimizer, OptimizerSettings? settings = null) =>
        AddRunnerEdit.Make(this, Scene.AddRunner(optimizer, settings ?? optimizer.Defaults, Lead.BatchSize));

    /// <summary>Takes a runner other than the first out of the race.</summary>
    /// <exception cref="UserErrorException">It is the first.</exception>
    public void RemoveRunner(Runner runner) => RemoveRunnerEdit.Make(this, runner);

    /// <summary>Writes down that the camera went from one pose to where it stands: at the end of a drag, say.</summary>
    public void CommitCamera(in CameraPose from)
    {
        var to = Scene.Camera.Pose;
        if (from != to)
            Append(new CameraEdit(SceneFile.SectionOf(from), SceneFile.SectionOf(to)), NextGroup());
    }

    /// <summary>Sends the camera somewhere.</summary>
    public void MoveCamera(in CameraPose to)
    {
        var from = Scene.Camera.Pose;
        Scene.Camera.Pose = to;
        CommitCamera(from);
    }

    /// <summary>Loads an experiment, which begins at step 0; the branches of the old one are gone. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be built; the old one goes on.</exception>
    public void Load(ExperimentFile file) => Load(PreparedExperiment.Of(file));

    /// <summary>Loads an experiment that was prepared elsewhere, between two steps: no file is read any more.</summary>
    /// <exception cref="UserErrorException">It cannot be built; the old one goes on.</exception>
    public void Load(PreparedExperiment prepared)
    {
        var edit = new LoadEdit(CurrentFile, prepared.File) { Step = Lead.EnqueuedSteps };
        Scene.Load(prepared);
        Origin = prepared.File;
        Properties.Clear();
        Navigation.Clear();
        Planes.Clear();
        Planes.Add(Scene);
        _history.Clear();
        // It may come in the middle of a drag, whose edits before and after are another's.
        var isDragging = _gesture != 0;
        EndGesture();
        AppendAt(edit, NextGroup());
        if (isDragging)
            BeginGesture();
    }

    /// <summary>
    /// Goes to a step of the present branch, at most its farthest: restores the kept moment before it and trains the
    /// rest again, which on the CPU gives the very same bits. Playing then repeats what was, edits included, until
    /// something else is changed. Blocks.
    /// </summary>
    public void SeekTo(long step) => SeekTo(Branch, step);

    /// <summary>Goes to a step of a branch. Blocks.</summary>
    public void SeekTo(Branch branch, long step) => Seek(BranchNavigation.PositionAt(branch, step));

    /// <summary>Begins a branch here, with the settings as they are. What was ahead stays on the old one.</summary>
    /// <param name="name">Null for the next number.</param>
    public Branch Fork(string? name = null)
    {
        var group = NextGroup();
        Fork(Position, name, group);
        _history.Remember(group);
        return Branch;
    }

    /// <summary>Begins again from the first weights, with settings and data as they are, on a branch of its own. Blocks.</summary>
    public void Restart() => RestartEdit.Make(this);

    /// <summary>
    /// Undoes the last change: a property gets its old value; weights that were dropped, a restart or a jump bring back the
    /// moment before it. False where there is nothing to undo.
    /// </summary>
    /// <param name="prepared">What <see cref="UndoFile"/> named, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It cannot be undone any more.</exception>
    public bool Undo(PreparedExperiment? prepared = null) => Walk(_history.Undo, prepared);

    /// <summary>Makes the change again that was undone last. False where there is none.</summary>
    /// <param name="prepared">What <see cref="RedoFile"/> named, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It cannot be made any more.</exception>
    public bool Redo(PreparedExperiment? prepared = null) => Walk(_history.Redo, prepared);

    /// <summary>Makes an edit as another run's log has it, after training to its step. Blocks.</summary>
    /// <exception cref="UserErrorException">It does not fit this run.</exception>
    public void Do(Edit edit)
    {
        // A load needs nothing of the run it ends.
        if (edit is not LoadEdit)
            AdvanceTo(edit.StepBefore);
        // In their own groups the edits of a drag continue each other as they did then, so that branches hold as many.
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

    /// <summary>Runs one frame: what is due from the past, the scene, the timeline.</summary>
    public void Tick(double delta)
    {
        _playback.Tick(delta);
        Divergences.Update();
    }

    /// <summary>Trains to a step as playing would, with the edits in between, at full speed. Blocks where moments are kept.</summary>
    public void AdvanceTo(long step) => _playback.AdvanceTo(step);

    /// <summary>Writes a run log from now on: call it before the first step. The log is ended by <see cref="Dispose"/>.</summary>
    /// <exception cref="UserErrorException">It cannot be written there.</exception>
    public void WriteRunLog(string path, int checkInterval = 256) =>
        _playback.RunLog = new RunLogWriter(path, this, checkInterval);

    /// <summary>Ends the run log.</summary>
    public void Dispose() => _playback.RunLog?.Dispose();

    /// <summary>Goes to a moment. Blocks.</summary>
    internal void Seek(TimelinePosition to)
    {
        var from = Position;
        if (from == to)
            return;
        Navigation.GoTo(to);
        AppendAt(new SeekEdit(from, to) { Step = from.Step }, NextGroup());
    }

    /// <summary>Begins a branch here.</summary>
    /// <param name="from">The present moment where a person asked for it, else null.</param>
    /// <param name="name">Null for the next number.</param>
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

    /// <summary>Writes an edit that was just made into the log, and into the branch where it decides how training goes on.</summary>
    internal void Record(Edit edit, int group, bool isSteering)
    {
        edit = edit with { Step = Lead.EnqueuedSteps };
        if (isSteering)
        {
            ForkBeforeTip(group);
            Navigation.Add(edit with { Group = group, Branch = Branch.Number });
        }
        AppendAt(edit, group);
    }

    /// <summary>Makes several changes that are undone at once.</summary>
    internal void AsOne(Action changes)
    {
        var outer = _gesture;
        _gesture = NextGroup();
        try
        {
            changes();
        }
        finally
        {
            _gesture = outer;
        }
    }

    internal void Append(Edit edit, int group) => Record(edit, group, isSteering: false);

    internal void Remember(int group) => _history.Remember(group);

    internal int NextGroup() => _gesture != 0 ? _gesture : ++_lastGroup;

    // At the step that the edit names.
    private void AppendAt(Edit edit, int group)
    {
        Log.Append(edit with { Group = group, Branch = Branch.Number });
        _history.Remember(group);
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
