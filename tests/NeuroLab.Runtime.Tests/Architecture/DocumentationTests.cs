using System.Text.RegularExpressions;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>What the documents point at exists, and what can be chosen is told.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Documents = ["README.md", "docs/architecture.md"];

    [Fact]
    public void Links_and_pictures_lead_somewhere()
    {
        foreach (var document in Documents)
        {
            var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document))!;
            foreach (Match link in Link().Matches(RepositoryFiles.Read(document)))
            {
                var target = link.Groups[1].Value;
                if (!target.Contains("://", StringComparison.Ordinal))
                    Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} points at {target}");
            }
        }
    }

    [Fact]
    public void Every_part_of_the_Runtime_is_described()
    {
        var text = RepositoryFiles.Read("docs/architecture.md");
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, "src/NeuroLab.Runtime")))
        {
            if (Path.GetFileName(folder) is var name and not ("bin" or "obj"))
                Assert.Contains($"{name}/", text);
        }
    }

    [Fact]
    public void The_README_names_everything_that_can_be_chosen()
    {
        var text = RepositoryFiles.Read("README.md");
        IEnumerable<object> entries =
            [.. Catalog.Datasets, .. Catalog.Optimizers, .. Catalog.Activations, .. Catalog.Losses, .. Catalog.Planes, .. Catalog.Initializers];
        foreach (var entry in entries)
            Assert.Contains($"`{entry}`", text);
    }

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
