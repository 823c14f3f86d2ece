namespace NeuroLab.Scenes;

/// <summary>
/// Marks a property that decides how things go on, as a learning rate does and a colour does not: going back in time
/// takes its changes back, and playing on makes them again.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReplayedAttribute : Attribute;
