using NeuroLab.Editing;

namespace NeuroLab.Editor.Tests.Unit;

/// <summary>What a host sees of the Editor stays small enough to be known.</summary>
public class PublicSurfaceTests
{
    private const int MaxTypes = 12; // of 43 before

    [Fact]
    public void A_host_sees_at_most_12_types_of_the_editor()
    {
        var types = typeof(SceneEditor).Assembly.GetExportedTypes();
        Assert.True(types.Length <= MaxTypes, $"{types.Length} public types: {string.Join(", ", types.Select(type => type.FullName))}");
    }
}
