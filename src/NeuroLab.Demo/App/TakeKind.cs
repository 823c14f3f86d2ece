using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>A kind of file that a take can be.</summary>
/// <param name="Name">As the command line names it.</param>
/// <param name="Title">As a list shows it.</param>
/// <param name="Ending">What its path ends with; a folder ends with a slash.</param>
internal sealed record TakeKind(string Name, string Title, string Ending)
{
    /// <summary>Video that every player takes.</summary>
    public static TakeKind Mp4 { get; } = new("mp4", "MP4 video", ".mp4") { NeedsFfmpeg = true };

    /// <summary>An animation that every browser plays, made without ffmpeg.</summary>
    public static TakeKind Gif { get; } = new("gif", "GIF animation", ".gif");

    /// <summary>All, the usual one first.</summary>
    public static IReadOnlyList<TakeKind> All { get; } =
    [
        Mp4,
        new("webm", "WebM video", ".webm") { NeedsFfmpeg = true },
        Gif,
        new("webp", "WebP animation", ".webp"),
        new("png", "PNG, last frame", ".png") { CanBeTransparent = true },
        new("frames", "PNG of each frame", "/") { CanBeTransparent = true },
    ];

    /// <summary>Whether ffmpeg makes it.</summary>
    public bool NeedsFfmpeg { get; private init; }

    /// <summary>Whether its background may be left out.</summary>
    public bool CanBeTransparent { get; private init; }

    /// <summary>The kind that a path is written as: by its extension, or frames where it is a folder.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static TakeKind Of(string path)
    {
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return All[^1];
        var extension = Path.GetExtension(path);
        return All.FirstOrDefault(kind => kind.Ending.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException(
                $"{path}: '{extension.ToLowerInvariant()}' is no known kind of recording; write {string.Join(", ", All.SkipLast(1).Select(kind => kind.Ending))}, or a folder with a slash at its end");
    }

    /// <inheritdoc/>
    public override string ToString() => Title;
}
