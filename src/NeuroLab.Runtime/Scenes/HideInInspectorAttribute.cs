namespace NeuroLab.Scenes;

/// <summary>Keeps a property that a host sets away from the person.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HideInInspectorAttribute : Attribute;
