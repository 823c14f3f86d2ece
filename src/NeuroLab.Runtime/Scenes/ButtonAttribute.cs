namespace NeuroLab.Scenes;

/// <summary>Shows a method without parameters as a button.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ButtonAttribute : Attribute;
