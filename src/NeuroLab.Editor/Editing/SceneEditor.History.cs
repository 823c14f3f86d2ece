using System.Globalization;
using System.Text;
using NeuroLab.Components;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Scenes;

namespace NeuroLab.Editing;

// Undo and redo walk the log: both make a change of their own, so that the log tells what really happened.
public sealed partial class SceneEditor
{
    private const int MaxUndo = 1000;

    private readonly List<int> _undo = [];
    private readonly List<int> _redo = [];
    private bool _isWalking;
    private PreparedExperiment? _prepared;
    private FormerEdits? _former;

    private FormerEdits Former => _former ??= new FormerEdits(Origin);

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _undo.Count > 0;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>
    /// Takes the last change back: a property gets its old value; weights that were dropped, a restart or a jump bring
    /// back the moment before it. False where there is nothing to take back.
    /// </summary>
    /// <param name="prepared">What <see cref="UndoFile"/> named, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It cannot be taken back any more.</exception>
    public bool Undo(PreparedExperiment? prepared = null) => Walk(_undo, _redo, Revert, prepared);

    /// <summary>Makes the change again that was taken back last. False where there is none.</summary>
    /// <param name="prepared">What <see cref="RedoFile"/> named, prepared; null prepares it here, which blocks.</param>
    /// <exception cref="UserErrorException">It cannot be made any more.</exception>
    public bool Redo(PreparedExperiment? prepared = null) => Walk(_redo, _undo, Repeat, prepared);

    /// <summary>The experiment that <see cref="Undo"/> would load; null where it loads none.</summary>
    public ExperimentFile? UndoFile => LoadOf(_undo) is { } load ? FileOf(load.Old, "undo") : null;

    /// <summary>The experiment that <see cref="Redo"/> would load; null where it loads none.</summary>
    public ExperimentFile? RedoFile => LoadOf(_redo) is { } load ? FileOf(load.New, "redo") : null;

    /// <summary>
    /// Makes a change as another run's log has it, after training to its step: what replay is made of. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">It does not fit this run.</exception>
    public void Do(Edit edit)
    {
        if (edit.Kind is not EditKind.Load)
            AdvanceTo(edit.Step);
        switch (edit.Kind)
        {
            case EditKind.Set:
                var property = Find(edit.Target, edit.Property) ?? throw Unknown(edit);
                if (IsSteering(property) && Former.Keeps(edit))
                    DoFormer(edit, RunnerOf(edit) ?? throw Unknown(edit));
                else
                    Set(property, edit.New);
                break;
            case EditKind.Drop:
                var place = Array.ConvertAll(edit.New.Split(' '), Number);
                Drop(place[0], place[1], RunnerOf(edit) ?? throw Unknown(edit));
                break;
            case EditKind.Weight:
                SetWeight(
                    int.Parse(edit.Property, CultureInfo.InvariantCulture), float.Parse(edit.New, CultureInfo.InvariantCulture),
                    RunnerOf(edit) ?? throw Unknown(edit));
                break;
            case EditKind.Descend:
                Descend(Number(edit.New), RunnerOf(edit) ?? throw Unknown(edit));
                break;
            case EditKind.Seek:
                Seek(TimelinePosition.Parse(edit.New));
                break;
            case EditKind.Branch or EditKind.Restart:
                DoFork(edit);
                break;
            case EditKind.Plane:
                ShowPlane(edit.New);
                break;
            case EditKind.Recentre:
                Recentre();
                break;
            case EditKind.AddRunner:
                AddRunner(RunnerSpec.Parse(edit.New));
                break;
            case EditKind.RemoveRunner:
                RemoveRunner(RunnerOf(edit) ?? throw Unknown(edit));
                break;
            case EditKind.Camera:
                MoveCamera(PoseOf(edit.New));
                break;
            case EditKind.Paint:
                Paint(edit.Data?.New ?? ParsePoints(edit.New));
                break;
            case EditKind.Load:
                Load(_prepared ?? PreparedExperiment.Of(FileOf(edit.New, "run log")));
                break;
        }
    }

    // The log has the changes that came with it as lines of their own.
    private void DoFormer(Edit edit, Runner runner)
    {
        var step = StepOf(runner.Trainer);
        Apply(edit, runner);
        Record(edit with { Step = step }, NextGroup(), isSteering: true);
    }

    private void DoFork(Edit edit)
    {
        var at = TimelinePosition.Parse(edit.New);
        // A restart comes from wherever it was; a fork is made where the run stands, changes due at that step included.
        if (edit.Kind == EditKind.Restart)
        {
            AdvanceTo(TimelinePosition.Parse(edit.Old).Step);
            GoTo(at);
        }
        while (_applied < at.Edits)
        {
            var due = Branch.Edits[_applied++];
            foreach (var runner in Scene.Race.Runners)
            {
                if (Concerns(due, runner))
                    Apply(due, runner);
            }
        }
        var name = edit.New.Split(' ', 4)[3];
        Fork(edit.Kind, edit.Old, name, NextGroup());
    }

