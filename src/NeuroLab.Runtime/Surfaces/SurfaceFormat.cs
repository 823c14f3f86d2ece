using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>A kind of file that a sampled surface is written as.</summary>
/// <param name="Name">In one word.</param>
/// <param name="Title">As a list shows it.</param>
/// <param name="Ending">The extension, in lower case.</param>
/// <param name="Contents">What the file holds, in the command line's help.</param>
/// <param name="Write">
/// Writes the file, blocking, and returns null or one line on what it lacks; a <see cref="UserErrorException"/> where it
/// cannot be written.
/// </param>
public sealed record SurfaceFormat(
    string Name, string Title, string Ending, string Contents, Func<string, SurfaceSamples, string?> Write)
{
    private static IReadOnlyList<SurfaceFormat> _all =
    [
        NpzSurface.Format,
        CsvSurface.Format,
    ];

    /// <summary>All, those that hosts have added last.</summary>
    public static IReadOnlyList<SurfaceFormat> All => _all;

    /// <summary>Text by which a file there is known to be one of ours and may be replaced: a comment, or a table's header.</summary>
    public string Mark { get; init; } = OwnMark.Text;

    /// <summary>Adds a format of the host's. Any thread.</summary>
    /// <exception cref="ArgumentException">One of that ending is there.</exception>
    public static void Add(SurfaceFormat format) => FormatList.Add(ref _all, format, item => item.Ending);

    /// <summary>The format that a path is written as, by its extension.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static SurfaceFormat Of(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Ending == ending) ?? throw new UserErrorException(
            $"{path}: '{ending}' is no known kind of surface; write {FormatList.Or([.. All.Select(format => format.Ending)])}");
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;
}
