using System.Text.RegularExpressions;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>The shape of the sources: folders, sizes, words.</summary>
public partial class SourceTests
{
    private const int MaxFileLines = 360, MaxMethodLines = 80;

    private static readonly string[] Everything = ["src", "tests", "benchmarks", "samples"];

    // Put together here, so that this file does not hold them.
    private static readonly string[] ForbiddenWords = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Utils", "Utility", "Utilities"];

    [Fact]
    public void The_sources_are_found() => Assert.True(RepositoryFiles.CSharp("src").Count > 100);

    [Theory]
    [InlineData("src/NeuroLab.Runtime", "NeuroLab")]
    [InlineData("src/NeuroLab.Demo", "NeuroLab.Demo")]
    public void A_folder_is_a_namespace(string folder, string root) => Check([folder], (path, text) =>
    {
        var expected = string.Join('.', [root, .. path[(folder.Length + 1)..].Split('/')[..^1]]);
        return Namespace().Match(text) is { Success: true } match && match.Groups[1].Value != expected
            ? $"lies in the namespace {match.Groups[1].Value}, not {expected}"
            : null;
    });

    [Fact]
    public void A_file_holds_one_public_type_of_its_name() => Check(["src"], (path, text) =>
    {
        var names = TopLevelType().Matches(text).Where(match => match.Groups[1].Value == "public")
            .Select(match => match.Groups[2].Value).ToArray();
        var expected = Path.GetFileName(path).Split('.')[0];
        return names.Length > 1 ? $"holds {string.Join(", ", names)}"
            : names.Length == 1 && names[0] != expected ? $"holds {names[0]}"
            : null;
    });

    [Fact]
    public void Files_stay_short() => Check(Everything, (_, text) =>
        Lines(text).Length is > MaxFileLines and var lines ? $"{lines} lines" : null);

    [Fact]
    public void Methods_stay_short() => Check(Everything, (_, text) =>
        MaxMemberLines(Lines(text)) is var (line, length) && length > MaxMethodLines ? $"{length} lines from line {line}" : null);

    [Fact]
    public void Names_say_what_a_type_does() => Check(Everything, (_, text) =>
        TopLevelType().Matches(text).Select(match => match.Groups[2].Value)
            .FirstOrDefault(name => EmptyNames.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))));

    [Fact]
    public void Nothing_is_left_for_later()
    {
        foreach (var path in RepositoryFiles.CSharp(Everything).Concat(RepositoryFiles.Find("*.*", "shaders", "build")).Concat(["neurolab", "test.sh"]))
        {
            var text = RepositoryFiles.Read(path);
            foreach (var word in ForbiddenWords)
                Assert.False(Regex.IsMatch(text, $@"\b{word}\b"), $"{path} holds {word}");
        }
    }

    [Fact]
    public void The_measure_of_methods_sees_long_ones()
    {
        string[] source =
        [
            "namespace A;", "", "public class B", "{",
            "    private struct C", "    {", .. Enumerable.Repeat("        // of a nested type", 99), "    }", "",
            "    public void D()", "    {", .. Enumerable.Repeat("        E();", 30), "    }", "}",
        ];
        Assert.Equal((109, 32), MaxMemberLines(source));
    }

    private static void Check(string[] folders, Func<string, string, string?> examine)
    {
        var findings =
            from path in RepositoryFiles.CSharp(folders)
            let finding = examine(path, RepositoryFiles.Read(path))
            where finding is not null
            select $"{path}: {finding}";
        Assert.Empty(findings);
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    // The formatter sets a member's braces alone on their lines, four columns in, or eight in a nested type.
    private static (int Line, int Length) MaxMemberLines(string[] lines)
    {
        var longest = (Line: 0, Length: 0);
        foreach (var indent in (string[])["    ", "        "])
        {
            for (var i = 1; i < lines.Length; i++)
            {
                if (lines[i] != indent + "{" || IsType(lines, i))
                    continue;
                var end = Array.FindIndex(lines, i, line => line.StartsWith(indent + "}", StringComparison.Ordinal));
                if (end - i + 1 > longest.Length)
                    longest = (i + 1, end - i + 1);
            }
        }
        return longest;
    }

    private static bool IsType(string[] lines, int brace)
    {
        for (var i = brace - 1; i >= 0 && lines[i].Trim().Length > 0 && !lines[i].EndsWith('}') && !lines[i].EndsWith(';'); i--)
        {
            if (TypeKeyword().IsMatch(lines[i]))
                return true;
        }
        return false;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(public|internal|file) (?:[\w ]+ )?(?:class|struct|interface|enum|record(?: struct)?) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\b")]
    private static partial Regex TypeKeyword();
}
