namespace NeuroLab.Scenes;

/// <summary>
/// The entries of a choice property: a static property that holds a list of them. An entry's label is its
/// <c>ToString</c>. Enumerations need no such attribute.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceAttribute(Type source, string member) : Attribute
{
    /// <summary>The type with the list, for example <c>typeof(Catalog)</c>.</summary>
    public Type Source { get; } = source;

    /// <summary>The name of the list.</summary>
    public string Member { get; } = member;
}
