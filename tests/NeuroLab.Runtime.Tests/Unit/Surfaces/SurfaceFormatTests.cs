using NeuroLab.Datasets;
using NeuroLab.Numerics;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;
using NeuroLab.Surfaces;

namespace NeuroLab.Runtime.Tests.Unit.Surfaces;

public sealed class SurfaceFormatTests : IDisposable
{
    private static readonly SurfaceSamples Surface = new([0, 1, 2, 3, float.NaN, 5], 2, 3, 0.5);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_has_a_row_for_each_sample_and_holes_stay_holes()
    {
        var path = _folder.File("s.CSV");
        Assert.Null(SurfaceFormat.Of(path).Write(path, Surface));
        Assert.Equal(
            ["alpha,beta,loss", "-0.5,-0.5,0", "0,-0.5,1", "0.5,-0.5,2", "-0.5,0.5,3", "0,0.5,NaN", "0.5,0.5,5"],
            File.ReadAllLines(path));
    }

    [Fact]
    public void Arrays_have_their_axes_and_shape()
    {
        var path = _folder.File("s.npz");
        Assert.Null(SurfaceFormat.Of(path).Write(path, Surface));
        var arrays = NpzFile.Read(path);
        Assert.Equal([3], arrays["alpha"].Shape);
        Assert.Equal([2], arrays["beta"].Shape);
        Assert.Equal([2, 3], arrays["loss"].Shape);
    }

    [Fact]
    public void An_unknown_extension_names_the_known_ones_and_those_of_hosts()
    {
        var error = Assert.Throws<UserErrorException>(() => SurfaceFormat.Of("s.xyz"));
        Assert.StartsWith("s.xyz: '.xyz' is not a known kind of surface; write .npz", error.Message, StringComparison.Ordinal);
        SurfaceFormat.Add(new("test", "Test", ".test", "a test", (_, surface) => $"{surface.Rows} rows"));
        Assert.Equal("2 rows", SurfaceFormat.Of("s.test").Write("s.test", Surface));
        Assert.Contains(".test", Assert.Throws<UserErrorException>(() => SurfaceFormat.Of("s.xyz")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SurfaceFormat.Add(SurfaceFormat.All[0] with { Name = "other" }));
    }
}
