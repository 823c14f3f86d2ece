using System.Reflection;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>The folders at the top of a project, and which of them uses which, as the compiled code has it.</summary>
/// <param name="assembly">The project.</param>
/// <param name="root">The namespace of its root, a room of its own, called "root".</param>
internal sealed class Rooms(Assembly assembly, string root)
{
    /// <summary>The project's own types; what the compiler generates lies in other namespaces.</summary>
    public IReadOnlyList<Type> Types { get; } = [.. assembly.GetTypes().Where(type => IsUnder(type, assembly, root))];

    /// <summary>The room of a type; null where it is none of the project's.</summary>
    public string? Of(Type type)
    {
        if (!IsUnder(type, assembly, root))
            return null;
        var folders = type.Namespace![root.Length..].TrimStart('.').Split('.');
        // The backends are a room each.
        return folders is ["Backends", var backend, ..] ? $"Backends.{backend}" : folders[0] is "" ? "root" : folders[0];
    }

    /// <summary>Each arrow from room to room, and one use that it stands for.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Arrows()
    {
        var arrows = new SortedDictionary<(string From, string To), string>();
        foreach (var type in Types)
        {
            foreach (var used in TypeReferences.Of(type))
            {
                if (Of(used) is { } to && Of(type) is { } from && from != to)
                    arrows.TryAdd((from, to), $"{from} → {to}: {type.FullName} uses {used.FullName ?? used.Name}");
            }
        }
        return arrows;
    }

    /// <summary>The arrows that are part of a cycle; none in a project that is in order.</summary>
    public static IEnumerable<string> Cycles(IReadOnlyDictionary<(string From, string To), string> arrows)
    {
        return arrows.Where(arrow => Reach(arrow.Key.To).Contains(arrow.Key.From)).Select(arrow => arrow.Value);

        HashSet<string> Reach(string room)
        {
            var reached = new HashSet<string>();
            var next = new Stack<string>([room]);
            while (next.TryPop(out var from))
            {
                if (!reached.Add(from))
                    continue;
                foreach (var (_, to) in arrows.Keys.Where(arrow => arrow.From == from))
                    next.Push(to);
            }
            return reached;
        }
    }

    private static bool IsUnder(Type type, Assembly assembly, string root) => type.Assembly == assembly
        && (type.Namespace == root || type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true);
}
