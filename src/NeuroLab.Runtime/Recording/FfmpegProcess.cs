using System.ComponentModel;
using System.Diagnostics;

namespace NeuroLab.Recording;

/// <summary>One run of ffmpeg, its messages drained as they come so that it never blocks on them.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private readonly Process _process;
    private volatile string? _lastMessage;

    // Ctrl+C reaches every process of a terminal's foreground group: in a session of its own it goes on to the last
    // frame. Elsewhere it ends by itself, and so does the take.
    private const string OwnSession = "/usr/bin/setsid";

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public FfmpegProcess(string program, IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = File.Exists(OwnSession)
                ? StartInfo(OwnSession, [program, .. arguments])
                : StartInfo(program, arguments),
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            // "Conversion failed!" only repeats that something did.
            var message = line.Data?.Trim();
            if (!string.IsNullOrEmpty(message) && message != "Conversion failed!")
                _lastMessage = message;
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Runs the program and returns what it prints; null when it cannot be run.</summary>
    public static string? Query(string program, params string[] arguments)
    {
        var start = StartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>Ends the input, waits for the end and returns null, or what went wrong.</summary>
    public string? Finish()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; its exit code says how.
        }

        _process.WaitForExit();
        return _process.ExitCode == 0 ? null : Describe();
    }

    /// <summary>Why it no longer takes input. To be called after a write has failed.</summary>
    public string WhyItEnded()
    {
        // Its input is closed before it has quite ended; one that closes it and goes on is of no use.
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            Kill();

        // Without a time limit this also waits for the last messages.
        _process.WaitForExit();
        return Describe();
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }

        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        CreateNoWindow = true,
    };

    private string Describe()
    {
        // A shell's convention, which .NET follows: 128 + signal.
        var how = _process.ExitCode > 128 && !OperatingSystem.IsWindows()
            ? $"ffmpeg was ended by signal {_process.ExitCode - 128}"
            : $"ffmpeg ended with code {_process.ExitCode}";
        return _lastMessage is null ? how : $"{how} ({_lastMessage})";
    }
}
