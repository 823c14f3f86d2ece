using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>
/// One change of a scene. It lies between two steps: what it changes holds for step <see cref="Step"/> and those after
/// it. Immutable; a run log holds it as JSON. A new kind of edit is a record in this folder and a line here.
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
public abstract record Edit
{
    /// <summary>Steps enqueued before it.</summary>
    [JsonPropertyOrder(-3)]
    public long Step { get; init; }

    /// <summary>Edits of one group belong together, as those of one drag do: they are undone at once.</summary>
    [JsonPropertyOrder(-2)]
    public int Group { get; init; }

    /// <summary>The number of the branch it was made on.</summary>
    [JsonPropertyOrder(-1)]
    public int Branch { get; init; }

    /// <summary>The name of the scene's object that it changes, or empty.</summary>
    [JsonIgnore]
    public string ObjectName => Subject.Target.IndexOf('/') is >= 0 and var slash ? Subject.Target[..slash] : Subject.Target;

    /// <summary>What it changes, an object or one of its behaviours and a part of it: edits of one type with one subject replace each other.</summary>
    internal virtual (string Target, string Part) Subject => ("", "");

    /// <summary>The number of steps the run has taken when the edit is made.</summary>
    internal virtual long StepBefore => Step;

    /// <summary>The moment that undoing it goes back to; null where undo makes the opposite edit instead.</summary>
    internal virtual TimelinePosition? Origin => null;

    /// <summary>Whether the weights are others after it: a run log has a checksum there.</summary>
    internal virtual bool ChangesWeights => false;

    /// <summary>Whether an edit of the same subject in the same group and step replaces it, as in a drag.</summary>
    internal virtual bool IsContinuous => false;

    /// <summary>Makes it, and writes it into the log: what a replay does. Blocks.</summary>
    /// <exception cref="UserErrorException">It does not fit this run.</exception>
    internal abstract void Do(SceneEditor editor);

    /// <summary>Makes the opposite edit. Blocks.</summary>
    /// <param name="editor">The editor.</param>
    /// <param name="group">All edits that are undone together.</param>
    /// <exception cref="UserErrorException">It cannot be undone any more.</exception>
    internal virtual void Undo(SceneEditor editor, IReadOnlyList<Edit> group)
    {
    }

    /// <summary>Makes it again after it was undone. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be made any more.</exception>
    internal virtual void Redo(SceneEditor editor) => Do(editor);

    /// <summary>Whether a branch that holds the edit applies it to that runner.</summary>
    internal virtual bool Concerns(Runner runner) => false;

    /// <summary>Applies it to a runner whose session stands at its step, with no new entry in the log. Blocks.</summary>
    internal virtual void Apply(Runner runner, PropertyIndex properties)
    {
    }

    /// <summary>The edit as it stands in the log when it replaces an earlier one.</summary>
    internal virtual Edit Continuing(Edit earlier) => this;

    /// <summary>The runner it concerns; null where it is not in the scene.</summary>
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
