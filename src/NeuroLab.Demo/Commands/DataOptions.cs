using System.CommandLine;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>Which data: a set of the catalogue, or the user's own file.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> _data = OptionKinds.Text(
        "--data", "NAME|FILE",
        $"{string.Join(", ", Catalog.Datasets)}; or a .csv, .npz (x, y) or IDX file (images beside labels, or IMAGES,LABELS)").Required();

    private readonly Option<string?> _target = OptionKinds.Create(
        "--target", "COLUMN,…", "Columns of a .csv file to predict, by name or number [default: the last]", text => (string?)text);

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_target);
    }

    /// <summary>The data as the person named it, for messages.</summary>
    public string NameIn(ParseResult parse) => parse.GetRequiredValue(_data);

    /// <summary>Reads or makes the data; a file of the user's own is all training data.</summary>
    /// <exception cref="UserErrorException">There is no such data, or it is damaged.</exception>
    public (Dataset Train, Dataset? Test) Load(ParseResult parse, ulong seed)
    {
        var name = NameIn(parse);
        var targets = parse.GetValue(_target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (IsFile(name))
            return (DatasetFile.Load(name, new DatasetFileOptions { Targets = targets }), null);
        var source = Catalog.Find(Catalog.Datasets, name, "data set");
        if (targets is not null)
            throw new UserErrorException($"--target: {source} has its target already; only .csv files take one");
        var split = source.Load(new DatasetOptions { Seed = seed });
        return (split.Train, split.Test);
    }

    // A plain word is a name, so that a folder called iris does not hide the data set.
    private static bool IsFile(string name) =>
        name.AsSpan().ContainsAny(".,/\\") || (File.Exists(name) && !Catalog.Datasets.Any(set => set.Name == name));
}
