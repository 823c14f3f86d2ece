using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace NeuroLab.Scenes;

/// <summary>
/// Turns the public properties of an object into descriptions for an inspector: numbers, toggles, choices, colours and
/// texts, and methods marked as buttons. A new behaviour needs no code for its panel.
/// </summary>
internal static class Inspector
{
    /// <summary>
    /// Describes an object's properties in declaration order, buttons last. Uses reflection: call it once per object,
    /// not per frame.
    /// </summary>
    public static IReadOnlyList<InspectedProperty> Describe(object owner)
    {
        var members = owner.GetType().GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetCustomAttribute<HideInInspectorAttribute>() is null)
            .OrderBy(member => Depth(member.DeclaringType!))
            .ThenBy(member => member is MethodInfo).ThenBy(member => member.MetadataToken);
        var described = new List<InspectedProperty>();
        foreach (var member in members)
        {
            if (member.GetCustomAttribute<InspectedAsAttribute>() is { } instead)
            {
                described.AddRange(Rows(owner, instead.Method));
                continue;
            }
            var found = member switch
            {
                PropertyInfo { CanRead: true, SetMethod.IsPublic: true } property => Describe(owner, property),
                MethodInfo method when method.GetCustomAttribute<ButtonAttribute>() is not null => Describe(owner, method),
                _ => null,
            };
            if (found is not null)
                described.Add(found);
        }
        return described;
    }

    /// <summary>Describes a behaviour's enabled switch, which is not among its own properties.</summary>
    public static InspectedProperty DescribeSwitch(Behaviour behaviour) =>
        Describe(behaviour, typeof(Behaviour).GetProperty(nameof(Behaviour.Enabled))!)!;

    private static IEnumerable<InspectedProperty> Rows(object owner, string method)
    {
        var rows = (IEnumerable<InspectedProperty>)owner.GetType()
            .GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(owner, null)!;
        foreach (var row in rows)
        {
            row.Default = row.Text;
            yield return row;
        }
    }

    private static InspectedProperty? Describe(object owner, PropertyInfo property)
    {
        var type = property.PropertyType;
        IReadOnlyList<object> entries = [];
        if (property.GetCustomAttribute<ChoiceAttribute>() is { } choice)
            entries = Entries(choice);
        else if (type.IsEnum)
            entries = [.. Enum.GetValues(type).Cast<object>()];
        if (Access(owner, property, entries) is not var (kind, accessors))
            return null;

        var range = property.GetCustomAttribute<RangeAttribute>();
        var described = new InspectedProperty(owner, property.Name, kind, accessors)
        {
            Label = LabelOf(property),
            Tooltip = property.GetCustomAttribute<TooltipAttribute>()?.Text ?? "",
            Header = property.GetCustomAttribute<HeaderAttribute>()?.Text,
            HasRange = range is not null,
            Minimum = range?.Minimum ?? double.NegativeInfinity,
            Maximum = range?.Maximum ?? double.PositiveInfinity,
            ZeroText = range?.Zero ?? "",
            IsLogarithmic = range?.Log ?? false,
            IsInteger = type == typeof(int) || type == typeof(long),
            IsReplayed = property.GetCustomAttribute<ReplayedAttribute>() is not null,
            Entries = entries,
            Choices = [.. entries.Select(entry => entry.ToString()!)],
        };
        described.Default = described.Text;
        return described;
    }

    private static InspectedProperty Describe(object owner, MethodInfo method) =>
        new(owner, method.Name, PropertyKind.Button, new() { Press = method.CreateDelegate<Action>(owner) })
        {
            Label = LabelOf(method),
            Tooltip = method.GetCustomAttribute<TooltipAttribute>()?.Text ?? "",
            Header = method.GetCustomAttribute<HeaderAttribute>()?.Text,
        };

    private static (PropertyKind, InspectedProperty.Accessors)? Access(
        object owner, PropertyInfo property, IReadOnlyList<object> entries)
    {
        Func<bool>? isShown = null;
        if (property.GetCustomAttribute<ShownWhenAttribute>() is { } condition)
            isShown = owner.GetType().GetProperty(condition.Condition)!.GetMethod!.CreateDelegate<Func<bool>>(owner);
        var type = property.PropertyType;
        if (entries.Count > 0)
        {
            var access = typeof(Inspector).GetMethod(nameof(AccessChoice), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).Invoke(null, [owner, property, entries])!;
            return (PropertyKind.Choice, (InspectedProperty.Accessors)access with { IsShown = isShown });
        }
        if (type == typeof(double))
        {
            var (get, set) = Bind<double>(owner, property);
            return (PropertyKind.Number, new() { GetValue = get, SetValue = set, IsShown = isShown });
        }
        if (type == typeof(float))
        {
            var (get, set) = Bind<float>(owner, property);
            return (PropertyKind.Number, new() { GetValue = () => get(), SetValue = v => set((float)v), IsShown = isShown });
        }
        if (type == typeof(int))
        {
            var (get, set) = Bind<int>(owner, property);
            return (PropertyKind.Number, new() { GetValue = () => get(), SetValue = v => set((int)v), IsShown = isShown });
        }
        if (type == typeof(bool))
        {
            var (get, set) = Bind<bool>(owner, property);
            return (PropertyKind.Toggle, new() { GetValue = () => get() ? 1 : 0, SetValue = v => set(v != 0), IsShown = isShown });
        }
        if (type == typeof(Vector3))
        {
            var (get, set) = Bind<Vector3>(owner, property);
            return (PropertyKind.Color, new() { GetColor = get, SetColor = set, IsShown = isShown });
        }
        if (type == typeof(string))
        {
            var (get, set) = Bind<string>(owner, property);
            return (PropertyKind.Text, new() { GetText = get, SetText = set, IsShown = isShown });
        }
        return null;
    }

    private static InspectedProperty.Accessors AccessChoice<T>(
        object owner, PropertyInfo property, IReadOnlyList<object> entries)
    {
        T[] values = [.. entries.Cast<T>()];
        var (get, set) = Bind<T>(owner, property);
        return new() { GetValue = () => IndexOf(get()), SetValue = at => set(values[Math.Clamp((int)at, 0, values.Length - 1)]) };

        // Falls back to an equal entry that is another object. No lambda: rows are read every frame.
        int IndexOf(T value)
        {
            var index = Array.IndexOf(values, value);
            for (var i = 0; index < 0 && i < values.Length; i++)
            {
                if (values[i]!.ToString() == value?.ToString())
                    index = i;
            }
            return index;
        }
    }

    private static (Func<T> Get, Action<T> Set) Bind<T>(object owner, PropertyInfo property) =>
        (property.GetMethod!.CreateDelegate<Func<T>>(owner), property.SetMethod!.CreateDelegate<Action<T>>(owner));

    private static IReadOnlyList<object> Entries(ChoiceAttribute choice)
    {
        var list = choice.Source.GetProperty(choice.Member, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IEnumerable
            ?? throw new InvalidOperationException($"{choice.Source.Name} has no static list {choice.Member}.");
        return [.. list.Cast<object>()];
    }

    // LearningRate → Learning rate
    private static string LabelOf(MemberInfo member)
    {
        if (member.GetCustomAttribute<LabelAttribute>() is { } label)
            return label.Text;
        var name = member.Name.StartsWith("Is", StringComparison.Ordinal) && member.Name.Length > 2 && char.IsUpper(member.Name[2])
            ? member.Name[2..]
            : member.Name;
        var text = new StringBuilder(name.Length + 4).Append(name[0]);
        foreach (var letter in name.AsSpan(1))
        {
            if (char.IsUpper(letter))
                text.Append(' ');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
