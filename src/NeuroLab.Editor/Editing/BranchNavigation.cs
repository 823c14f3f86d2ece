using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Moves a race to any position on any branch. A branch is the list of edits that affect its training; its state at a
/// step is reproduced from the nearest checkpoint, with the edits applied again at their steps. Writes nothing to the
/// log.
/// </summary>
internal sealed partial class BranchNavigation
{
    /// <summary>Number of branches that are kept.</summary>
    internal const int MaxBranches = 64;

    private const int MaxOnTheWay = 64;

    private readonly DescentScene _scene;
    private readonly PropertyIndex _properties;
    private readonly List<Branch> _branches = [];
    private int _branch, _applied;

    /// <summary>Starts with one branch, for a scene at step 0.</summary>
    public BranchNavigation(DescentScene scene, Timeline timeline, PropertyIndex properties)
    {
        _scene = scene;
        _properties = properties;
        Timeline = timeline;
        Clear();
    }

    /// <summary>The checkpoints.</summary>
    public Timeline Timeline { get; }

    /// <summary>All branches, the first one first.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>Raised for the oldest branch, which a fork removes if there are too many.</summary>
    public event Action<Branch>? Dropped;

    /// <summary>The current branch.</summary>
    public Branch Branch => _branches[_branch];

    /// <summary>The current position, counted in enqueued steps.</summary>
    public TimelinePosition Position => new(Branch.Number, Leader.EnqueuedSteps, _applied);

    /// <summary>Whether the position is the end of its branch: the next step is new.</summary>
    public bool IsAtTip => _applied == Branch.Edits.Count && Leader.EnqueuedSteps >= Branch.Tip;

    /// <summary>The step before which the next edit of the branch is due.</summary>
    public long NextEditStep => _applied < Branch.Edits.Count ? Branch.Edits[_applied].Step : long.MaxValue;

    /// <summary>Whether to take a checkpoint once the device is idle.</summary>
    public bool IsCheckpointDue => Leader.EnqueuedSteps >= Timeline.NextDue && Leader.EnqueuedSteps > 0 && !IsChangedHere;

    // An edit at this very step applies only from the next step on: the state does not reflect it yet.
    private bool IsChangedHere => _applied > 0 && Branch.Edits[_applied - 1].Step >= Leader.EnqueuedSteps;

    private Trainer Leader => _scene.Trainer;

    /// <summary>Clears branches and checkpoints: the scene is at step 0.</summary>
    public void Clear()
    {
        _branches.Clear();
        _branches.Add(new Branch(0, "main"));
        _branch = _applied = 0;
        FirstBackend = Leader.Backend;
        Timeline.Clear();
    }

    /// <summary>The device of the first step.</summary>
    public BackendKind FirstBackend { get; private set; }

    /// <summary>Returns to a run whose experiment was just loaded: its branches, checkpoints and position. Blocks.</summary>
    public void Return(FormerRun run)
    {
        _branches.Clear();
        _branches.AddRange(run.Branches);
        _branch = _branches.FindIndex(branch => branch.Number == run.Position.Branch);
        FirstBackend = run.FirstBackend;
        foreach (var checkpoint in run.Checkpoints)
            Timeline.Keep(checkpoint);
        GoTo(run.Position);
    }

    /// <summary>Appends an edit to the branch; it has been applied already.</summary>
    public void Add(Edit edit)
    {
        EventLog.AppendTo(Branch.Edits, edit);
        _applied = Branch.Edits.Count;
    }

    /// <summary>Records that the branch was trained to the current step.</summary>
    public void Extend() => Branch.Tip = Math.Max(Branch.Tip, Leader.EnqueuedSteps);

    /// <summary>The position of a step on a branch, at most its last one.</summary>
    public static TimelinePosition PositionAt(Branch branch, long step)
    {
        step = Math.Clamp(step, 0, branch.Tip);
        var edits = branch.Edits.Count;
        // Edits at that very step are not applied yet, except at the branch's end, which is the current state.
        while (step < branch.Tip && edits > 0 && branch.Edits[edits - 1].Step >= step)
            edits--;
        return new TimelinePosition(branch.Number, step, edits);
    }

    /// <summary>Restores the checkpoint before a position and trains the remaining steps. Blocks.</summary>
    /// <exception cref="UserErrorException">The branch no longer exists.</exception>
    public void GoTo(TimelinePosition to)
    {
        KeepTip();
        var (branch, isKnown) = (Find(to.Branch), true);
        foreach (var runner in _scene.Race.Runners)
        {
            Rebuild(runner, branch, to);
            isKnown &= runner.Ball.ReturnTo(branch.Number);
        }
        _branch = _branches.IndexOf(branch);
        _applied = to.Edits;
        if (!isKnown)
            Retrace();
        Timeline.Continue(to.Step);
        AnnounceBackend(branch, to.Edits);
    }

