using NeuroLab.Components;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Editing.Edits;

/// <summary>A property of a behaviour was set.</summary>
/// <param name="Target">Object and behaviour: <c>Runner 1/Trainer</c>.</param>
/// <param name="Property">The property's name.</param>
/// <param name="Old">Its value before, as the inspector shows it.</param>
/// <param name="New">Its value since.</param>
internal sealed record PropertyEdit(string Target, string Property, string Old, string New) : Edit
{
    /// <summary>The device that a race was moved to; null where another property was set.</summary>
    internal BackendKind? Backend =>
        Property == nameof(Trainer.Backend) ? Enum.Parse<BackendKind>(New, ignoreCase: true) : null;

    internal override (string Target, string Part) Subject => (Target, Property);

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { Old = ((PropertyEdit)earlier).Old };

    /// <summary>Sets a property and records it, with what it brought along. Nothing where the value is the same.</summary>
    /// <param name="editor">The editor.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">Its new value where <paramref name="text"/> is null.</param>
    /// <param name="text">Its new value as text, or null.</param>
    internal static void Make(SceneEditor editor, InspectedProperty property, double value, string? text)
    {
        var target = PropertyIndex.TargetOf(property.Owner);
        var all = editor.Describe(property.Owner);
        // Choosing an optimizer sets its numbers as well: those are edits of their own.
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
        editor.Record(new PropertyEdit(target, property.Name, old, now), group, IsSteering(property));
        for (var i = 0; i < texts.Length; i++)
        {
            var side = all[i].Text;
            if (all[i] == property || side == texts[i])
                continue;
            editor.Record(new PropertyEdit(target, all[i].Name, texts[i], side), group, IsSteering(all[i]));
            all[i].Default = side;
        }
    }

    /// <summary>Whether a property decides how training goes on: then it belongs to the branch.</summary>
    internal static bool IsSteering(InspectedProperty property) => property.IsReplayed && property.Owner is Trainer;

    // As it stands in the log, whatever it changes here: what a choice brought along follows there as edits of its own,
    // and positions of the log count both.
    internal override void Do(SceneEditor editor)
    {
        var property = Find(editor);
        FinishCatchUp(property.Owner);
        if (property.Owner is Trainer trainer && IsSteering(property))
            editor.Properties.Apply(this, trainer);
        else
            property.Text = New;
        editor.Record(this, editor.NextGroup(), IsSteering(property));
    }

    // A choice may bring other values along, which the edit that is undone left as they were: they stay so.
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

    // A runner that has yet to catch up must do so first: its edit belongs to the common step.
    private static void FinishCatchUp(object owner)
    {
        if (owner is Trainer { Leader: { } leader } follower)
            follower.TrainTo(leader.EnqueuedSteps);
    }

    private InspectedProperty Find(SceneEditor editor) =>
        editor.Properties.Find(Target, Property) ?? throw Unknown(Target);
}
