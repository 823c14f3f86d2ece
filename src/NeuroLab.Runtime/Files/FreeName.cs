namespace NeuroLab.Files;

/// <summary>Names that no file has and that no file being written will get.</summary>
internal static class FreeName
{
    public static bool IsTaken(string path) => Path.Exists(path) || File.Exists(OutputFile.PartialNameOf(path));

    /// <summary>The first free name among <c>name.ext</c>, <c>name-2.ext</c>, <c>name-3.ext</c> and so on.</summary>
    public static string Of(string name, string ending)
    {
        var path = name + ending;
        for (var number = 2; IsTaken(path); number++)
            path = $"{name}-{number}{ending}";
        return path;
    }
}
