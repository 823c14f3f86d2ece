using System.Runtime.CompilerServices;
using NeuroLab.Components;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Where every change of a scene goes through, whatever asked for it: it makes the change, writes it into the
/// <see cref="Log"/> and can take it back. It keeps the timeline too, so hosts call its <see cref="Tick"/> in place of
/// the scene's. One thread.
/// </summary>
public sealed partial class SceneEditor : IDisposable
{
    private readonly Dictionary<object, IReadOnlyList<InspectedProperty>> _described = [];
    private readonly ConditionalWeakTable<Behaviour, InspectedProperty> _switches = [];
    private RunLogWriter? _runLog;
    private BackendKind _firstBackend;
    private int _lastGroup, _gesture;

    /// <summary>An editor for a scene that is at its start. The scene stays the caller's.</summary>
    /// <param name="scene">What is edited.</param>
    /// <param name="origin">The file it was made from, or an equal one.</param>
    /// <param name="timeline">How much of the past is kept; null for the usual.</param>
    public SceneEditor(DescentScene scene, ExperimentFile origin, Timeline? timeline = null)
    {
        Scene = scene;
        Origin = origin;
        Timeline = timeline ?? new Timeline();
        _branches.Add(new Branch(0, "main"));
        _firstBackend = Lead.Backend;
        RememberPlane();
    }

    /// <summary>What is edited.</summary>
    public DescentScene Scene { get; }

    /// <summary>The file the scene was made from.</summary>
    public ExperimentFile Origin { get; private set; }

    /// <summary>Every change there was.</summary>
    public EventLog Log { get; } = new();

    /// <summary>The scene as a file, as it is set now.</summary>
    public ExperimentFile CurrentFile => Scene.Describe(Origin);

    private Trainer Lead => Scene.Trainer;

    /// <summary>The inspector's view of a behaviour; described once.</summary>
    public IReadOnlyList<InspectedProperty> Describe(object behaviour)
    {
        if (!_described.TryGetValue(behaviour, out var properties))
            _described[behaviour] = properties = Inspector.Describe(behaviour);
        return properties;
    }

    /// <summary>Whether a behaviour runs, as a property.</summary>
    public InspectedProperty SwitchOf(Behaviour behaviour)
    {
        if (!_switches.TryGetValue(behaviour, out var property))
            _switches.Add(behaviour, property = Inspector.DescribeSwitch(behaviour));
        return property;
    }

    /// <summary>
    /// Begins a drag: what is set until <see cref="EndGesture"/> is undone at once. Each value still holds for the steps
    /// taken under it.
    /// </summary>
    public void BeginGesture() => _gesture = ++_lastGroup;

    /// <summary>Ends a drag.</summary>
    public void EndGesture() => _gesture = 0;

    /// <summary>Sets a number, a toggle or the place of a choice.</summary>
    public void Set(InspectedProperty property, double value) => Change(property, value, null);

    /// <summary>Sets any property from text.</summary>
    /// <exception cref="UserErrorException">The text is no value of it; nothing is changed.</exception>
    public void Set(InspectedProperty property, string text) => Change(property, 0, text);

    /// <summary>Sets a number, a toggle or the place of a choice by the property's name.</summary>
    public void Set(Behaviour behaviour, string property, double value) => Set(Find(behaviour, property), value);

    /// <summary>Sets a property by its name, from text.</summary>
    /// <exception cref="UserErrorException">The text is no value of it; nothing is changed.</exception>
    public void Set(Behaviour behaviour, string property, string text) => Set(Find(behaviour, property), text);

    /// <summary>Brings back what a property was at first.</summary>
    public void Reset(InspectedProperty property) => Set(property, property.Default);

    /// <summary>Takes one step, and pauses if it was playing.</summary>
    public void StepOnce()
    {
        if (Lead.IsPlaying)
            Set(Lead, nameof(Trainer.IsPlaying), 0);
        Lead.StepOnce();
        Append(new Edit(EditKind.Step, Lead.EnqueuedSteps, "", "", "", "1"), NextGroup(), canUndo: false);
    }

    /// <summary>Runs one frame: what is due from the past, the scene, the timeline.</summary>
    public void Tick(double delta)
    {
        var isReady = KeepWhenIdle();
        if (isReady && Lead.WantsSteps)
            ApplyDue();
        Lead.StepLimit = isReady ? NextEditStep : Lead.EnqueuedSteps;
        Scene.Tick(delta);
        Branch.Tip = Math.Max(Branch.Tip, Lead.EnqueuedSteps);
    }