    private Edit? LoadOf(List<int> groups)
    {
        var edits = Log.Edits;
        for (var i = edits.Count - 1; groups.Count > 0 && i >= 0; i--)
        {
            if (edits[i].Group == groups[^1] && edits[i].Kind == EditKind.Load)
                return edits[i];
        }
        return null;
    }

    private static ExperimentFile FileOf(string json, string name) => ExperimentFile.Parse(Encoding.UTF8.GetBytes(json), name);

    private bool Walk(List<int> from, List<int> to, Action<int> act, PreparedExperiment? prepared)
    {
        if (from.Count == 0)
            return false;
        var group = from[^1];
        from.RemoveAt(from.Count - 1);
        _isWalking = true;
        _gesture = 0;
        _prepared = prepared;
        try
        {
            act(group);
        }
        finally
        {
            _isWalking = false;
            _prepared = null;
        }
        to.Add(group);
        return true;
    }

    private void Remember(int group)
    {
        if (_isWalking)
            return;
        _redo.Clear();
        if (_undo.Count > 0 && _undo[^1] == group)
            return;
        _undo.Add(group);
        if (_undo.Count > MaxUndo)
            _undo.RemoveAt(0);
    }

    private void Revert(int group)
    {
        var edits = Log.Edits.Where(edit => edit.Group == group).ToList();
        if (edits.Find(IsJump) is { } jump)
        {
            Seek(TimelinePosition.Parse(jump.Old));
            // Playing on would move the weights again: what was before goes on as a branch.
            if (jump.MovesWeights)
                Fork(EditKind.Branch, "", null, NextGroup());
            return;
        }
        // In the order they were made: an optimizer comes first and brings its default numbers along.
        foreach (var edit in edits.DistinctBy(edit => (edit.Kind, edit.Target, edit.Property)).ToList())
        {
            switch (edit.Kind)
            {
                case EditKind.Set:
                    if (Find(edit.Target, edit.Property) is { } property)
                        SetBack(property, edit, edits);
                    break;
                case EditKind.Plane or EditKind.Recentre:
                    ShowPlane(edit.Old);
                    break;
                case EditKind.AddRunner when RunnerOf(edit) is { } runner:
                    RemoveRunner(runner);
                    break;
                case EditKind.RemoveRunner:
                    AddRunner(RunnerSpec.Parse(edit.Old));
                    break;
                case EditKind.Paint:
                    Paint(edit.Data!.Value.Old);
                    break;
                case EditKind.Camera:
                    MoveCamera(PoseOf(edit.Old));
                    break;
                case EditKind.Load:
                    Load(_prepared ?? PreparedExperiment.Of(FileOf(edit.Old, "undo")));
                    break;
            }
        }
    }

    // A choice may bring other values along, which the change that is taken back left as they were: they stay so.
    private void SetBack(InspectedProperty property, Edit edit, List<Edit> group)
    {
        var all = Describe(property.Owner);
        var texts = property.Kind == PropertyKind.Choice ? TextsOf(all) : [];
        Set(property, edit.Old);
        for (var i = 0; i < texts.Length; i++)
        {
            var other = all[i];
            if (other != property && !group.Exists(e => e.Target == edit.Target && e.Property == other.Name))
                Set(other, texts[i]);
        }
    }

    private void Repeat(int group)
    {
        var edits = Log.Edits.Where(edit => edit.Group == group).ToList();
        if (edits.Exists(edit => edit.Kind == EditKind.Restart))
        {
            Restart();
            return;
        }
        var last = edits.AsEnumerable().Reverse().DistinctBy(edit => (edit.Kind, edit.Target, edit.Property)).Reverse();
        foreach (var edit in last.ToList())
        {
            if (edit.Kind == EditKind.Branch)
            {
                if (edit.Old.Length > 0)
                    Fork();
            }
            else
                Do(edit with { Step = Lead.EnqueuedSteps });
        }
    }

    private static bool IsJump(Edit edit) =>
        edit.Kind is EditKind.Seek or EditKind.Restart || edit.MovesWeights
        || (edit.Kind == EditKind.Branch && edit.Old.Length > 0);

    private Runner? RunnerOf(Edit edit)
    {
        foreach (var runner in Scene.Race.Runners)
        {
            if (runner.GameObject.Name == edit.ObjectName)
                return runner;
        }
        return null;
    }

    private static UserErrorException Unknown(Edit edit) =>
        new($"step {edit.Step}: '{edit.Target}' is not in this scene; replay the log with the program that wrote it");
}
