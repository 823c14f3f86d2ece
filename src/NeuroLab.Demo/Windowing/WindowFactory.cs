using System.Diagnostics.CodeAnalysis;

namespace NeuroLab.Demo.Windowing;

/// <summary>Opens a window with the library of this build: Silk.NET if it is compiled in, else GLFW.</summary>
internal static class WindowFactory
{
    /// <summary>
    /// Creates a window and makes its context current on the calling thread, which must be the main thread on macOS;
    /// false, with the reason and its remedy in one line, if that fails.
    /// </summary>
    public static bool TryCreate(WindowOptions options, [NotNullWhen(true)] out IAppWindow? window, out string reason)
    {
        window = null;
        if (OperatingSystem.IsLinux() && !IsSet("DISPLAY") && !IsSet("WAYLAND_DISPLAY"))
        {
            reason = "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "
                + "start it from a desktop session, over ssh with ssh -X, or under xvfb-run";
            return false;
        }
#if SILK_WINDOWING
        if (SilkWindow.TryCreate(options, out SilkWindow? silk, out reason))
        {
            window = silk;
            return true;
        }
        if (!OperatingSystem.IsLinux()) return false;
#else
        if (!OperatingSystem.IsLinux())
        {
            reason = "this build has no window for this system; build it with -p:SilkWindowing=true";
            return false;
        }
#endif
        var created = GlfwWindow.TryCreate(options, out var glfw, out reason);
        window = glfw;
        return created;
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