    /// <summary>
    /// Trains to a step as playing would, with the changes that lie between, as fast as it goes. Blocks where
    /// moments are kept. For replay and for tests.
    /// </summary>
    public void AdvanceTo(long step)
    {
        while (Lead.EnqueuedSteps < step)
        {
            ApplyDue();
            var due = Math.Max(Timeline.NextDue, Lead.EnqueuedSteps + 1);
            var next = Math.Min(Math.Min(step, due), NextEditStep);
            foreach (var runner in Scene.Race.Runners)
                runner.Trainer.TrainTo(next);
            Branch.Tip = Math.Max(Branch.Tip, next);
            if (next >= Timeline.NextDue)
                Keep();
            _runLog?.Check();
        }
    }

    /// <summary>Writes a run log from now on: call it before the first step. The log is ended by <see cref="Dispose"/>.</summary>
    /// <exception cref="UserErrorException">It cannot be written there.</exception>
    public void WriteRunLog(string path, int checkInterval = 256) =>
        _runLog = new RunLogWriter(path, this, checkInterval);

    /// <summary>Ends the run log.</summary>
    public void Dispose() => _runLog?.Dispose();

    private void Change(InspectedProperty property, double value, string? text)
    {
        var target = TargetOf(property.Owner);
        var all = Describe(property.Owner);
        // Choosing an optimizer sets its numbers as well: those are changes of their own.
        var texts = property.Kind == PropertyKind.Choice ? TextsOf(all) : [];
        var old = property.Text;
        var step = StepOf(property.Owner);
        if (text is null)
            property.Value = value;
        else
            property.Text = text;
        var now = property.Text;
        if (now == old)
            return;
        var group = NextGroup();
        Record(new Edit(EditKind.Set, step, target, property.Name, old, now), group, IsSteering(property));
        for (var i = 0; i < texts.Length; i++)
        {
            var side = all[i].Text;
            if (all[i] == property || side == texts[i])
                continue;
            Record(new Edit(EditKind.Set, step, target, all[i].Name, texts[i], side), group, IsSteering(all[i]));
            all[i].Default = side;
        }
    }

    // What decides how training goes on belongs to the branch; before its end it begins another one.
    private void Record(Edit edit, int group, bool isSteering)
    {
        if (isSteering)
        {
            ForkBeforeTip(group);
            edit = edit with { Group = group, Branch = Branch.Number };
            EventLog.AppendTo(Branch.Edits, edit);
            _applied = Branch.Edits.Count;
        }
        Append(edit, group);
    }

    private void Append(Edit edit, int group, bool canUndo = true)
    {
        Log.Append(edit with { Group = group, Branch = Branch.Number });
        if (canUndo)
            Remember(group);
    }

    private int NextGroup() => _gesture != 0 ? _gesture : ++_lastGroup;

    private long StepOf(object owner)
    {
        // A runner that has yet to catch up must do so first: its change belongs to the common step.
        if (owner is Trainer { Leader: { } leader } follower)
            follower.TrainTo(leader.EnqueuedSteps);
        return Lead.EnqueuedSteps;
    }

    private static bool IsSteering(InspectedProperty property) => property.IsReplayed && property.Owner is Trainer;

    private static string TargetOf(object owner) =>
        owner is Behaviour behaviour ? $"{behaviour.GameObject.Name}/{owner.GetType().Name}" : owner.GetType().Name;

    private static string[] TextsOf(IReadOnlyList<InspectedProperty> properties)
    {
        var texts = new string[properties.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = properties[i].Text;
        return texts;
    }

    private InspectedProperty Find(object owner, string name)
    {
        foreach (var property in Describe(owner))
        {
            if (property.Name == name)
                return property;
        }
        if (name == nameof(Behaviour.Enabled) && owner is Behaviour behaviour)
            return SwitchOf(behaviour);
        throw new UserErrorException($"{owner.GetType().Name} has no property '{name}'; see the inspector for those it has");
    }

    private InspectedProperty? Find(string target, string name)
    {
        foreach (var root in Scene.Graph.Roots)
        {
            if (FindBehaviour(root, target) is { } behaviour)
                return Find(behaviour, name);
        }
        return null;
    }

    private static Behaviour? FindBehaviour(GameObject at, string target)
    {
        if (target.StartsWith(at.Name, StringComparison.Ordinal))
        {
            foreach (var behaviour in at.Behaviours)
            {
                if (TargetOf(behaviour) == target)
                    return behaviour;
            }
        }
        foreach (var child in at.Children)
        {
            if (FindBehaviour(child, target) is { } found)
                return found;
        }
        return null;
    }
}
