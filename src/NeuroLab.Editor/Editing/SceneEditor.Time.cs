using System.Diagnostics;
using NeuroLab.Components;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Training;

namespace NeuroLab.Editing;

// Going back, playing again, branching. A branch is the list of changes that steer it; its state at any step is the
// nearest kept moment trained on, with the changes made again at their steps. Nothing is ever lost: a change before the
// end of a branch begins another one.
public sealed partial class SceneEditor
{
    private const int MaxBranches = 64, MaxOnTheWay = 64;

    private readonly List<Branch> _branches = [];
    private int _branch, _applied;

    /// <summary>The past that is kept.</summary>
    public Timeline Timeline { get; }

    /// <summary>The branch that is trained, or looked at.</summary>
    public Branch Branch => _branches[_branch];

    /// <summary>Every branch, the first one first.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The moment that is looked at, counted in enqueued steps.</summary>
    public TimelinePosition Position => new(Branch.Number, Lead.EnqueuedSteps, _applied);

    /// <summary>Whether the present is the end of its branch: what happens next is new.</summary>
    public bool IsAtTip => _applied == Branch.Edits.Count && Lead.EnqueuedSteps >= Branch.Tip;

    // A change at this very step holds only from the next on: the state is not yet one under it.
    private bool IsChangedHere => _applied > 0 && Branch.Edits[_applied - 1].Step >= Lead.EnqueuedSteps;

    private long NextEditStep => _applied < Branch.Edits.Count ? Branch.Edits[_applied].Step : long.MaxValue;

    /// <summary>
    /// Goes to a step of the present branch, at most its farthest: restores the kept moment before it and trains the
    /// rest again, which on the CPU gives the very same bits. Playing then repeats what was, changes included, until
    /// something else is changed. Blocks.
    /// </summary>
    public void SeekTo(long step) => SeekTo(Branch, step);

    /// <summary>Goes to a step of a branch. Blocks.</summary>
    public void SeekTo(Branch branch, long step)
    {
        step = Math.Clamp(step, 0, branch.Tip);
        var edits = branch.Edits.Count;
        // Changes at that very step are yet to come, but for the branch's end: there the present is.
        while (step < branch.Tip && edits > 0 && branch.Edits[edits - 1].Step >= step)
            edits--;
        Seek(new TimelinePosition(branch.Number, step, edits));
    }

    /// <summary>Begins a branch here, with the settings as they are. What was ahead stays on the old one.</summary>
    /// <param name="name">Null for the next number.</param>
    public Branch Fork(string? name = null)
    {
        var from = Position;
        var group = NextGroup();
        Fork(EditKind.Branch, from.ToString(), name, group);
        Remember(group);
        return Branch;
    }

    /// <summary>Begins again from the first weights, with settings and data as they are, on a branch of its own. Blocks.</summary>
    public void Restart()
    {
        var from = Position;
        var group = NextGroup();
        var settings = new List<(string Target, string[] Texts)>();
        foreach (var runner in Scene.Race.Runners)
            settings.Add((TargetOf(runner.Trainer), TextsOf(Describe(runner.Trainer))));
        var data = Lead.Experiment.Train;
        GoTo(new TimelinePosition(0, 0, 0));
        Fork(EditKind.Restart, from.ToString(), null, group);
        Learn(data, group);
        for (var i = 0; i < settings.Count; i++)
        {
            var trainer = Scene.Race.Runners[i].Trainer;
            var properties = Describe(trainer);
            for (var p = 0; p < properties.Count; p++)
            {
                var (property, wanted) = (properties[p], settings[i].Texts[p]);
                var old = property.Text;
                if (!IsSteering(property) || old == wanted)
                    continue;
                property.Text = wanted;
                Record(new Edit(EditKind.Set, 0, settings[i].Target, property.Name, old, wanted), group, isSteering: true);
            }
        }
        Remember(group);
    }

    private void Seek(TimelinePosition to)
    {
        var from = Position;
        if (from == to)
            return;
        GoTo(to);
        Append(new Edit(EditKind.Seek, from.Step, "", "", from.ToString(), to.ToString()), NextGroup());
    }

    private void GoTo(TimelinePosition to)
    {
        KeepTip();
        var branch = BranchOf(to.Branch);
        foreach (var runner in Scene.Race.Runners)
        {
            Rebuild(runner, branch, to);
            runner.Ball.SwitchTo(branch.Number, to.Step);
        }
        _branch = _branches.IndexOf(branch);
        _applied = to.Edits;
        Timeline.Continue(to.Step);
        AnnounceBackend(branch, to.Edits);
    }

    // All sessions stand on that device by now: the choice is told.
    private void AnnounceBackend(Branch branch, int edits)
    {
        var kind = _firstBackend;
        for (var i = 0; i < edits; i++)
        {
            if (IsMove(branch.Edits[i]))
                kind = BackendOf(branch.Edits[i]);
        }
        try
        {
            Lead.Backend = kind;
        }
        catch (UserErrorException)
        {
            // It is there no more: all goes on where it is.
        }
    }

