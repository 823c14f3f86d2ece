using System.Diagnostics;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>
/// A test whose files are read by a program that is not ours. Where it is not installed, the test is skipped with the reason,
/// but on a build server (environment variable CI), whose script installs it, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReaderFactAttribute : FactAttribute
{
    /// <param name="package">Debian's name of what is needed.</param>
    /// <param name="program">The program; for a module of Python, <c>python3 MODULE</c>.</param>
    /// <param name="isLonger">Whether it is part of the longer checks, for which no script installs anything.</param>
    public ReaderFactAttribute(string package, string program, bool isLonger = false)
    {
        if ((isLonger || Environment.GetEnvironmentVariable("CI") is null) && !Reader.Has(program))
            Skip = $"there is no {program}; sudo apt-get install {package}";
    }
}

/// <summary>Runs programs that are not ours.</summary>
internal static class Reader
{
    // Debian's own has Debian's modules, whichever other comes first on the path.
    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static readonly Dictionary<string, bool> Known = [];

    /// <summary>Whether a program is there, or a module of Python.</summary>
    public static bool Has(string program)
    {
        lock (Known)
        {
            if (Known.TryGetValue(program, out var has))
                return has;
            return Known[program] = program.StartsWith("python3 ", StringComparison.Ordinal)
                ? Run(Python, "-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{program[8..]}') is None)").Code == 0
                : Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        }
    }

    /// <summary>What a program says.</summary>
    public static string Output(string program, params string[] arguments)
    {
        var (code, output, error) = Run(program, arguments);
        Assert.True(code == 0, error);
        return output;
    }

    /// <summary>What a script in Python says, with arguments.</summary>
    public static string PythonOutput(string script, params string[] arguments) => Output(Python, ["-c", script, .. arguments]);

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (-1, "", error.Message);
        }
    }
}
