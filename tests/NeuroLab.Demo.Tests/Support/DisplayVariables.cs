using System.Runtime.InteropServices;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>
/// Points this process at one X display (or none) until disposed. .NET keeps its own copy of the environment, so the
/// variables that native libraries read are set as well.
/// </summary>
public sealed partial class DisplayVariables : IDisposable
{
    private static readonly string[] Names = ["DISPLAY", "WAYLAND_DISPLAY"];

    private readonly string?[] _before = [.. Names.Select(Environment.GetEnvironmentVariable)];

    public DisplayVariables(string? display)
    {
        Set("DISPLAY", display);
        Set("WAYLAND_DISPLAY", null);
    }

    public void Dispose()
    {
        for (var i = 0; i < Names.Length; i++) Set(Names[i], _before[i]);
    }

    private static void Set(string name, string? value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (value is null) UnsetNative(name);
        else SetNative(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetNative(string name);
}
