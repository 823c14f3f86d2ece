using System.Text;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// A keystroke, for text fields, where order matters: either a key press (or repeat), with <see cref="Character"/>
/// zero, or a character, with <see cref="Key"/> unknown.
/// </summary>
internal readonly record struct KeyStroke(Key Key, Rune Character, Modifiers Modifiers, bool IsRepeat)
{
    /// <summary>Whether this is a typed character, not a key.</summary>
    public bool IsCharacter => Key == Key.Unknown;
}
