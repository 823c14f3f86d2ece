namespace NeuroLab.Scenes;

/// <summary>A property's label in the inspector, if its name does not do: for example <c>β₁</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class LabelAttribute(string text) : Attribute
{
    /// <summary>The label.</summary>
    public string Text { get; } = text;
}
