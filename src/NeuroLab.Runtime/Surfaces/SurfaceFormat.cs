using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>A file format for sampled surfaces.</summary>
/// <param name="Name">One word.</param>
/// <param name="Title">Text shown in lists.</param>
/// <param name="Ending">The extension, in lower case.</param>
/// <param name="Contents">Description of the content for the command line's help.</param>
/// <param name="Write">Writes the file; blocks. Returns null, or one line about what the file lacks; throws
/// <see cref="UserErrorException"/> if it cannot be written.</param>
public sealed record SurfaceFormat(
    string Name, string Title, string Ending, string Contents, Func<string, SurfaceSamples, string?> Write)
{
    private static IReadOnlyList<SurfaceFormat> _all =
    [
        NpzSurface.Format,
        CsvSurface.Format,
        VtkSurface.Grid,
        VtkSurface.Path,
    ];

    /// <summary>All formats, those added by hosts last.</summary>
    public static IReadOnlyList<SurfaceFormat> All => _all;

    /// <summary>
    /// Text that identifies an existing file as one of ours, which may be replaced: a comment, or a table's header.
    /// </summary>
    public string Mark { get; init; } = OwnMark.Text;

    /// <summary>
    /// Whether it can hold a single row, ranges that are not centred or differ, and metrics; a picture cannot.
    /// </summary>
    internal bool HoldsAnyRectangle { get; init; }

    /// <summary>Whether it holds the path of a run and nothing of the surface.</summary>
    internal bool HoldsPathOnly { get; init; }

    /// <summary>Whether it holds <see cref="SurfaceSamples.Second"/> too: as a metric, or as a picture.</summary>
    internal bool HoldsTwo { get => field || HoldsAnyRectangle; init; }

    /// <summary>Adds a host's format. Any thread.</summary>
    /// <exception cref="ArgumentException">A format with that extension exists already.</exception>
    public static void Add(SurfaceFormat format) => FormatList.Add(ref _all, format, item => item.Ending);

    /// <summary>The format for a path, by its extension.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static SurfaceFormat Of(string path) => FormatList.Of(All, path, "surface", format => format.Ending);

    /// <inheritdoc/>
    public override string ToString() => Title;
}
