using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Recorded data from the folder datasets/: the folder named by NEUROLAB_DATASETS, else the first parent folder of the
/// program or of the current directory that contains the file.
/// </summary>
internal abstract class RecordedSource : DatasetSource
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string FolderVariable = "NEUROLAB_DATASETS";

    /// <inheritdoc/>
    public sealed override DatasetSplit Load(DatasetOptions options)
    {
        if (options.Noise is not null)
            throw new UserErrorException($"{Name}: recorded data takes no noise; leave the noise out");
        if (options.Count < 1)
            throw new UserErrorException($"{Name}: cannot take {options.Count} samples; ask for at least 1");
        var split = Read();
        return options.Count is { } count ? split with { Train = split.Train.Take(count, options.Seed) } : split;
    }

    /// <summary>All data, in its fixed split.</summary>
    protected abstract DatasetSplit Read();

    /// <summary>Full path of a file in the folder, such as "iris.csv".</summary>
    protected string Find(string file) => Find(Name, file, Environment.GetEnvironmentVariable(FolderVariable),
        [AppContext.BaseDirectory, Environment.CurrentDirectory]);

    internal static string Find(string name, string file, string? folder, string[] starts)
    {
        if (!string.IsNullOrEmpty(folder))
        {
            var path = Path.Join(folder, file);
            return File.Exists(path) ? path
                : throw new UserErrorException($"{path}: no such file; {FolderVariable} must name the folder with the data set {name}");
        }
        foreach (var start in starts)
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                var path = Path.Join(at.FullName, "datasets", file);
                if (File.Exists(path)) return path;
            }
        }
        throw new UserErrorException($"datasets/{file}: not found above {starts[0]}; set {FolderVariable} to the folder with the data set {name}");
    }
}
