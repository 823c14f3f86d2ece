namespace NeuroLab.Demo.Shell;

/// <summary>
/// A user command. This single declaration defines its key, its entries in menu and palette, and its rows in the help
/// and the README.
/// </summary>
/// <param name="Id">Unique id: "group.name".</param>
/// <param name="Title">Title in menus and the palette.</param>
/// <param name="Keys">The keys as displayed, such as "Ctrl Shift S"; alternatives after a comma; empty for
/// none.</param>
/// <param name="Run">Runs it, on the frame thread.</param>
/// <param name="Enabled">Whether it is available now; null for always.</param>
internal sealed record Command(string Id, string Title, string Keys, Action Run, Func<bool>? Enabled = null)
{
    /// <summary>The help row shared by adjacent commands with the same text; null to use its title.</summary>
    public string? Row { get; init; }

    /// <summary>Whether holding the key repeats it.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether it is in the toolbar's menu.</summary>
    public bool InMenu { get; init; }

    /// <summary>Whether what it switches is on; null if it is no switch.</summary>
    public Func<bool>? IsOn { get; init; }

    /// <summary>The keys, parsed from <see cref="Keys"/>.</summary>
    public IReadOnlyList<KeyChord> Chords { get; } = KeyChord.Parse(Keys);

    /// <summary>Whether it can run now.</summary>
    public bool IsEnabled => Enabled?.Invoke() ?? true;
}
