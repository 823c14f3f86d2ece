namespace NeuroLab.Scenes;

/// <summary>
/// Marks a property that affects training, as a learning rate does and a colour does not: rewinding undoes its changes,
/// and playing on applies them again.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReplayedAttribute : Attribute;
