namespace NeuroLab.Scenes;

/// <summary>What a property is called in the inspector, where its own name spelt out will not do: for example <c>β₁</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class LabelAttribute(string text) : Attribute
{
    /// <summary>The label.</summary>
    public string Text { get; } = text;
}
