using System.Runtime.InteropServices;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>
/// A test with a real window on a display of its own. Where something for that is missing it is skipped with the
/// reason, but on a build server (environment variable CI) it runs and fails, so that nothing passes unseen.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XvfbFactAttribute : FactAttribute
{
    private static readonly bool HasSilk =
        typeof(WindowFactory).Assembly.GetType($"{typeof(WindowFactory).Namespace}.SilkWindow") is not null;

    public XvfbFactAttribute()
    {
        if (FindMissing() is { } missing && Environment.GetEnvironmentVariable("CI") is null)
            Skip = $"a real window needs {missing}; sudo apt-get install xvfb xdotool libglfw3";
    }

    /// <summary>
    /// For tests of how a display is connected to: Silk.NET does so once for the whole process, so in a build with it
    /// they are skipped.
    /// </summary>
    public bool ConnectsAnew
    {
        get;
        set
        {
            field = value;
            if (value && HasSilk) Skip = "Silk.NET connects to a display once; the build without it runs this";
        }
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux()) return "Linux";
        if (!IsOnPath("Xvfb")) return "Xvfb";
        if (!IsOnPath("xdotool")) return "xdotool";
        return NativeLibrary.TryLoad("libglfw.so.3", out _) ? null : "libglfw.so.3";
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
