using System.Diagnostics;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Brings a race to any moment of any branch. A branch is the list of edits that steer it; its state at a step is the
/// nearest kept moment trained on, with the edits applied again at their steps. It writes nothing into the log.
/// </summary>
internal sealed class BranchNavigation
{
    private const int MaxBranches = 64, MaxOnTheWay = 64;

    private readonly DescentScene _scene;
    private readonly PropertyIndex _properties;
    private readonly List<Branch> _branches = [];
    private int _branch, _applied;
    private BackendKind _firstBackend;

    /// <summary>Begins with one branch, for a scene at its start.</summary>
    public BranchNavigation(DescentScene scene, Timeline timeline, PropertyIndex properties)
    {
        _scene = scene;
        _properties = properties;
        Timeline = timeline;
        Clear();
    }

    /// <summary>The kept moments.</summary>
    public Timeline Timeline { get; }

    /// <summary>Every branch, the first one first.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The branch that is trained, or looked at.</summary>
    public Branch Branch => _branches[_branch];

    /// <summary>The moment that is looked at, counted in enqueued steps.</summary>
    public TimelinePosition Position => new(Branch.Number, Lead.EnqueuedSteps, _applied);

    /// <summary>Whether the present is the end of its branch: what happens next is new.</summary>
    public bool IsAtTip => _applied == Branch.Edits.Count && Lead.EnqueuedSteps >= Branch.Tip;

    /// <summary>The step before which the next edit of the branch is to be applied.</summary>
    public long NextEditStep => _applied < Branch.Edits.Count ? Branch.Edits[_applied].Step : long.MaxValue;

    /// <summary>Whether a moment is to be kept once the device is idle.</summary>
    public bool IsMomentDue => Lead.EnqueuedSteps >= Timeline.NextDue && Lead.EnqueuedSteps > 0 && !IsChangedHere;

    // An edit at this very step holds only from the next on: the state is not yet one under it.
    private bool IsChangedHere => _applied > 0 && Branch.Edits[_applied - 1].Step >= Lead.EnqueuedSteps;

    private Trainer Lead => _scene.Trainer;

    /// <summary>Forgets branches and moments: the scene is at its start.</summary>
    public void Clear()
    {
        _branches.Clear();
        _branches.Add(new Branch(0, "main"));
        _branch = _applied = 0;
        _firstBackend = Lead.Backend;
        Timeline.Clear();
    }

    /// <summary>Adds an edit at the end of the branch. It is applied already.</summary>
    public void Add(Edit edit)
    {
        EventLog.AppendTo(Branch.Edits, edit);
        _applied = Branch.Edits.Count;
    }

    /// <summary>The branch was trained to the present step.</summary>
    public void Extend() => Branch.Tip = Math.Max(Branch.Tip, Lead.EnqueuedSteps);

    /// <summary>The position of a step on a branch, at most the branch's farthest.</summary>
    public static TimelinePosition PositionAt(Branch branch, long step)
    {
        step = Math.Clamp(step, 0, branch.Tip);
        var edits = branch.Edits.Count;
        // Edits at that very step are yet to come, but for the branch's end: there the present is.
        while (step < branch.Tip && edits > 0 && branch.Edits[edits - 1].Step >= step)
            edits--;
        return new TimelinePosition(branch.Number, step, edits);
    }

    /// <summary>Restores the kept moment before a position and trains the rest again. Blocks.</summary>
    /// <exception cref="UserErrorException">The branch is no longer kept.</exception>
    public void GoTo(TimelinePosition to)
    {
        KeepTip();
        var branch = _branches.Find(branch => branch.Number == to.Branch)
            ?? throw new UserErrorException($"branch {to.Branch} is no longer kept; choose another one");
        foreach (var runner in _scene.Race.Runners)
        {
            Rebuild(runner, branch, to);
            runner.Ball.SwitchTo(branch.Number, to.Step);
        }
        _branch = _branches.IndexOf(branch);
        _applied = to.Edits;
        Timeline.Continue(to.Step);
        AnnounceBackend(branch, to.Edits);
    }

    /// <summary>Begins a branch at the present moment and goes over to it.</summary>
    /// <param name="name">Null for the next number.</param>
    public Branch Fork(string? name)
    {
        var at = Position;
        var parent = Branch;
        KeepTip();
        var number = _branches[^1].Number + 1;
        var branch = new Branch(number, name ?? $"branch {number + 1}", parent, at.Step, at.Edits);
        _branches.Add(branch);
        if (_branches.Count > MaxBranches)
            _branches.Remove(_branches.Find(b => b.Number != 0 && b != parent && b != branch)!);
        _branch = _branches.IndexOf(branch);
        foreach (var runner in _scene.Race.Runners)
            runner.Ball.SwitchTo(number, at.Step);
        return branch;
    }

