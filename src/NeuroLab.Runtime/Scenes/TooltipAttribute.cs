namespace NeuroLab.Scenes;

/// <summary>What a property does, for the person who turns it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class TooltipAttribute(string text) : Attribute
{
    /// <summary>A sentence or two, with the formula where there is one.</summary>
    public string Text { get; } = text;
}
