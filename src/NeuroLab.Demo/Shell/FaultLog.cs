using System.Globalization;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Writes down what went wrong in a part of the program that the rest can do without, one file a process in the state
/// folder, so that it can be reported. Any thread.
/// </summary>
/// <param name="folder">The state folder.</param>
internal sealed class FaultLog(string folder)
{
    private readonly Lock _lock = new();

    /// <summary>The file; there is none before the first fault.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "faults", string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd-HHmmss}-{Environment.ProcessId}.log"));

    /// <summary>Writes an error with its stack. Blocks.</summary>
    /// <param name="part">What failed, as in "Charts".</param>
    /// <param name="error">How.</param>
    /// <returns>One line for the person at the screen.</returns>
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
