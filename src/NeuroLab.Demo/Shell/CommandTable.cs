using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Shell;

/// <summary>All commands, with lookup by key, by id or by a few letters of the title.</summary>
internal sealed class CommandTable
{
    private readonly Dictionary<KeyChord, Command> _byKey = [];

    /// <summary>Creates a table.</summary>
    /// <param name="commands">The commands, in display order.</param>
    /// <param name="gestures">Mouse gestures and other keys, for the help only.</param>
    /// <exception cref="ArgumentException">Two commands have the same key.</exception>
    public CommandTable(IReadOnlyList<Command> commands, IReadOnlyList<KeyHint> gestures)
    {
        All = commands;
        foreach (var command in commands)
        {
            foreach (var chord in command.Chords)
                _byKey.Add(chord, command);
        }
        Rows = [.. RowsOf(commands), .. gestures];
    }

    /// <summary>The commands, in display order.</summary>
    public IReadOnlyList<Command> All { get; }

    /// <summary>The rows of help and README: the keys, then the gestures.</summary>
    public IReadOnlyList<KeyHint> Rows { get; }

    /// <summary>Runs the command of a key, if there is one. Shift is ignored unless a command uses it.</summary>
    public bool Press(in KeyStroke stroke)
    {
        var held = stroke.Modifiers & (Modifiers.Shift | Modifiers.Control | Modifiers.Alt);
        if (!_byKey.TryGetValue(new KeyChord(stroke.Key, held), out var command)
            && !_byKey.TryGetValue(new KeyChord(stroke.Key, held & ~Modifiers.Shift), out command))
            return false;
        if ((command.Repeats || !stroke.IsRepeat) && command.IsEnabled)
            command.Run();
        return true;
    }

    /// <summary>
    /// The commands whose titles contain the letters of a text in order, best matches first: titles that start with it,
    /// then those that contain it, then the others. Ignores case.
    /// </summary>
    public static IReadOnlyList<Command> Find(IReadOnlyList<Command> commands, string text)
    {
        var wanted = text.Trim();
        return [.. commands.Select(command => (command, rank: Rank(command.Title, wanted))).Where(pair => pair.rank < 3)
            .OrderBy(pair => pair.rank).Select(pair => pair.command)];
    }

    private static int Rank(string title, string wanted)
    {
        if (title.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (title.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            return 1;
        var found = 0;
        foreach (var letter in title)
            found += found < wanted.Length && char.ToUpperInvariant(letter) == char.ToUpperInvariant(wanted[found]) ? 1 : 0;
        return found == wanted.Length ? 2 : 3;
    }

    private static IEnumerable<KeyHint> RowsOf(IReadOnlyList<Command> commands)
    {
        var keyed = commands.Where(command => command.Keys.Length > 0).ToArray();
        for (var i = 0; i < keyed.Length;)
        {
            var text = keyed[i].Row ?? keyed[i].Title;
            var end = i + 1;
            while (end < keyed.Length && keyed[end].Row == text)
                end++;
            var (first, last) = (First(keyed[i]), First(keyed[end - 1]));
            // A run of digits is shown as "Ctrl 1 – 9", a few keys one after the other.
            var keys = end - i > 3 ? $"{first} – {last[^1]}" : string.Join(" ", keyed[i..end].Select((command, n) => n == 0 ? First(command) : Last(command)));
            yield return new KeyHint(keys, text);
            i = end;
        }
        static string First(Command command) => command.Keys.Split(", ")[0];
        static string Last(Command command) => First(command).Split(' ')[^1];
    }
}
