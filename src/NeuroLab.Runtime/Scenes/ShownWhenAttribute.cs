namespace NeuroLab.Scenes;

/// <summary>Shows a property only while another one, a bool, is true.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShownWhenAttribute(string condition) : Attribute
{
    /// <summary>The name of the other property.</summary>
    public string Condition { get; } = condition;
}
