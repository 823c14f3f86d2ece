using NeuroLab.Backends.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class ProductTileTests
{
    [Fact]
    public void Every_shared_tile_fits_the_required_limits_when_it_is_shallow_enough()
    {
        foreach (var tile in ProductTile.Shared)
        {
            var shallow = tile.Within(DeviceLimits.RequiredSharedMemoryBytes);
            Assert.InRange(shallow.SharedBytes, 1, DeviceLimits.RequiredSharedMemoryBytes);
            Assert.InRange(shallow.Depth, 4, tile.Depth);
            Assert.Equal(tile, tile.Within(tile.SharedBytes));
            Assert.InRange(tile.Invocations, 32, DeviceLimits.RequiredInvocations);
        }
    }

    [Fact]
    public void A_GPU_gets_the_largest_tile_that_keeps_it_busy()
    {
        Assert.Equal(128, ProductTile.Choose(isSoftware: false, 4096, 4096, 1).Rows);
        Assert.Equal(64, ProductTile.Choose(isSoftware: false, 1024, 785, 1).Rows);
        Assert.Equal(32, ProductTile.Choose(isSoftware: false, 256, 10, 1).Rows);
        Assert.Equal(128, ProductTile.Choose(isSoftware: false, 1000, 64, 51).Rows);
    }

    [Fact]
    public void A_software_renderer_gets_no_shared_tile_and_narrow_ones_for_narrow_matrices()
    {
        Assert.Equal(64, ProductTile.Choose(isSoftware: true, 256, 512, 1).Columns);
        Assert.Equal(8, ProductTile.Choose(isSoftware: true, 256, 4, 1).Columns);
        Assert.All(ProductTile.Direct, tile => Assert.False(tile.IsShared));
    }
}
