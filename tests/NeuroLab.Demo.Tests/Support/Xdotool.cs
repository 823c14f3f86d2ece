using System.Diagnostics;
using System.Drawing;
using System.Globalization;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>Mouse and keyboard of one window, worked from outside as a person's are.</summary>
public sealed class Xdotool
{
    private readonly string _display;
    private readonly string _window;

    /// <summary>Finds the window by its exact title, once it is on the screen.</summary>
    public Xdotool(string display, string title)
    {
        _display = display;
        _window = Run("search", "--sync", "--onlyvisible", "--name", $"^{title}$").Trim();
    }

    /// <summary>Moves to a pixel of the window, from its upper left corner.</summary>
    public void MoveMouse(int x, int y) => Run("mousemove", "--window", _window, Text(x), Text(y));

    public void MoveMouseBy(int x, int y) => Run("mousemove_relative", "--", Text(x), Text(y));

    /// <summary>In X's numbers: 1 left, 2 middle, 3 right, 4 to 7 a notch of the wheel up, down, left, right.</summary>
    public void MouseDown(int button) => Run("mousedown", Text(button));

    public void MouseUp(int button) => Run("mouseup", Text(button));

    public void Click(int button, int times = 1) =>
        Run("click", "--repeat", Text(times), "--delay", "20", Text(button));

    /// <summary>Presses and releases a key or a chord in X's names, such as "ctrl+a".</summary>
    public void PressKey(string key) => Run("key", key);

    public void KeyDown(string key) => Run("keydown", key);

    public void KeyUp(string key) => Run("keyup", key);

    public void Type(string text) => Run("type", text);

    public void Resize(int width, int height) => Run("windowsize", _window, Text(width), Text(height));

    /// <summary>Asks the window to close, as its close button does.</summary>
    public void RequestClose() => CloseRequest.Send(_display, nint.Parse(_window, CultureInfo.InvariantCulture));

    public string ReadTitle() => Run("getwindowname", _window).TrimEnd('\n');

    /// <summary>Where the window's upper left corner is on the screen.</summary>
    public Point ReadPosition()
    {
        var geometry = Run("getwindowgeometry", "--shell", _window)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Point(Number(geometry["X"]), Number(geometry["Y"]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("xdotool", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISPLAY"] = _display },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)) || process.ExitCode != 0)
            throw new InvalidOperationException($"xdotool {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }
}
