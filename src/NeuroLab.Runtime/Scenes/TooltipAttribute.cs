namespace NeuroLab.Scenes;

/// <summary>What a property does, for the user who changes it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class TooltipAttribute(string text) : Attribute
{
    /// <summary>One or two sentences, with the formula if there is one.</summary>
    public string Text { get; } = text;
}
