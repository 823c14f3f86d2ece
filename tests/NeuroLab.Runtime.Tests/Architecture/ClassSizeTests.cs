using System.Text.RegularExpressions;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>A class that is spread over several files stays small all the same.</summary>
public partial class ClassSizeTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_class_in_several_files_is_larger_than_one_file_may_be()
    {
        var sizes = Sizes(RepositoryFiles.CSharp("src").Select(RepositoryFiles.Read));
        Assert.NotEmpty(sizes);
        Assert.Empty(sizes.Where(entry => entry.Value > MaxLines)
            .Select(entry => $"{entry.Key}: {entry.Value} lines in all its parts"));
    }

    [Fact]
    public void All_parts_of_a_class_count()
    {
        const string part = "namespace A.B;\n\n/// <summary>A partial class.</summary>\ninternal sealed partial class C\n{\n}\n";
        var sizes = Sizes([part, part + "\n", part.Replace(" C", " D", StringComparison.Ordinal)]);
        Assert.Equal(6 + 7, sizes["A.B.C"]);
        Assert.Equal(6, sizes["A.B.D"]);
    }

    private static Dictionary<string, int> Sizes(IEnumerable<string> texts)
    {
        var sizes = new Dictionary<string, int>();
        foreach (var text in texts)
        {
            foreach (Match part in PartialType().Matches(text))
            {
                var name = $"{Namespace().Match(text).Groups[1].Value}.{part.Groups[1].Value}";
                sizes[name] = sizes.GetValueOrDefault(name) + text.Count(letter => letter == '\n');
            }
        }
        return sizes;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:public|internal|file)(?: \w+)* partial (?:class|struct|interface|record(?: class| struct)?) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PartialType();
}
