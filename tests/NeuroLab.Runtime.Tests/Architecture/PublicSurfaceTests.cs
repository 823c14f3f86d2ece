namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>What a host sees of the Runtime stays small enough to be known.</summary>
public class PublicSurfaceTests
{
    private const int MaxTypes = 120; // of 240 before

    [Fact]
    public void A_host_sees_at_most_120_types()
    {
        var types = typeof(Catalog).Assembly.GetExportedTypes();
        Assert.True(types.Length <= MaxTypes,
            $"{types.Length} public types; make one internal that no host needs: {string.Join(", ", types.Select(type => type.FullName))}");
    }

    [Fact]
    public void What_the_catalogue_lists_is_reached_by_its_name_alone()
    {
        IEnumerable<object> entries =
        [
            .. Catalog.Activations, .. Catalog.Losses, .. Catalog.Optimizers,
            .. Catalog.Schedules, .. Catalog.Initializers, .. Catalog.Datasets, .. Catalog.Planes,
        ];
        Assert.All(entries, entry => Assert.False(entry.GetType().IsVisible, $"{entry.GetType()} is public"));
    }

    [Fact]
    public void Samples_see_what_every_host_sees()
    {
        var friends = RepositoryFiles.Read("src/NeuroLab.Runtime/NeuroLab.Runtime.csproj");
        foreach (var sample in RepositoryFiles.Find("*.csproj", "samples"))
            Assert.DoesNotContain($"\"{Path.GetFileNameWithoutExtension(sample)}\"", friends);
    }
}
