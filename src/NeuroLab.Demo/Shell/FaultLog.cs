using System.Globalization;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Logs exceptions in parts of the program that the rest can do without, to one file per process in the state folder,
/// so that they can be reported. Any thread.
/// </summary>
/// <param name="folder">The state folder.</param>
internal sealed class FaultLog(string folder)
{
    private readonly Lock _lock = new();

    /// <summary>The file; it does not exist before the first fault.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "faults", string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd-HHmmss}-{Environment.ProcessId}.log"));

    /// <summary>Writes an exception with its stack trace. Blocks.</summary>
    /// <param name="part">The part that failed, such as "Charts".</param>
    /// <param name="error">The exception.</param>
    /// <returns>One line for the user.</returns>
    public string Write(string part, Exception error)
    {
        var line = $"{part} failed and is switched off: {error.Message.ReplaceLineEndings(" ")}";
        try
        {
            lock (_lock)
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
                File.AppendAllText(Path, string.Create(
                    CultureInfo.InvariantCulture, $"{DateTime.UtcNow:u} {part}\n{error}\n\n"));
            }
            return $"{line} (stack in {Path})";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return line;
        }
    }
}
