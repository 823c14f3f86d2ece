using NeuroLab.Numerics;

namespace NeuroLab.Files;

/// <summary>Lists of file formats that hosts can add to.</summary>
internal static class FormatList
{
    /// <summary>Replaces a list by a copy with one more format. Any thread.</summary>
    /// <exception cref="ArgumentException">A format with that extension exists already.</exception>
    public static void Add<T>(ref IReadOnlyList<T> list, T format, Func<T, string> ending) where T : class
    {
        for (var all = list; ;)
        {
            if (all.Any(other => ending(other) == ending(format)))
                throw new ArgumentException($"There is a format of the ending {ending(format)}.", nameof(format));
            if (Interlocked.CompareExchange(ref list, [.. all, format], all) is var seen && seen == all)
                return;
            all = seen;
        }
    }

    /// <summary>The format for a path, by its extension.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static T Of<T>(IReadOnlyList<T> list, string path, string kind, Func<T, string> ending) where T : class
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return list.FirstOrDefault(format => ending(format) == extension) ?? throw new UserErrorException(
            $"{path}: '{extension}' is not a known kind of {kind}; write {Or([.. list.Select(ending)])}");
    }

    /// <summary>"a, b or c".</summary>
    public static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
