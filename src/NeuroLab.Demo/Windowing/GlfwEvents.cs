using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// Forwards the events of one GLFW window to its <see cref="InputBuffer"/>. The callbacks find it through the window's
/// user pointer.
/// </summary>
internal sealed unsafe class GlfwEvents : IDisposable
{
    private readonly InputBuffer _input;
    private readonly nint _window;
    private GCHandle _self;

    public GlfwEvents(nint window, InputBuffer input)
    {
        (_window, _input) = (window, input);
        _self = GCHandle.Alloc(this);
        GlfwNative.SetWindowUserPointer(window, GCHandle.ToIntPtr(_self));
        GlfwNative.SetKeyCallback(window, &OnKey);
        GlfwNative.SetCharCallback(window, &OnCharacter);
        GlfwNative.SetMouseButtonCallback(window, &OnMouseButton);
        GlfwNative.SetCursorPositionCallback(window, &OnCursorMove);
        GlfwNative.SetCursorEnterCallback(window, &OnCursorEnter);
        GlfwNative.SetScrollCallback(window, &OnScroll);
        GlfwNative.SetFocusCallback(window, &OnFocus);
        GlfwNative.SetDropCallback(window, &OnDrop);
    }

    /// <summary>Framebuffer pixels per screen unit, which is the unit of GLFW's cursor position.</summary>
    public Vector2 PixelsPerUnit { get; set; } = Vector2.One;

    /// <summary>Sets the cursor position without counting it as movement.</summary>
    public void PlaceMouse()
    {
        GlfwNative.GetCursorPosition(_window, out var x, out var y);
        _input.SetMouse(ToPixels(x, y));
    }

    /// <summary>Call it once the window is destroyed, when no more events can arrive.</summary>
    public void Dispose() => _self.Free();

    private Vector2 ToPixels(double x, double y) => new Vector2((float)x, (float)y) * PixelsPerUnit;

    private static GlfwEvents Of(nint window) =>
        (GlfwEvents)GCHandle.FromIntPtr(GlfwNative.GetWindowUserPointer(window)).Target!;

    [UnmanagedCallersOnly]
    private static void OnKey(nint window, int code, int scanCode, int action, int modifiers)
    {
        var key = GlfwKeys.ToKey(code);
        if (action == GlfwNative.Release) Of(window)._input.Release(key);
        else Of(window)._input.Press(key);
    }

    [UnmanagedCallersOnly]
    private static void OnCharacter(nint window, uint codePoint)
    {
        if (Rune.TryCreate(codePoint, out var character)) Of(window)._input.Type(character);
    }

    [UnmanagedCallersOnly]
    private static void OnMouseButton(nint window, int code, int action, int modifiers)
    {
        if (!GlfwKeys.TryToButton(code, out var button)) return;
        if (action == GlfwNative.Release) Of(window)._input.Release(button);
        else Of(window)._input.Press(button);
    }

    [UnmanagedCallersOnly]
    private static void OnCursorMove(nint window, double x, double y)
    {
        var events = Of(window);
        events._input.MoveMouse(events.ToPixels(x, y));
    }

    [UnmanagedCallersOnly]
    private static void OnCursorEnter(nint window, int entered) =>
        Of(window)._input.SetMouseInside(entered == GlfwNative.True);

    [UnmanagedCallersOnly]
    private static void OnScroll(nint window, double x, double y) =>
        Of(window)._input.Scroll(new Vector2((float)x, (float)y));

    [UnmanagedCallersOnly]
    private static void OnFocus(nint window, int focused) => Of(window)._input.SetFocus(focused == GlfwNative.True);

    [UnmanagedCallersOnly]
    private static void OnDrop(nint window, int count, nint* paths)
    {
        for (var i = 0; i < count; i++)
            if (Marshal.PtrToStringUTF8(paths[i]) is { } path) Of(window)._input.Drop(path);
    }
}
