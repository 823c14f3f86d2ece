namespace NeuroLab.Scenes;

/// <summary>A heading above a property and those that follow it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class HeaderAttribute(string text) : Attribute
{
    /// <summary>The heading.</summary>
    public string Text { get; } = text;
}
