using System.Text.Json.Serialization;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;

namespace NeuroLab.Editing;

/// <summary>
/// One change, in words that a file can hold. It stands between two steps: what it changes holds from the step of its
/// number on, that is, for the very next one.
/// </summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="Step">Steps enqueued before it.</param>
/// <param name="Target">What was changed: <c>Runner 1/Trainer</c>, or a runner's name, or empty.</param>
/// <param name="Property">The property's name, or empty.</param>
/// <param name="Old">What was before, enough to undo it.</param>
/// <param name="New">What is now, enough to do it again.</param>
public sealed record Edit(EditKind Kind, long Step, string Target, string Property, string Old, string New)
{
    /// <summary>Changes of one number belong together, as those of one drag do: they are undone at once.</summary>
    public int Group { get; init; }

    /// <summary>The branch it was made on.</summary>
    public int Branch { get; init; }

    /// <summary>The plane that weights were dropped on.</summary>
    [JsonIgnore]
    internal Plane? Plane { get; init; }

    /// <summary>What is learnt from here on, and what was before.</summary>
    [JsonIgnore]
    internal (Dataset Old, Dataset New)? Data { get; init; }

    /// <summary>The name of the object it concerns.</summary>
    [JsonIgnore]
    public string ObjectName => Target.IndexOf('/') is var slash && slash < 0 ? Target : Target[..slash];

    /// <summary>Whether it moved the weights by hand.</summary>
    internal bool MovesWeights => Kind is EditKind.Drop or EditKind.Weight or EditKind.Descend;

    internal bool IsContinuedBy(Edit next) =>
        Kind == next.Kind && Kind is EditKind.Set or EditKind.Drop or EditKind.Weight or EditKind.Camera
        && Group == next.Group && Step == next.Step && Branch == next.Branch
        && Target == next.Target && Property == next.Property;
}
