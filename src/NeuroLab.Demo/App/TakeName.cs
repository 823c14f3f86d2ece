using System.Globalization;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>
/// Names recordings by a pattern: <c>{experiment}</c>, <c>{optimizer}</c>, <c>{seed}</c>, <c>{date}</c>, <c>{size}</c>,
/// and <c>{take}</c>, the first unused number from 1 on.
/// </summary>
internal static class TakeName
{
    /// <summary>The default pattern.</summary>
    public const string DefaultPattern = "{experiment}-{optimizer}-{take}-{date}-{size}";

    /// <summary>The default folder.</summary>
    public const string Folder = "recordings";

    private const int MaxTakes = 9999;

    /// <summary>The path for the next recording.</summary>
    /// <param name="pattern">A path, with or without placeholders.</param>
    /// <param name="file">The experiment.</param>
    /// <param name="format">Frame size.</param>
    /// <param name="date">The date.</param>
    /// <exception cref="UserErrorException">A placeholder is unknown, or all numbers are used.</exception>
    public static string Resolve(string pattern, ExperimentFile file, FrameFormat format, DateTime date)
    {
        var name = pattern
            .Replace("{experiment}", Plain(file.Data.Source))
            .Replace("{optimizer}", file.Training.Optimizer)
            .Replace("{seed}", file.Seed.ToString(CultureInfo.InvariantCulture))
            .Replace("{date}", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Replace("{size}", $"{format.Width}x{format.Height}");
        var rest = name.Replace("{take}", "");
        if (rest.AsSpan().ContainsAny("{}"))
            throw new UserErrorException($"'{pattern}': a name can have {{experiment}}, {{optimizer}}, {{seed}}, {{take}}, {{date}} and {{size}} only");
        if (rest == name)
            return name;
        for (var take = 1; take <= MaxTakes; take++)
        {
            var path = name.Replace("{take}", take.ToString("D3", CultureInfo.InvariantCulture));
            if (!FreeName.IsTaken(path))
                return path;
        }
        throw new UserErrorException($"'{pattern}': {MaxTakes} takes have that name; choose another one");
    }

    // A data set's name, reduced to what file names allow.
    private static string Plain(string source)
    {
        var name = Path.GetFileNameWithoutExtension(source.Split(',')[0]);
        return string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    }
}
