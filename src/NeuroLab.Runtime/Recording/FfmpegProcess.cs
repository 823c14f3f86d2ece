using System.ComponentModel;
using System.Diagnostics;

namespace NeuroLab.Recording;

/// <summary>One run of ffmpeg, whose messages are read as they arrive so that it never blocks on them.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private readonly Process _process;
    private bool _isDisposed;
    private volatile string? _cause;

    // Ctrl+C reaches every process of a terminal's foreground group: in its own session it continues to the last frame.
    // Elsewhere it is ended, and so is the recording.
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
            // The first message names the cause; those after it report what could not be done because of it.
            if (line.Data?.Trim() is { Length: > 0 } message)
                _cause ??= message;
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Runs the program and returns its output; null if it cannot be run.</summary>
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

    /// <summary>Closes the input, waits for the end and returns null, or the error.</summary>
    public string? Finish()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; the exit code tells the result.
        }

        _process.WaitForExit();
        return _process.ExitCode == 0 ? null : Describe();
    }

    /// <summary>Why it no longer accepts input. Call it after a write has failed.</summary>
    public string WhyItEnded()
    {
        // Its input closes slightly before it ends; a process that closes it and continues is of no use.
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            Kill();

        // Without a timeout this also waits for the last messages.
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

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            // A process does not close an input that was handed out.
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
        _process.Dispose();
    }

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
        return _cause is null ? how : $"{how} ({_cause})";
    }
}
