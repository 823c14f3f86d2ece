using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuroLab.Graphics;

/// <summary>
/// GLSL text with its includes resolved, and the names of the files it came from. `#line` directives in the text make
/// the driver report lines of those files.
/// </summary>
internal sealed partial class ShaderSource
{
    private readonly IReadOnlyList<string> _files;

    internal ShaderSource(string text, IReadOnlyList<string> files)
    {
        Text = text;
        _files = files;
    }

    /// <summary>The main file.</summary>
    public string Name => _files[0];

    /// <summary>The text to compile.</summary>
    public string Text { get; }

    /// <summary>Replaces the driver's "source:line" by "file:line" in a compiler log.</summary>
    public string TranslateLog(string log) => LogLocation().Replace(log, match =>
    {
        var file = int.Parse(match.Groups["file"].Value, CultureInfo.InvariantCulture);
        return file < _files.Count ? $"{_files[file]}:{match.Groups["line"].Value}" : match.Value;
    });

    // Mesa "0:12(5): error", NVIDIA "0(12) : error", Apple and AMD "ERROR: 0:12:".
    [GeneratedRegex(
        @"^(ERROR: |WARNING: )?(?<file>\d+)(:(?<line>\d+)(\(\d+\))?|\((?<line>\d+)\))", RegexOptions.Multiline)]
    private static partial Regex LogLocation();
}
