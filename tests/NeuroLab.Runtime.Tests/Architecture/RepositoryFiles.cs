namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Generated = ["bin", "obj"];

    /// <summary>The folder of NeuroLab.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file under the folders, as paths relative to the root with forward slashes.</summary>
    public static IReadOnlyList<string> CSharp(params string[] folders) => Find("*.cs", folders);

    /// <summary>Every file of a pattern under the folders.</summary>
    public static IReadOnlyList<string> Find(string pattern, params string[] folders) =>
    [
        .. folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static string[] Lines(string path) => Read(path).TrimEnd('\n').Split('\n');

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NeuroLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("These tests run inside the source tree.");
        return folder;
    }
}
