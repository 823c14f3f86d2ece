using System.CommandLine;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>Which data: a set of the catalogue, or the user's own file.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> _data = OptionKinds.Text(
        "--data", "NAME|FILE",
        $"{string.Join(", ", Catalog.Datasets)}; or a .csv, .npz (x, y) or IDX file (images beside labels, or IMAGES,LABELS)");

    private readonly Option<string?> _target = OptionKinds.Create(
        "--target", "COLUMN,…", "Columns of a .csv file to predict, by name or number [default: the last]", text => (string?)text);

    /// <param name="isRequired">Whether the command cannot do without.</param>
    public DataOptions(bool isRequired = true) => _data.Required = isRequired;

    public IReadOnlyList<Option> Options => [_data, _target];

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_target);
    }

    /// <summary>Whether the person named any.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetResult(_data) is { Implicit: false };

    /// <summary>The data as an experiment file names it.</summary>
    public ExperimentFile.DataSection Section(ParseResult parse, double? testShare)
    {
        var name = NameIn(parse);
        return IsFile(name)
            ? new(string.Join(',', name.Split(',').Select(Path.GetFullPath)), Targets(parse), TestShare: testShare)
            : new(name);
    }

    /// <summary>The data as the person named it, for messages.</summary>
    public string NameIn(ParseResult parse) => parse.GetRequiredValue(_data);

    /// <summary>Reads or makes the data; a file of the user's own is all training data.</summary>
    /// <exception cref="UserErrorException">There is no such data, or it is damaged.</exception>
    public (Dataset Train, Dataset? Test) Load(ParseResult parse, ulong seed)
    {
        var name = NameIn(parse);
        var targets = Targets(parse);
        if (IsFile(name))
            return (DatasetFile.Load(name, new DatasetFileOptions { Targets = targets }), null);
        var source = Catalog.Find(Catalog.Datasets, name, "data set");
        if (targets is not null)
            throw new UserErrorException($"--target: {source} has its target already; only .csv files take one");
        var split = source.Load(new DatasetOptions { Seed = seed });
        return (split.Train, split.Test);
    }

    private string[]? Targets(ParseResult parse) =>
        parse.GetValue(_target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // A plain word is a name, so that a folder called iris does not hide the data set.
    private static bool IsFile(string name) =>
        name.AsSpan().ContainsAny(".,/\\") || (File.Exists(name) && !Catalog.Datasets.Any(set => set.Name == name));
}