    /// <summary>Forks a branch at the current position and switches to it.</summary>
    /// <param name="name">Null to number it.</param>
    public Branch Fork(string? name)
    {
        var at = Position;
        var parent = Branch;
        KeepTip();
        // A fork that takes a move by hand back has no trail to where it led.
        var isBeforeMove = at.Edits < parent.Edits.Count && parent.Edits[at.Edits] is { ChangesWeights: true } move && move.Step == at.Step;
        var number = _branches[^1].Number + 1;
        var branch = new Branch(number, name ?? $"branch {number + 1}", parent, at.Step, at.Edits);
        _branches.Add(branch);
        if (_branches.Count > MaxBranches)
        {
            var oldest = _branches.Find(b => b.Number != 0 && b != parent && b != branch)!;
            _branches.Remove(oldest);
            Dropped?.Invoke(oldest);
        }
        _branch = _branches.IndexOf(branch);
        foreach (var runner in _scene.Race.Runners)
            runner.Ball.SwitchTo(number, at.Step, isBeforeMove);
        return branch;
    }

    /// <summary>Applies the edits that are due at the current step.</summary>
    public void ApplyDue()
    {
        while (NextEditStep <= Leader.EnqueuedSteps)
            ApplyNext();
    }

    /// <summary>Applies edits until this many of the branch are applied.</summary>
    public void ApplyUpTo(int edits)
    {
        while (_applied < edits)
            ApplyNext();
    }

    /// <summary>
    /// Takes a runner that joins late from the start through the branch's edits, each at its step, over the coming
    /// frames: afterwards it is identical to one that was there from the start.
    /// </summary>
    public void CatchUp(Runner runner)
    {
        var trainer = runner.Trainer;
        runner.Ball.SwitchTo(Branch.Number, 0);
        trainer.Learn(trainer.StartData);
        trainer.MoveTo(FirstBackend);
        var due = new List<(long Step, Action Apply)>(CheckpointsFor(runner));
        for (var i = 0; i < _applied; i++)
        {
            var edit = Branch.Edits[i];
            if (BackendOf(edit) is { } backend)
                due.Add((edit.Step, () => trainer.MoveTo(backend)));
            else if (edit.Concerns(runner))
                due.Add((edit.Step, () => edit.Apply(runner, _properties)));
        }
        // A checkpoint is never taken after an edit of its own step: it comes before those.
        trainer.CatchUp([.. due.OrderBy(change => change.Step)]);
    }

    /// <summary>Takes a checkpoint of every runner. Blocks.</summary>
    public void Keep()
    {
        if (IsChangedHere)
            return;
        var position = Position;
        Timeline.Continue(position.Step);
        foreach (var runner in _scene.Race.Runners)
        {
            var (trainer, name) = (runner.Trainer, runner.GameObject.Name);
            if (Timeline.Has(name, position))
                continue;
            trainer.TrainTo(position.Step);
            Keep(trainer, name, position, Leader.Backend);
        }
    }

    /// <summary>Recomputes the path so far on another plane, from the checkpoints.</summary>
    public void Retrace()
    {
        if (_scene.Landscape.Plane is not { } plane)
            return;
        foreach (var runner in _scene.Race.Runners)
        {
            var next = 0;
            foreach (var checkpoint in Timeline.Checkpoints)
            {
                var at = checkpoint.Position;
                if (checkpoint.Runner != runner.GameObject.Name || !Branch.Contains(at.Branch, at.Step, at.Edits))
                    continue;
                // A checkpoint at the step of a move was taken before it.
                if (Branch.Moves(runner, ref next, _applied, at.Step))
                    runner.Ball.BreakRetraced();
                var (alpha, beta, _) = plane.Project(checkpoint.State.Parameters);
                runner.Ball.Retrace(
                    Branch.Number, at.Step, new TrailPoint((float)alpha, (float)beta, (float)checkpoint.Loss));
            }
            if (Branch.Moves(runner, ref next, _applied, long.MaxValue))
                runner.Ball.BreakRetraced();
        }
    }

