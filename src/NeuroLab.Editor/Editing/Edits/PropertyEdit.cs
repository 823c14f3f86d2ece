using NeuroLab.Components;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Editing.Edits;

/// <summary>A property of a behaviour was set.</summary>
/// <param name="Target">Object and behaviour: <c>Runner 1/Trainer</c>.</param>
/// <param name="Property">The property's name.</param>
/// <param name="Old">Its previous value, as shown in the inspector.</param>
/// <param name="New">Its new value.</param>
internal sealed record PropertyEdit(string Target, string Property, string Old, string New) : Edit
{
    /// <summary>The device that a race was moved to; null if another property was set.</summary>
    internal BackendKind? Backend =>
        Property == nameof(Trainer.Backend) ? Enum.Parse<BackendKind>(New, ignoreCase: true) : null;

    internal override (string Target, string Part) Subject => (Target, Property);

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { Old = ((PropertyEdit)earlier).Old };

    /// <summary>
    /// Sets a property and records the edit, with its side effects. Does nothing if the value is the same.
    /// </summary>
    /// <param name="editor">The editor.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">Its new value if <paramref name="text"/> is null.</param>
    /// <param name="text">Its new value as text, or null.</param>
    internal static void Make(SceneEditor editor, InspectedProperty property, double value, string? text)
    {
        var target = PropertyIndex.TargetOf(property.Owner);
        var all = editor.Describe(property.Owner);
        // Choosing an optimizer also sets its hyperparameters: those are separate edits.
        var texts = property.Kind == PropertyKind.Choice ? PropertyIndex.TextsOf(all) : [];
        var old = property.Text;
        FinishCatchUp(property.Owner);
        if (text is null)
            property.Value = value;
        else
            property.Text = text;
        var now = property.Text;
        if (now == old)
            return;
        var group = editor.NextGroup();
        editor.Record(new PropertyEdit(target, property.Name, old, now), group, AffectsTraining(property));
        for (var i = 0; i < texts.Length; i++)
        {
            var side = all[i].Text;
            if (all[i] == property || side == texts[i])
                continue;
            editor.Record(new PropertyEdit(target, all[i].Name, texts[i], side), group, AffectsTraining(all[i]));
            all[i].Default = side;
        }
    }

    /// <summary>
    /// Applies and records a measured <see cref="Hyperparameter.EdgeRate"/>. It is part of the run, not of what someone
    /// did, so it cannot be undone; steps that are repeated have theirs on the branch already.
    /// </summary>
    internal static void MakeMeasured(SceneEditor editor, Trainer trainer, double rate)
    {
        var step = editor.Scene.Trainer.EnqueuedSteps;
        if (!editor.IsAtTip || trainer.EnqueuedSteps != step)
            return;
        var property = editor.Properties.Find(trainer, Hyperparameter.EdgeRate.PropertyName);
        var former = property.Text;
        property.Value = rate;
        var edit = new PropertyEdit(PropertyIndex.TargetOf(trainer), property.Name, former, property.Text)
        {
            Step = step,
            Branch = editor.Branch.Number,
        };
        editor.Navigation.Add(edit);
        editor.Log.Append(edit);
    }

    /// <summary>Whether a property affects training: then it belongs to the branch.</summary>
    internal static bool AffectsTraining(InspectedProperty property) => property.IsReplayed && property.Owner is Trainer;

    // Always logged, whatever it changes here: its side effects follow in the log as separate edits, and positions
    // count both.
    internal override void Do(SceneEditor editor)
    {
        var property = Find(editor);
        FinishCatchUp(property.Owner);
        if (property.Owner is Trainer trainer && AffectsTraining(property))
            editor.Properties.Apply(this, trainer);
        else
            property.Text = New;
        editor.Record(this, editor.NextGroup(), AffectsTraining(property));
    }

    // A choice may have side effects on other values that the undone edit did not change: they are kept.
    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group)
    {
        if (editor.Properties.Find(Target, Property) is not { } property)
            return;
        var all = editor.Describe(property.Owner);
        var texts = property.Kind == PropertyKind.Choice ? PropertyIndex.TextsOf(all) : [];
        editor.Set(property, Old);
        for (var i = 0; i < texts.Length; i++)
        {
            var other = all[i];
            if (other != property && !group.Any(edit => edit.Subject == (Target, other.Name)))
                editor.Set(other, texts[i]);
        }
    }

    internal override void Redo(SceneEditor editor) => editor.Set(Find(editor), New);

    internal override bool Concerns(Runner runner) => runner.GameObject.Name == ObjectName;

    internal override void Apply(Runner runner, PropertyIndex properties) =>
        properties.Apply(this, runner.Trainer);

    // A runner that has not caught up yet must do so first: its edit belongs to the common step.
    private static void FinishCatchUp(object owner)
    {
        if (owner is Trainer { Leader: { } leader } follower)
            follower.TrainTo(leader.EnqueuedSteps);
    }

    private InspectedProperty Find(SceneEditor editor) =>
        editor.Properties.Find(Target, Property) ?? throw Unknown(Target);
}
