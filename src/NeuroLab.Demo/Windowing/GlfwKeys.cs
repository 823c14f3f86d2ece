namespace NeuroLab.Demo.Windowing;

/// <summary>
/// GLFW's codes for keys and buttons. Silk.NET.Input uses the same codes, so both windows map them here.
/// </summary>
internal static class GlfwKeys
{
    private const int LastCode = 348;

    private static readonly (int FirstCode, Key First, Key Last)[] Runs =
    [
        (32, Key.Space, Key.Space),
        (39, Key.Apostrophe, Key.Apostrophe),
        (44, Key.Comma, Key.Slash),
        (48, Key.Digit0, Key.Digit9),
        (59, Key.Semicolon, Key.Semicolon),
        (61, Key.Equal, Key.Equal),
        (65, Key.A, Key.Z),
        (91, Key.LeftBracket, Key.RightBracket),
        (96, Key.GraveAccent, Key.GraveAccent),
        (161, Key.World1, Key.World2),
        (256, Key.Escape, Key.End),
        (280, Key.CapsLock, Key.Pause),
        (290, Key.F1, Key.F25),
        (320, Key.Keypad0, Key.KeypadEqual),
        (340, Key.LeftShift, Key.Menu),
    ];

    private static readonly Key[] KeyOfCode = Tabulate();

    /// <summary>The key of a GLFW_KEY code; <see cref="Key.Unknown"/> for any other code.</summary>
    public static Key ToKey(int code) => (uint)code <= LastCode ? KeyOfCode[code] : Key.Unknown;

    /// <summary>The button of a GLFW_MOUSE_BUTTON code; false for the sixth and further ones.</summary>
    public static bool TryToButton(int code, out MouseButton button)
    {
        button = (MouseButton)code;
        return (uint)code <= (uint)MouseButton.Forward;
    }

    private static Key[] Tabulate()
    {
        var table = new Key[LastCode + 1];
        foreach ((var firstCode, var first, var last) in Runs)
            for (var i = 0; i <= last - first; i++) table[firstCode + i] = first + i;
        return table;
    }
}
