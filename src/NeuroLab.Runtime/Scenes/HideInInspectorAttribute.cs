namespace NeuroLab.Scenes;

/// <summary>Hides a property, which only a host sets, in the inspector.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HideInInspectorAttribute : Attribute;
