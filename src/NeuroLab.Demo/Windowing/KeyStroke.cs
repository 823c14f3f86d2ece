using System.Text;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// One thing typed, for text fields, where order matters: either a key going down (or repeating), with
/// <see cref="Character"/> zero, or a character, with <see cref="Key"/> unknown.
/// </summary>
internal readonly record struct KeyStroke(Key Key, Rune Character, Modifiers Modifiers, bool IsRepeat)
{
    /// <summary>Whether this is a typed character rather than a key.</summary>
    public bool IsCharacter => Key == Key.Unknown;
}