    /// <summary>Applies the edits that are due at the present step.</summary>
    public void ApplyDue()
    {
        while (NextEditStep <= Lead.EnqueuedSteps)
            ApplyNext();
    }

    /// <summary>Applies edits until so many of the branch are.</summary>
    public void ApplyUpTo(int edits)
    {
        while (_applied < edits)
            ApplyNext();
    }

    /// <summary>
    /// Takes a runner that joins late from the start through the branch's edits, each at its step, in the coming frames:
    /// afterwards nothing tells it from one that was there.
    /// </summary>
    public void CatchUp(Runner runner)
    {
        var trainer = runner.Trainer;
        runner.Ball.SwitchTo(Branch.Number, 0);
        trainer.Learn(trainer.StartData);
        trainer.MoveTo(_firstBackend);
        var due = new List<(long Step, Action Apply)>(MomentsOnTheWay(runner));
        for (var i = 0; i < _applied; i++)
        {
            var edit = Branch.Edits[i];
            if (BackendOf(edit) is { } backend)
                due.Add((edit.Step, () => trainer.MoveTo(backend)));
            else if (edit.Concerns(runner))
                due.Add((edit.Step, () => edit.Apply(runner, _properties)));
        }
        // A moment is never kept under an edit of its own step: it comes before those.
        trainer.CatchUp([.. due.OrderBy(change => change.Step)]);
    }

    /// <summary>Keeps the present moment of every runner. Blocks.</summary>
    public void Keep()
    {
        if (IsChangedHere)
            return;
        var position = Position;
        Timeline.Continue(position.Step);
        var start = Stopwatch.GetTimestamp();
        foreach (var runner in _scene.Race.Runners)
        {
            var (trainer, name) = (runner.Trainer, runner.GameObject.Name);
            if (Timeline.Has(name, position))
                continue;
            trainer.TrainTo(position.Step);
            Keep(trainer, name, position, Lead.Backend);
        }
        Timeline.CaptureSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Finds the path so far again on another plane, from the kept moments.</summary>
    public void Retrace()
    {
        if (_scene.Landscape.Plane is not { } plane)
            return;
        foreach (var runner in _scene.Race.Runners)
        {
            foreach (var moment in Timeline.Moments)
            {
                var at = moment.Position;
                if (moment.Runner != runner.GameObject.Name || !Branch.Contains(at.Branch, at.Step, at.Edits))
                    continue;
                var (alpha, beta, _) = plane.Project(moment.State.Parameters);
                runner.Ball.Retrace(
                    Branch.Number, at.Step, new TrailPoint((float)alpha, (float)beta, (float)moment.Loss));
            }
        }
    }

    // All sessions stand on that device by now: the choice is told.
    private void AnnounceBackend(Branch branch, int edits)
    {
        var kind = _firstBackend;
        for (var i = 0; i < edits; i++)
            kind = BackendOf(branch.Edits[i]) ?? kind;
        try
        {
            Lead.Backend = kind;
        }
        catch (UserErrorException)
        {
            // The device is gone: training goes on where it is.
        }
    }

    // All runners of a race train on one device.
    private static BackendKind? BackendOf(Edit edit) => (edit as PropertyEdit)?.Backend;

    private void Rebuild(Runner runner, Branch branch, TimelinePosition to)
    {
        var trainer = runner.Trainer;
        var moment = Timeline.Find(branch, runner.GameObject.Name, to.Step, to.Edits);
        trainer.Learn(moment?.Data ?? trainer.StartData);
        trainer.MoveTo(moment?.Backend ?? _firstBackend);
        if (moment is null)
        {
            trainer.Restore(trainer.StartState, trainer.Experiment.CreateOptions());
        }
        else
        {
            trainer.Restore(moment.State, moment.Options);
            trainer.StartLoss = moment.StartLoss;
        }
        for (var i = moment?.Position.Edits ?? 0; i < to.Edits; i++)
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

    // The end of a branch that is left, so that coming back costs nothing.
    private void KeepTip()
    {
        if (IsAtTip)
            Keep();
    }

    // Some of those that the first runner has: on another plane, the path of one that joined late is found by them, too.
    private IEnumerable<(long Step, Action Apply)> MomentsOnTheWay(Runner runner)
    {
        var (name, leader) = (runner.GameObject.Name, _scene.Race.Runners[0].GameObject.Name);
        var kept = Timeline.Moments.Where(moment => moment.Runner == leader && moment.Position.Step < Lead.EnqueuedSteps
            && Branch.Contains(moment.Position.Branch, moment.Position.Step, moment.Position.Edits)).ToList();
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
        Timeline.Keep(new Moment(name, position, trainer.Options, backend, state, trainer.Experiment.Train, loss, trainer.StartLoss));
    }
}
