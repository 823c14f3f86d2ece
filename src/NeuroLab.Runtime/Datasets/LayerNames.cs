using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Decides which tensors of a state_dict are a network's layers, and their order, from the names: numbered layers by
/// number, others in the file's order.
/// </summary>
internal static partial class LayerNames
{
    /// <summary>The modules of one network, each as its name up to <c>weight</c>.</summary>
    /// <param name="modules">All modules that have a weight, in the file's order.</param>
    /// <param name="path">Prefix of error messages.</param>
    /// <param name="prefix">Common prefix of the names; null if the file holds a single network.</param>
    /// <exception cref="UserErrorException">There are several networks, or none with the prefix.</exception>
    public static List<string> Choose(IReadOnlyList<string> modules, string path, string? prefix)
    {
        var chosen = modules.ToList();
        if (IsList(prefix))
            return Named(modules, path, prefix!);
        if (prefix is not null)
        {
            chosen.RemoveAll(module => !module.StartsWith(prefix, StringComparison.Ordinal));
            if (chosen.Count == 0 && modules.Count > 0)
                throw new UserErrorException($"{path}: no layer's name starts with '{prefix}'; there are {string.Join(", ", modules.Select(module => $"'{module}'").Take(12))}");
            // Names directly below the prefix take precedence over deeper ones: all names start with ''.
            if (Networks(chosen).Count > 1 && chosen.Exists(module => Group(module) == prefix))
                chosen.RemoveAll(module => Group(module) != prefix);
        }
        var networks = Networks(chosen);
        if (networks.Count > 1)
            throw new UserErrorException($"{path}: holds several networks ({string.Join(", ", networks.Select(name => $"'{name}'"))}); name the prefix of one of them (--prefix)");
        return Sort(chosen, path);
    }

    /// <summary>Whether a prefix names the layers one by one, in their order.</summary>
    public static bool IsList(string? prefix) => prefix?.Contains(',') == true;

    /// <summary>The layer's number; null if its name does not end with one.</summary>
    public static int? Number(string module, string path)
    {
        if (Pattern().Match(module) is not { Success: true } name)
            return null;
        return int.TryParse(name.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UserErrorException($"{path}: tensor {module}weight has no usable layer number; number the layers from 0");
    }

    /// <summary>The common part of the names of a network's numbered layers: all before the number.</summary>
    public static string Group(string module) => Pattern().Match(module) is { Success: true } name ? name.Groups[1].Value : Parent(module);

    // The layers that a list names; a module with a weight that it leaves out is none of them.
    private static List<string> Named(IReadOnlyList<string> modules, string path, string list)
    {
        var named = list.Split(',', StringSplitOptions.TrimEntries).Select(name => name.TrimEnd('.') + ".").ToList();
        if (named.Find(name => !modules.Contains(name)) is { } unknown)
            throw new UserErrorException($"{path}: holds no layer '{unknown.TrimEnd('.')}'; there are {string.Join(", ", modules.Select(module => $"'{module.TrimEnd('.')}'").Take(12))}");
        return named.Distinct().Count() == named.Count ? named : throw new UserErrorException($"{path}: --prefix names a layer twice; name each once");
    }

    private static string Parent(string module) => module[..(module.TrimEnd('.').LastIndexOf('.') + 1)];

    // Numbers after two different prefixes are two sequences; the same names below two modules are two copies, unless the
    // modules are a numbered list of one layer each.
    private static List<string> Networks(List<string> modules)
    {
        if (NumberedList(modules) is { } list)
            return [list];
        var groups = modules.Where(module => Pattern().IsMatch(module)).Select(Group).Distinct().ToList();
        if (groups.Count < 2)
        {
            groups = [.. modules.GroupBy(module => module[Parent(module).Length..]).MaxBy(copies => copies.Count())?.Select(Parent) ?? []];
        }
        groups.Sort(StringComparer.Ordinal);
        return groups;
    }

    // layers.0.linear., layers.1.linear., out.: the prefix of the numbers; null if a module of the list holds several layers.
    private static string? NumberedList(List<string> modules)
    {
        var items = modules.Select(module => ListPattern().Match(module)).Where(match => match.Success).ToList();
        var others = modules.Where(module => !ListPattern().IsMatch(module)).ToList();
        var isOne = items.Count > 1 && items.DistinctBy(item => (item.Groups[1].Value, item.Groups[3].Value)).Count() == 1
            && !others.Exists(module => Pattern().IsMatch(module)) && others.DistinctBy(module => module[Parent(module).Length..]).Count() == others.Count;
        return isOne ? items[0].Groups[1].Value : null;
    }

    /// <summary>The number of each of these modules: its own, or, of a numbered list of modules, that of its item; null for none.</summary>
    public static Func<string, int?> Numbering(List<string> modules, string path)
    {
        var isList = NumberedList(modules) is not null;
        return module => !isList ? Number(module, path)
            : ListPattern().Match(module) is { Success: true } item ? int.Parse(item.Groups[2].Value, CultureInfo.InvariantCulture) : null;
    }

    // Numbered layers are sorted by number among the positions that numbered layers have.
    private static List<string> Sort(List<string> modules, string path)
    {
        var numberOf = Numbering(modules, path);
        var numbered = new Queue<string>(modules.Where(module => numberOf(module) is not null).OrderBy(numberOf));
        return [.. modules.Select(module => numberOf(module) is null ? module : numbered.Dequeue())];
    }

    [GeneratedRegex(@"^(.*?)(\d+)\.$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    /// <summary>A layer inside a numbered module: what precedes the number, the number, the layer's own name.</summary>
    [GeneratedRegex(@"^((?:.*\.)?)(\d{1,9})\.([^.]*[^.\d]\.)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ListPattern();
}
