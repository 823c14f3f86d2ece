using System.Diagnostics;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>A file system of a few hundred kilobytes, to be filled.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public SmallDisk(int kilobytes)
    {
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", _folder.Path))
            throw new InvalidOperationException("mounting was not permitted");
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    internal static bool IsPossible()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return false;

        try
        {
            new SmallDisk(64).Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