    /// <summary>
    /// Steps of the path so far on this branch, evenly among the checkpoints, with its start and the current one: their
    /// weights are known.
    /// </summary>
    public long[] StepsSoFar(int count)
    {
        var name = _scene.Race.Runners[0].GameObject.Name;
        long[] kept = [.. Timeline.Checkpoints
            .Where(checkpoint => checkpoint.Runner == name && checkpoint.Position.Step > 0 && checkpoint.Position.Step < Leader.EnqueuedSteps
                && Branch.Contains(checkpoint.Position.Branch, checkpoint.Position.Step, checkpoint.Position.Edits))
            .Select(checkpoint => checkpoint.Position.Step).Distinct().Order()];
        var stride = kept.Length / count + 1;
        return [0, .. kept.Where((_, i) => i % stride == 0), .. (long[])(Leader.EnqueuedSteps > 0 ? [Leader.EnqueuedSteps] : [])];
    }

    private Branch Find(int number) => _branches.Find(branch => branch.Number == number)
        ?? throw new UserErrorException($"branch {number} is no longer kept; choose another one");

    // All sessions are on that device by now: report the choice.
    private void AnnounceBackend(Branch branch, int edits)
    {
        var kind = FirstBackend;
        for (var i = 0; i < edits; i++)
            kind = BackendOf(branch.Edits[i]) ?? kind;
        try
        {
            Leader.Backend = kind;
        }
        catch (UserErrorException)
        {
            // The device is no longer available: training continues on the current one.
        }
    }

    // All runners of a race train on the same device.
    private static BackendKind? BackendOf(Edit edit) => (edit as PropertyEdit)?.Backend;

    private void Rebuild(Runner runner, Branch branch, TimelinePosition to)
    {
        var trainer = runner.Trainer;
        var checkpoint = Timeline.Find(branch, runner.GameObject.Name, to.Step, to.Edits);
        trainer.Learn(checkpoint?.Data ?? trainer.StartData);
        trainer.MoveTo(checkpoint?.Backend ?? FirstBackend);
        if (checkpoint is null)
        {
            trainer.Restore(trainer.StartState, trainer.Experiment.CreateOptions());
            trainer.Baseline.Return();
        }
        else
        {
            // A run that was returned to has another instance of the same loss.
            trainer.Restore(checkpoint.State, checkpoint.Options with { Loss = trainer.Session.Options.Loss });
            trainer.Baseline.Resume(checkpoint.StartLoss);
        }
        for (var i = checkpoint?.Position.Edits ?? 0; i < to.Edits; i++)
        {
            var edit = branch.Edits[i];
            var backend = BackendOf(edit);
            if (backend is null && !edit.Concerns(runner))
                continue;
            trainer.TrainTo(edit.Step);
            if (backend is { } kind)
                trainer.MoveTo(kind);
            else
                edit.Apply(runner, _properties);
        }
        trainer.TrainTo(to.Step);
        trainer.RefreshStatus();
    }

    private void ApplyNext()
    {
        var edit = Branch.Edits[_applied++];
        foreach (var runner in _scene.Race.Runners)
        {
            if (!edit.Concerns(runner))
                continue;
            runner.Trainer.TrainTo(edit.Step);
            edit.Apply(runner, _properties);
        }
    }

    // A checkpoint at the end of a branch that is left makes returning fast.
    private void KeepTip()
    {
        if (IsAtTip)
            Keep();
    }

    // A subset of the first runner's checkpoints: on another plane, they also give the path of a runner that joined
    // late.
    private IEnumerable<(long Step, Action Apply)> CheckpointsFor(Runner runner)
    {
        var (name, leader) = (runner.GameObject.Name, _scene.Race.Runners[0].GameObject.Name);
        var kept = Timeline.Checkpoints.Where(checkpoint => checkpoint.Runner == leader && checkpoint.Position.Step < Leader.EnqueuedSteps
            && Branch.Contains(checkpoint.Position.Branch, checkpoint.Position.Step, checkpoint.Position.Edits)).ToList();
        var stride = kept.Count / MaxOnTheWay + 1;
        for (var i = 0; i < kept.Count; i += stride)
        {
            var (position, backend) = (kept[i].Position, kept[i].Backend);
            yield return (position.Step, () => Keep(runner.Trainer, name, position, backend));
        }
    }

    private void Keep(Trainer trainer, string name, TimelinePosition position, BackendKind backend)
    {
        if (Timeline.Has(name, position))
            return;
        var state = trainer.Capture(Timeline.TakeSpare(trainer.Experiment.Shape.ParameterCount));
        var loss = trainer.StatusVersion > 0 && trainer.Status.Step == position.Step ? trainer.Status.Loss : double.NaN;
        var data = ReferenceEquals(trainer.Experiment.Train, trainer.StartData) ? null : trainer.Experiment.Train;
        Timeline.Keep(new Checkpoint(name, position, trainer.Options, backend, state, data, loss, trainer.Baseline.Start));
    }
}
