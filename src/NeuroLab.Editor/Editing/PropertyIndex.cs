using System.Runtime.CompilerServices;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Scenes;

namespace NeuroLab.Editing;

/// <summary>The properties of a scene's behaviours, by name; each behaviour is described once.</summary>
/// <param name="graph">The scene's objects.</param>
/// <param name="origin">The file that the scene was created from.</param>
internal sealed class PropertyIndex(Scene graph, ExperimentFile origin)
{
    // Weak: a behaviour that left the scene is freed with its session and data.
    private readonly ConditionalWeakTable<object, IReadOnlyList<InspectedProperty>> _described = [];
    private readonly LegacyEdits _legacy = new(origin);
    private readonly ConditionalWeakTable<Behaviour, InspectedProperty> _switches = [];

    /// <summary>A behaviour's properties.</summary>
    public IReadOnlyList<InspectedProperty> Describe(object behaviour)
    {
        if (!_described.TryGetValue(behaviour, out var properties))
            _described.Add(behaviour, properties = Inspector.Describe(behaviour));
        return properties;
    }

    /// <summary>A behaviour's enabled switch, as a property.</summary>
    public InspectedProperty SwitchOf(Behaviour behaviour)
    {
        if (!_switches.TryGetValue(behaviour, out var property))
            _switches.Add(behaviour, property = Inspector.DescribeSwitch(behaviour));
        return property;
    }

    /// <summary>A behaviour's property by name.</summary>
    /// <exception cref="UserErrorException">It has no property of that name.</exception>
    public InspectedProperty Find(object owner, string name)
    {
        foreach (var property in Describe(owner))
        {
            if (property.Name == name)
                return property;
        }
        if (name == nameof(Behaviour.Enabled) && owner is Behaviour behaviour)
            return SwitchOf(behaviour);
        throw new UserErrorException($"{owner.GetType().Name} has no property '{name}'; see the inspector for those it has");
    }

    /// <summary>
    /// A property of the behaviour with a name from <see cref="TargetOf"/>; null if the scene has no such behaviour.
    /// </summary>
    /// <exception cref="UserErrorException">The behaviour has no property of that name.</exception>
    public InspectedProperty? Find(string target, string name)
    {
        foreach (var root in graph.Roots)
        {
            if (FindBehaviour(root, target) is { } behaviour)
                return Find(behaviour, name);
        }
        return null;
    }

    /// <summary>Applies an edit to a trainer, translated to current names.</summary>
    /// <exception cref="UserErrorException">The trainer has no such property, or the value is invalid.</exception>
    public void Apply(PropertyEdit edit, Trainer trainer)
    {
        foreach (var (property, text) in _legacy.ToCurrent(edit, trainer))
            Find(trainer, property).Text = text;
    }

    /// <summary>Forgets all behaviours.</summary>
    public void Clear() => _described.Clear();

    /// <summary>A behaviour's name in the scene: <c>Runner 1/Trainer</c>.</summary>
    public static string TargetOf(object owner) =>
        owner is Behaviour behaviour ? $"{behaviour.GameObject.Name}/{owner.GetType().Name}" : owner.GetType().Name;

    /// <summary>The values of properties as shown in the inspector, in the same order.</summary>
    public static string[] TextsOf(IReadOnlyList<InspectedProperty> properties)
    {
        var texts = new string[properties.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = properties[i].Text;
        return texts;
    }

    private static Behaviour? FindBehaviour(GameObject at, string target)
    {
        if (target.StartsWith(at.Name, StringComparison.Ordinal))
        {
            foreach (var behaviour in at.Behaviours)
            {
                if (TargetOf(behaviour) == target)
                    return behaviour;
            }
        }
        foreach (var child in at.Children)
        {
            if (FindBehaviour(child, target) is { } found)
                return found;
        }
        return null;
    }
}
