using System.CommandLine;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>Options for the data: a built-in set, or the user's own file.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> _data = OptionKinds.Text(
        "--data", "NAME|FILE",
        $"{string.Join(", ", Catalog.Datasets)}; or a .csv, .tsv (also .gz), .npz or .safetensors (x, y) or IDX file (images beside labels, or IMAGES,LABELS)");

    private readonly TableOptions _reading = new();

    /// <param name="isRequired">Whether the command requires data.</param>
    public DataOptions(bool isRequired = true) => _data.Required = isRequired;

    public IReadOnlyList<Option> Options => [_data, .. _reading.All];

    public void AddTo(Command command)
    {
        foreach (var option in Options)
            command.Add(option);
    }

    /// <summary>Data given without the option; null for none.</summary>
    public string? Named { get; set; }

    /// <summary>How <see cref="Named"/> is read where the user says nothing, as something beside it says; null for nothing.</summary>
    public DatasetFileOptions? Described { get; set; }

    /// <summary>Whether the user gave any.</summary>
    public bool IsGiven(ParseResult parse) => Named is not null || parse.GetResult(_data) is { Implicit: false };

    /// <summary>Whether the data are a user's file.</summary>
    public bool IsOwnFile(ParseResult parse) => IsFile(NameIn(parse));

    /// <summary>The data as a section of an experiment file.</summary>
    /// <param name="weights">The network to use; null if it is created for the data.</param>
    public ExperimentFile.DataSection Section(ParseResult parse, double? testShare, NetworkFile? weights)
    {
        var name = NameIn(parse);
        return IsFile(name)
            ? ExperimentFile.DataSection.Of(FullPath(name), Reading(parse) with { Standardize = Standardizes(parse, weights) }, testShare)
            : new(name);
    }

    /// <summary>Whether to standardize a user's file: without a word of the user, as given weights were trained.</summary>
    public bool Standardizes(ParseResult parse, NetworkFile? weights)
    {
        var (name, options) = (NameIn(parse), Reading(parse));
        return IsFile(name) && (options is { Standardize: null, Scale: null } && weights is not null
            ? weights.Standardization is not null
            : DatasetFile.Standardizes(name, options));
    }

    /// <summary>Splits a user's file, and standardizes both parts.</summary>
    public (Dataset Train, Dataset? Test) Split(Dataset data, double? testShare, ulong seed, ParseResult parse, NetworkFile? weights) =>
        DatasetFile.Split(data, testShare, seed, Standardizes(parse, weights), Standardizes(parse, weights) ? weights?.Standardization : null);

    /// <summary>The data as given by the user, for messages.</summary>
    /// <exception cref="UserErrorException">It was given twice.</exception>
    public string NameIn(ParseResult parse) => Named is null
        ? parse.GetRequiredValue(_data)
        : parse.GetResult(_data) is null ? Named : throw new UserErrorException($"--data: {Named} is data too; give one of them");

    /// <summary>Reads or generates the data; a user's file is used for training only.</summary>
    /// <exception cref="UserErrorException">There are no such data, or they are damaged.</exception>
    public (Dataset Train, Dataset? Test) Load(ParseResult parse, ulong seed)
    {
        var name = NameIn(parse);
        if (IsFile(name))
            return (DatasetFile.Load(name, Reading(parse)), null);
        var source = Catalog.Dataset(name);
        if (_reading.Given(parse) is { } given)
            throw new UserErrorException($"{given.Name}: {source} is read as it is; only a file of your own takes {given.Name}"
                + (given.Name == "--scale" && parse.CommandResult.Command is RootCommand ? ", and --ui-scale enlarges the interface" : ""));
        var split = source.Load(new DatasetOptions { Seed = seed });
        return (split.Train, split.Test);
    }

    // What the user says counts.
    private DatasetFileOptions Reading(ParseResult parse)
    {
        var given = _reading.Bind(parse);
        return Described is not { } described ? given : new DatasetFileOptions
        {
            Targets = given.Targets ?? described.Targets,
            Inputs = given.Inputs ?? described.Inputs,
            Ignored = given.Ignored ?? described.Ignored,
            Header = given.Header ?? described.Header,
            Delimiter = given.Delimiter ?? described.Delimiter,
            Decimal = given.Decimal ?? described.Decimal,
            Missing = given.Missing ?? described.Missing,
            Categories = given.Categories ?? described.Categories,
            Task = given.Task ?? described.Task,
            Scale = given.Standardize is null ? given.Scale ?? described.Scale : given.Scale,
            Standardize = given.Scale is null ? given.Standardize ?? described.Standardize : given.Standardize,
        };
    }

    // One file whose name contains a comma, or images and labels.
    private static string FullPath(string name) =>
        File.Exists(name) ? Path.GetFullPath(name) : string.Join(',', name.Split(',').Select(Path.GetFullPath));

    // A plain word is a data set's name, even if there is a folder called iris.
    private static bool IsFile(string name) =>
        name.AsSpan().ContainsAny(".,/\\") || (File.Exists(name) && !Catalog.Datasets.Any(set => set.Name == name));
}
