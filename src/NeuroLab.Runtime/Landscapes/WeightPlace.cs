using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// Where to find a set of weights: <c>now</c>, <c>runner2</c>, a moment (<c>@500</c>, <c>@50%</c>, <c>branch2@500</c>), the
/// end of a branch (<c>main</c>, <c>branch2</c>), or a file, whose content a name behind <c>#</c> pins.
/// </summary>
internal sealed partial record WeightPlace
{
    /// <summary>The current weights.</summary>
    public const string Now = "now";

    /// <summary>What a user can write.</summary>
    public const string Explanation =
        "now for the current weights, @500 for step 500 of this branch, @50% for half of the way, branch2 for its end, branch2@500, the name of a moment, runner2, or a file of weights.";

    private const char Pin = '#';

    /// <summary>The place's text.</summary>
    public required string Text { get; init; }

    /// <summary>The file; null for another place.</summary>
    public string? Path { get; private init; }

    /// <summary>The number of the runner, from 1; 0 for another place.</summary>
    public int Runner { get; private init; }

    /// <summary>The branch, without spaces; empty for the current one.</summary>
    public string Branch { get; private init; } = "";

    /// <summary>The step, or the share of the way; null for the end.</summary>
    public long? Step { get; private init; }

    /// <summary>Whether <see cref="Step"/> is a share in percent.</summary>
    public bool IsShare { get; private init; }

    /// <summary>Whether it can be found from the first step of a run on.</summary>
    public bool IsAtStart => Path is not null || Text == Now || (Branch.Length == 0 && Step == 0);

    /// <summary>What to call it in a picture.</summary>
    public string Title => Path is { } path
        ? System.IO.Path.GetFileNameWithoutExtension(path)
        : Text == Now ? Text
        : Runner > 0 ? string.Create(CultureInfo.InvariantCulture, $"runner {Runner}")
        : (Branch, Step) switch
        {
            ("", { } step) => string.Create(CultureInfo.InvariantCulture, $"step {step}{(IsShare ? " %" : "")}"),
            (_, { } step) => string.Create(CultureInfo.InvariantCulture, $"{Branch}, step {step}{(IsShare ? " %" : "")}"),
            _ => Branch,
        };

    /// <summary>A name as it is compared: without spaces, in lower case.</summary>
    public static string NameOf(string name) => name.Replace(" ", "").ToLowerInvariant();

    /// <summary>Requires that a text can name a moment: that it names no other place.</summary>
    /// <exception cref="UserErrorException">It cannot.</exception>
    public static void CheckName(string name)
    {
        var word = NameOf(name);
        if (word.Length is 0 or > 24 || !char.IsLetter(word[0]) || !word.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')
            || word == Now || ReservedName().IsMatch(word))
            throw new UserErrorException($"'{name}' cannot name a moment; give a letter and up to 23 more letters, digits, - and _, other than {Now}, main, runner2 or branch2");
    }

    /// <summary>Reads the text of a place.</summary>
    /// <exception cref="UserErrorException">It names none.</exception>
    public static WeightPlace Parse(string text)
    {
        if (IsPath(text))
            return new WeightPlace { Text = text, Path = text.Split(Pin)[0] };
        var word = NameOf(text);
        if (word == Now)
            return new WeightPlace { Text = Now };
        if (RunnerName().Match(word) is { Success: true } runner)
            return new WeightPlace { Text = word, Runner = int.Parse(runner.Groups[1].ValueSpan, CultureInfo.InvariantCulture) };
        if (Moment().Match(word) is not { Success: true } moment || word.Length == 0)
            throw new UserErrorException($"'{text}' is no set of weights; write {Explanation.TrimEnd('.')}");
        return new WeightPlace
        {
            Text = word,
            Branch = moment.Groups["branch"].Value,
            Step = moment.Groups["step"] is { Success: true } step ? long.Parse(step.ValueSpan, CultureInfo.InvariantCulture) : null,
            IsShare = moment.Groups["share"].Success,
        };
    }

    /// <summary>The same place in the words of a log: a step in place of a share, a file with its content.</summary>
    public WeightPlace Pinned(float[] weights, long step) => Path is not null
        ? this with { Text = $"{Path}{Pin}{CheckOf(weights)}" }
        : Runner > 0 || Text == Now ? this
        : this with { Text = string.Create(CultureInfo.InvariantCulture, $"{Branch}@{step}"), Step = step, IsShare = false };

    /// <summary>The text without the content that a file is pinned to.</summary>
    public string Unpinned => Path ?? Text;

    /// <summary>Requires that a file still holds the weights that it was pinned to, if it was.</summary>
    /// <exception cref="UserErrorException">It holds others.</exception>
    public void Check(float[] weights)
    {
        if (Text.Split(Pin) is [_, var check] && check != CheckOf(weights))
            throw new UserErrorException($"{Path}: holds other weights than those of the plane; restore the file, or choose the plane anew");
    }

    private static bool IsPath(string text) => text.AsSpan().ContainsAny(".,/\\");

    private static string CheckOf(float[] weights) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(weights.AsSpan())).AsSpan(0, 6));

    [GeneratedRegex(@"^(main|(runner|branch)\d*)$")]
    private static partial Regex ReservedName();

    [GeneratedRegex(@"^runner(\d{1,3})$")]
    private static partial Regex RunnerName();

    [GeneratedRegex(@"^(?<branch>[^@%]*)(@(?<step>\d{1,15})(?<share>%)?)?$")]
    private static partial Regex Moment();
}
