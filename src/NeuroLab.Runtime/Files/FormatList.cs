namespace NeuroLab.Files;

/// <summary>What lists of file formats, to which hosts add theirs, have in common.</summary>
internal static class FormatList
{
    /// <summary>Puts a longer list in the place of one. Any thread.</summary>
    /// <exception cref="ArgumentException">A format of that ending is there.</exception>
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

    /// <summary>"a, b or c".</summary>
    public static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
