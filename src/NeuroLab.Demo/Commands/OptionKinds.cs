using System.CommandLine;
using System.Globalization;
using NeuroLab.Demo.App;
using NeuroLab.Numerics;
using Preset = NeuroLab.Demo.Shell.Preset;

namespace NeuroLab.Demo.Commands;

/// <summary>Kinds of options; an invalid value becomes one line that lists the valid ones.</summary>
internal static class OptionKinds
{
    /// <summary>
    /// An option parsed by <paramref name="read"/>, which throws a <see cref="UserErrorException"/> for invalid text.
    /// </summary>
    public static Option<T> Create<T>(string name, string placeholder, string description, Func<string, T> read) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        CustomParser = result =>
        {
            try
            {
                return read(result.Tokens[^1].Value);
            }
            catch (UserErrorException error)
            {
                result.AddError($"{name}: {error.Message}");
                return default;
            }
        },
    };

    /// <summary>Sets a default, which the help shows.</summary>
    public static Option<T> Default<T>(this Option<T> option, T value)
    {
        option.DefaultValueFactory = _ => value;
        return option;
    }

    /// <summary>Makes an option required.</summary>
    public static Option<T> Required<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }

    public static Option<string> Text(string name, string placeholder, string description) => new(name)
    {
        Description = description,
        HelpName = placeholder,
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>The option of all verbs that write files.</summary>
    public static Option<bool> Force { get; } = Flag("--force", "Replace files that this program did not write");

    /// <summary>The output option of all verbs.</summary>
    public static Option<bool> Json() =>
        Flag("--json", "Print the result as one line of JSON; a number that is not finite, or does not apply, is null");

    public static Option<int> Whole(string name, string description, int min, int max) =>
        Create(name, "N", description, text => ReadWhole(text, min, max));

    public static Option<int?> OptionalWhole(string name, string description, int min, int max) =>
        Create(name, "N", description, text => (int?)ReadWhole(text, min, max));

    public static Option<double> Number(string name, string description, double min, double max) =>
        Create(name, "X", description, text => ReadNumber(text, min, max));

    public static Option<double?> OptionalNumber(string name, string description, double min, double max) =>
        Create(name, "X", description, text => (double?)ReadNumber(text, min, max));

    /// <summary>An entry of a list in the <see cref="Catalog"/>.</summary>
    public static Option<T> Choice<T>(string name, string what, string description, IReadOnlyList<T> entries)
        where T : notnull =>
        Create(name, "NAME", $"{description}: {string.Join(", ", entries)}", text => Catalog.Find(entries, text, what));

    public static Option<Preset?> Preset() => Create(
        "--preset", "NAME", $"Take all of it from a prepared experiment, with --seed: {string.Join("; ", Shell.Preset.All.Select(preset => $"{preset.Name}: {preset.Title}"))}",
        text => (Preset?)Shell.Preset.Find(text));

    public static Option<ulong> Seed() =>
        Create("--seed", "N", "Determines everything that is random", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                ? seed : throw new UserErrorException($"'{text}' is not a valid seed; give a whole number from 0")).Default(new AppOptions().Seed);

    public static int[] ReadLayers(string text) => text == "none"
        ? []
        : [.. text.Split(',').Select(size => ReadWhole(size.Trim(), 1, 1_000_000))];

    public static int ReadWhole(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value : throw new UserErrorException($"'{text}' is not possible; give a whole number from {min} to {max}");

    public static double ReadNumber(string text, double min, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture, $"'{text}' is not possible; give a number from {min} to {max}"));
}
