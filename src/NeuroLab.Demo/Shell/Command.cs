namespace NeuroLab.Demo.Shell;

/// <summary>
/// One thing a person can do. This one line is its key, its entry in the menu and in the palette, its row in the help
/// and in the README.
/// </summary>
/// <param name="Id">Names it for programs: "group.name".</param>
/// <param name="Title">What menus and the palette call it.</param>
/// <param name="Keys">As they are shown, such as "Ctrl Shift S"; alternatives after a comma; empty for none.</param>
/// <param name="Run">Does it. On the frame's thread.</param>
/// <param name="Enabled">Whether it makes sense now; null for always.</param>
internal sealed record Command(string Id, string Title, string Keys, Action Run, Func<bool>? Enabled = null)
{
    /// <summary>The row of the help that it shares with its neighbours of the same text; null for its title.</summary>
    public string? Row { get; init; }

    /// <summary>Whether a held key does it again and again.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether the toolbar's menu lists it.</summary>
    public bool InMenu { get; init; }

    /// <summary>The keys, read from <see cref="Keys"/>.</summary>
    public IReadOnlyList<KeyChord> Chords { get; } = KeyChord.Parse(Keys);

    /// <summary>Whether it may run now.</summary>
    public bool IsEnabled => Enabled?.Invoke() ?? true;
}