    private static bool IsMove(Edit edit) => edit is { Kind: EditKind.Set, Property: nameof(Trainer.Backend) };

    private static BackendKind BackendOf(Edit edit) => Enum.Parse<BackendKind>(edit.New, ignoreCase: true);

    private void Rebuild(Runner runner, Branch branch, TimelinePosition to)
    {
        var trainer = runner.Trainer;
        var name = runner.GameObject.Name;
        var moment = Timeline.Find(branch, name, to.Step, to.Edits);
        trainer.Learn(moment?.Data ?? trainer.StartData);
        trainer.MoveTo(moment?.Backend ?? _firstBackend);
        if (moment is null)
            trainer.Restore(trainer.StartState, trainer.Experiment.CreateOptions());
        else
            trainer.Restore(moment.State, moment.Options);
        for (var i = moment?.Position.Edits ?? 0; i < to.Edits; i++)
        {
            var edit = branch.Edits[i];
            // All of a race train on one device.
            var isMove = IsMove(edit);
            if (!Concerns(edit, runner) && !isMove)
                continue;
            trainer.TrainTo(edit.Step);
            if (isMove)
                trainer.MoveTo(BackendOf(edit));
            else
                Apply(edit, runner);
        }
        trainer.TrainTo(to.Step);
        trainer.RefreshStatus();
    }

    private Branch BranchOf(int number) => _branches.Find(branch => branch.Number == number)
        ?? throw new UserErrorException($"branch {number} is no longer kept; choose another one");

    private void ForkBeforeTip(int group)
    {
        if (!IsAtTip)
            Fork(EditKind.Branch, "", null, group);
    }

    private void Fork(EditKind kind, string old, string? name, int group)
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
        foreach (var runner in Scene.Race.Runners)
            runner.Ball.SwitchTo(number, at.Step);
        Log.Append(new Edit(kind, at.Step, "", "", old, $"{at} {branch.Name}") { Group = group, Branch = number });
    }

    private void ApplyDue()
    {
        while (_applied < Branch.Edits.Count && Branch.Edits[_applied].Step <= Lead.EnqueuedSteps)
        {
            var edit = Branch.Edits[_applied++];
            foreach (var runner in Scene.Race.Runners)
            {
                if (!Concerns(edit, runner))
                    continue;
                runner.Trainer.TrainTo(edit.Step);
                Apply(edit, runner);
            }
        }
    }

    // All runners learn the same.
    private static bool Concerns(Edit edit, Runner runner) =>
        edit.Kind == EditKind.Paint || runner.GameObject.Name == edit.ObjectName;

    private void Apply(Edit edit, Runner runner)
    {
        if (edit.Kind == EditKind.Paint)
            runner.Trainer.Learn(edit.Data!.Value.New);
        else if (edit.MovesWeights)
            Put(runner, edit);
        else
        {
            foreach (var (property, text) in Former.Today(edit, runner.Trainer))
                Find(runner.Trainer, property).Text = text;
        }
    }

    // Keeps and checks what is due once the device has nothing left to do, so that no frame waits for it. False while
    // it is still busy: no more steps may be enqueued then.
    private bool KeepWhenIdle()
    {
        var isMomentDue = Lead.EnqueuedSteps >= Timeline.NextDue && Lead.EnqueuedSteps > 0 && !IsChangedHere;
        var isCheckDue = _runLog is { IsCheckDue: true };
        if (!isMomentDue && !isCheckDue)
            return true;
        for (var i = 0; i < Scene.Race.Runners.Count; i++)
        {
            if (!Scene.Race.Runners[i].Trainer.IsIdle)
                return false;
        }
        if (isMomentDue)
            Keep();
        if (isCheckDue)
            _runLog!.Check();
        return true;
    }

    // The end of a branch that is left, so that coming back costs nothing.
    private void KeepTip()
    {
        if (IsAtTip)
            Keep();
    }

    private void Keep()
    {
        if (IsChangedHere)
            return;
        var position = Position;
        Timeline.Continue(position.Step);
        var start = Stopwatch.GetTimestamp();
        foreach (var runner in Scene.Race.Runners)
        {
            var (trainer, name) = (runner.Trainer, runner.GameObject.Name);
            if (Timeline.Has(name, position))
                continue;
            trainer.TrainTo(position.Step);
            Keep(trainer, name, position, Lead.Backend);
        }
        Timeline.CaptureSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Some of those that the first runner has: another plane finds the way of one that joined late by them, too.
    private IEnumerable<(long Step, Action Apply)> MomentsOnTheWay(Runner runner)
    {
        var (name, leader) = (runner.GameObject.Name, Scene.Race.Runners[0].GameObject.Name);
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
        Timeline.Keep(new Moment(name, position, trainer.Options, backend, state, trainer.Experiment.Train, loss));
    }

    // On another plane the path so far has other coordinates: those of the kept moments are found again.
    private void Retrace()
    {
        if (Scene.Landscape.Plane is not { } plane)
            return;
        foreach (var runner in Scene.Race.Runners)
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
}
