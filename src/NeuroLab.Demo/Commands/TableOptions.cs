using System.CommandLine;
using System.CommandLine.Parsing;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>How to read a user's table, if detection fails.</summary>
internal sealed class TableOptions
{
    private const string Yes = "yes";
    private const string Columns = "by name or number";

    private readonly Option<string?> _target = Text(
        "--target", "COLUMN,…", $"Columns of a table to predict, {Columns} [default: the last]");

    private readonly Option<string?> _inputs = Text(
        "--columns", "COLUMN,…", $"Columns to predict from, {Columns} [default: all others]");

    private readonly Option<string?> _ignore = Text("--ignore", "COLUMN,…", $"Columns to leave out, {Columns}");

    // Not a bool option, which accepts only true and false.
    private readonly Option<string?> _header = Word<string?>(
        "--header", $"{Yes}|no", "Whether the first row of a table holds names [default: by all rows]", (Yes, Yes), ("no", "no"));

    private readonly Option<char?> _delimiter = OptionKinds.Create<char?>(
        "--delimiter", "CHAR", "Between the columns: comma, semicolon, tab, pipe, or the character itself [default: by the first 1000 rows]", ReadDelimiter);

    private readonly Option<char?> _decimal = Word<char?>(
        "--decimal", "point|comma", "Before the decimals [default: by the first 1000 rows]", ("point", '.'), ("comma", ','), (".", '.'), (",", ','));

    private readonly Option<MissingValues?> _missing = Word<MissingValues?>(
        "--missing", "refuse|drop|mean", "Cells that are empty, NA, NaN, null or ?: name the first, leave out their rows, or take the column's mean [default: refuse]",
        ("refuse", MissingValues.Refuse), ("drop", MissingValues.Drop), ("mean", MissingValues.Mean));

    private readonly Option<TextColumns?> _categories = Word<TextColumns?>(
        "--categories", "refuse|one-hot", "Columns of text among the inputs: name the first, or make an input of each text [default: refuse]",
        ("refuse", TextColumns.Refuse), ("one-hot", TextColumns.OneHot));

    private readonly Option<bool> _classes = OptionKinds.Flag("--classes", "The target is classes, also where it could be a number");
    private readonly Option<bool> _regression = OptionKinds.Flag("--regression", "The target is a number, also where it could be classes");

    private readonly Option<(float? Divisor, bool? Standardize)> _scale = OptionKinds.Create<(float?, bool?)>(
        "--scale", "none|standard|X", "Scale inputs, and targets that are numbers, to mean 0 and deviation 1 on the training rows (standard), or divide "
        + "the inputs by X [default: tables standard, the bytes of images by 255, else none; with --weights, as these were trained]",
        text => text switch
        {
            "none" => (1, false),
            "standard" => (null, true),
            _ => ((float)OptionKinds.ReadNumber(text, 1e-30, 1e30), false),
        });

    /// <summary>All options.</summary>
    public IReadOnlyList<Option> All =>
        [_target, _inputs, _ignore, _header, _delimiter, _decimal, _missing, _categories, _classes, _regression, _scale];

    /// <summary>The first option given by the user; null if there is none.</summary>
    public Option? Given(ParseResult parse) => All.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false });

    /// <exception cref="UserErrorException">Two of them contradict each other.</exception>
    public DatasetFileOptions Bind(ParseResult parse)
    {
        var (classes, regression) = (parse.GetValue(_classes), parse.GetValue(_regression));
        if (classes && regression)
            throw new UserErrorException("--classes and --regression both say what the target is; give one of them");
        return new DatasetFileOptions
        {
            Targets = List(_target),
            Inputs = List(_inputs),
            Ignored = List(_ignore),
            Header = parse.GetValue(_header) is { } header ? header == Yes : null,
            Delimiter = parse.GetValue(_delimiter),
            Decimal = parse.GetValue(_decimal),
            Missing = parse.GetValue(_missing),
            Categories = parse.GetValue(_categories),
            Task = classes ? DatasetTask.Classification : regression ? DatasetTask.Regression : null,
            Scale = parse.GetValue(_scale).Divisor,
            Standardize = parse.GetValue(_scale).Standardize,
        };

        // Split at commas later, when the columns are known: their names may contain some.
        string[]? List(Option<string?> option) => parse.GetValue(option) is { Length: > 0 } text ? [text] : null;
    }

    /// <summary>Reads options from one line of text, as a shell passes them: <c>--header no --regression</c>.</summary>
    /// <exception cref="UserErrorException">A word is no such option, or an option's value is not possible.</exception>
    public static DatasetFileOptions Parse(string text) => Parse([.. CommandLineParser.SplitCommandLine(text)]);

    /// <summary>The same from words.</summary>
    /// <exception cref="UserErrorException">As above.</exception>
    public static DatasetFileOptions Parse(IReadOnlyList<string> words)
    {
        var options = new TableOptions();
        var command = new Command("data");
        foreach (var option in options.All)
            command.Add(option);
        var parse = command.Parse(words, CommandLine.Parser);
        if (parse.UnmatchedTokens is [var unknown, ..])
            throw new UserErrorException($"'{unknown}' is not a reading option; there are {string.Join(", ", options.All.Select(option => option.Name))}");
        return parse.Errors is [var error, ..] ? throw new UserErrorException(error.Message) : options.Bind(parse);
    }

    /// <summary>Reads what a run says of its table.</summary>
    /// <param name="path">Prefix of error messages.</param>
    /// <exception cref="UserErrorException">It says something that is not possible.</exception>
    public static DatasetFileOptions Of(RunDescription description, string path)
    {
        try
        {
            if (!ExperimentFile.IsPath(description.Data!))
                throw new UserErrorException($"{description.Reading[0].Name}: {description.Data} is read as it is; only a file of your own takes it");
            return Parse([.. description.Reading.SelectMany(option => option.Value is { } value ? (string[])[$"--{option.Name}", value] : [$"--{option.Name}"])]);
        }
        catch (UserErrorException error)
        {
            throw new UserErrorException($"{path}: {error.Message}", error);
        }
    }

    private static char? ReadDelimiter(string text) => text switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" or "\\t" => '\t',
        "pipe" => '|',
        [var one] when char.IsAscii(one) && !char.IsAsciiLetterOrDigit(one) && !"\"\r\n.-+".Contains(one) => one,
        _ => throw new UserErrorException($"'{text}' is not a valid delimiter; give comma, semicolon, tab, pipe, or one character that is in no number"),
    };

    private static Option<string?> Text(string name, string placeholder, string description) =>
        OptionKinds.Create(name, placeholder, description, text => (string?)text);

    private static Option<T> Word<T>(string name, string placeholder, string description, params (string Word, T Value)[] words) =>
        OptionKinds.Create(name, placeholder, description, text => Array.FindIndex(words, word => word.Word == text) is >= 0 and var at
            ? words[at].Value
            : throw new UserErrorException($"'{text}' is not possible; give {placeholder.Replace("|", " or ", StringComparison.Ordinal)}"));
}
