using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Shell;

/// <summary>A key with its modifiers.</summary>
internal readonly record struct KeyChord(Key Key, Modifiers Modifiers)
{
    private static readonly Dictionary<string, Key[]> Named = new()
    {
        ["↑"] = [Key.Up],
        ["↓"] = [Key.Down],
        ["+"] = [Key.Equal, Key.KeypadAdd],
        ["−"] = [Key.Minus, Key.KeypadSubtract],
        ["Esc"] = [Key.Escape],
        ["PageUp"] = [Key.PageUp],
        ["PageDown"] = [Key.PageDown],
    };

    /// <summary>Parses keys as displayed: "Ctrl Shift Z"; alternatives are separated by commas.</summary>
    /// <exception cref="FormatException">There is no such key.</exception>
    public static IReadOnlyList<KeyChord> Parse(string text)
    {
        var chords = new List<KeyChord>();
        foreach (var alternative in text.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var caps = alternative.Split(' ');
            var modifiers = Modifiers.None;
            foreach (var cap in caps[..^1])
            {
                modifiers |= cap switch
                {
                    "Ctrl" => Modifiers.Control,
                    "Alt" => Modifiers.Alt,
                    "Shift" => Modifiers.Shift,
                    _ => throw new FormatException($"'{cap}' in '{text}' is no modifier"),
                };
            }
            foreach (var key in KeysOf(caps[^1]))
                chords.Add(new KeyChord(key, modifiers));
        }
        return chords;
    }

    private static Key[] KeysOf(string cap)
    {
        if (Named.TryGetValue(cap, out var keys))
            return keys;
        return Enum.TryParse<Key>(cap is [>= '0' and <= '9'] ? $"Digit{cap}" : cap, out var key)
            ? [key]
            : throw new FormatException($"no key is called '{cap}'");
    }
}
