using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>
/// One change of a scene, between two steps: it applies to step <see cref="Step"/> and later ones. Immutable;
/// serialized to a run log as JSON. A new kind of edit is a record in this folder and a line here.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PropertyEdit), "set")]
[JsonDerivedType(typeof(StepEdit), "step")]
[JsonDerivedType(typeof(RestartEdit), "restart")]
[JsonDerivedType(typeof(BranchEdit), "branch")]
[JsonDerivedType(typeof(SeekEdit), "seek")]
[JsonDerivedType(typeof(DropEdit), "drop")]
[JsonDerivedType(typeof(WeightEdit), "weight")]
[JsonDerivedType(typeof(DescendEdit), "descend")]
[JsonDerivedType(typeof(PaintEdit), "paint")]
[JsonDerivedType(typeof(PlaneEdit), "plane")]
[JsonDerivedType(typeof(RecentreEdit), "recentre")]
[JsonDerivedType(typeof(AddRunnerEdit), "addRunner")]
[JsonDerivedType(typeof(RemoveRunnerEdit), "removeRunner")]
[JsonDerivedType(typeof(CameraEdit), "camera")]
[JsonDerivedType(typeof(LoadEdit), "load")]
[JsonDerivedType(typeof(MomentEdit), "moment")]
public abstract record Edit
{
    /// <summary>Steps enqueued before it.</summary>
    [JsonPropertyOrder(-3)]
    public long Step { get; init; }

    /// <summary>Edits of one group, such as those of one drag, are undone together.</summary>
    [JsonPropertyOrder(-2)]
    public int Group { get; init; }

    /// <summary>The index of its branch.</summary>
    [JsonPropertyOrder(-1)]
    public int Branch { get; init; }

    /// <summary>The name of the scene's object that it changes; empty for none.</summary>
    [JsonIgnore]
    public string ObjectName => Subject.Target.IndexOf('/') is >= 0 and var slash ? Subject.Target[..slash] : Subject.Target;

    /// <summary>
    /// What it changes, as an object or behaviour and a part of it: edits of one type with the same subject supersede
    /// each other.
    /// </summary>
    internal virtual (string Target, string Part) Subject => ("", "");

    /// <summary>Steps that the run has taken when the edit is applied.</summary>
    internal virtual long StepBefore => Step;

    /// <summary>The position that undo returns to; null if undo applies the inverse edit instead.</summary>
    internal virtual TimelinePosition? Origin => null;

    /// <summary>Whether it changes the weights: a run log then has a checksum after it.</summary>
    internal virtual bool ChangesWeights => false;

    /// <summary>
    /// Whether it is merged with an edit of the same subject in the same group and step, as in a drag.
    /// </summary>
    internal virtual bool IsContinuous => false;

    /// <summary>Applies it, and appends it to the log: called by a replay. Blocks.</summary>
    /// <exception cref="UserErrorException">It does not fit this run.</exception>
    internal abstract void Do(SceneEditor editor);

    /// <summary>Applies the inverse edit. Blocks.</summary>
    /// <param name="editor">The editor.</param>
    /// <param name="group">All edits that are undone together.</param>
    /// <exception cref="UserErrorException">It can no longer be undone.</exception>
    internal virtual void Undo(SceneEditor editor, IReadOnlyList<Edit> group)
    {
    }

    /// <summary>Applies it again after it was undone. Blocks.</summary>
    /// <exception cref="UserErrorException">It can no longer be applied.</exception>
    internal virtual void Redo(SceneEditor editor) => Do(editor);

    /// <summary>Whether a branch that contains the edit applies it to that runner.</summary>
    internal virtual bool Concerns(Runner runner) => false;

    /// <summary>Applies it to a runner whose session is at its step, without a new entry in the log. Blocks.</summary>
    internal virtual void Apply(Runner runner, PropertyIndex properties)
    {
    }

    /// <summary>The edit to log when it is merged with an earlier one.</summary>
    internal virtual Edit Continuing(Edit earlier) => this;

    /// <summary>The runner it concerns; null if that is not in the scene.</summary>
    private protected Runner? TryFindRunner(SceneEditor editor)
    {
        foreach (var runner in editor.Scene.Race.Runners)
        {
            if (runner.GameObject.Name == ObjectName)
                return runner;
        }
        return null;
    }

    /// <summary>The runner it concerns.</summary>
    /// <exception cref="UserErrorException">It is not in the scene.</exception>
    private protected Runner FindRunner(SceneEditor editor) => TryFindRunner(editor) ?? throw Unknown(ObjectName);

    private protected UserErrorException Unknown(string target) =>
        new($"step {Step}: '{target}' is not in this scene; replay the log with the program that wrote it");

    internal bool IsSameChange(Edit other) =>
        GetType() == other.GetType() && Group == other.Group && Branch == other.Branch && Subject == other.Subject;

    internal bool IsContinuedBy(Edit next) => IsContinuous && IsSameChange(next) && Step == next.Step;
}
