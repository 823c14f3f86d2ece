using System.ComponentModel;
using System.Diagnostics;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>A program that is not ours and reads our files.</summary>
internal static class Reader
{
    /// <summary>
    /// What a program says; null where it is not installed, which fails on a build server (environment variable CI), whose
    /// script installs it.
    /// </summary>
    public static string? Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.Result);
            return output;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            return null;
        }
    }
}
