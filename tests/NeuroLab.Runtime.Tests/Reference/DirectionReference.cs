using NeuroLab.Landscapes;

namespace NeuroLab.Runtime.Tests.Reference;

public sealed class DirectionReference
{
    public static TheoryData<string> Cases => ReferenceCase.Names;

    [Theory, MemberData(nameof(Cases))]
    public void Filter_normalization_agrees(string name)
    {
        var reference = ReferenceCase.Load(name);
        foreach (var number in (string[])["1", "2"])
        {
            var direction = reference.Flat("rawdir" + number);
            Direction.NormalizeFilters(direction, reference.Network);
            var expected = reference.Flat("dir" + number);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(
                    Math.Abs(expected[i] - direction[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])),
                    $"dir{number}[{i}]: expected {expected[i]}, got {direction[i]}");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Principal_components_of_a_path_agree(string name)
    {
        var reference = ReferenceCase.Load(name);
        var count = reference.Shape.ParameterCount;
        var snapshots = reference.Doubles("snapshots");
        float[][] path = [.. Enumerable.Range(0, snapshots.Length / count)
            .Select(t => snapshots.AsSpan(t * count, count).ToArray().Select(v => (float)v).ToArray())];
        var components = new PathComponents(path);

        var directions = reference.Doubles("pca_dirs");
        var coordinates = reference.Doubles("pca_coords");
        foreach (var (component, which) in ((float[], int)[])[(components.First, 0), (components.Second, 1)])
        {
            // A principal component is determined up to its sign.
            var dot = 0.0;
            for (var i = 0; i < count; i++)
                dot += component[i] * directions[which * count + i];
            Assert.InRange(Math.Abs(dot), 1 - 1e-4, 1 + 1e-4);
            for (var t = 0; t < path.Length; t++)
            {
                var actual = which == 0 ? components.Coordinates[t].Alpha : components.Coordinates[t].Beta;
                Assert.Equal(coordinates[t * 2 + which] * Math.Sign(dot), actual, 1e-3);
            }
        }
        var explained = reference.PcaExplained;
        Assert.Equal(explained[0], components.ExplainedVariance.First, 1e-4);
        Assert.Equal(explained[1], components.ExplainedVariance.Second, 1e-4);
    }
}
