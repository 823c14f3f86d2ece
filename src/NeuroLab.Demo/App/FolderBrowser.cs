using System.ComponentModel;
using System.Diagnostics;

namespace NeuroLab.Demo.App;

/// <summary>The system's file browser.</summary>
internal static class FolderBrowser
{
    /// <summary>Opens a folder in it. Does nothing if there is none.</summary>
    public static void Show(string folder)
    {
        var program = OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [folder])
            {
                UseShellExecute = false,
                // Discards its messages.
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            // A desktop without a file browser.
        }
    }
}
