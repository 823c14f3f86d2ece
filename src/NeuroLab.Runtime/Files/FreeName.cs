namespace NeuroLab.Files;

/// <summary>Names that are neither used by a file nor reserved for one being written.</summary>
internal static class FreeName
{
    public static bool IsTaken(string path) => Path.Exists(path) || File.Exists(OutputFile.PartialNameOf(path));

    /// <summary>The first unused name of <c>name.ext</c>, <c>name-2.ext</c>, <c>name-3.ext</c> and so on.</summary>
    public static string Of(string name, string ending)
    {
        var path = name + ending;
        for (var number = 2; IsTaken(path); number++)
            path = $"{name}-{number}{ending}";
        return path;
    }
}
