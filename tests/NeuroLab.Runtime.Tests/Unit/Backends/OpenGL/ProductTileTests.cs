using NeuroLab.Backends.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class ProductTileTests
{
    [Fact]
    public void Every_shared_tile_fetches_one_block_an_invocation_and_fits_the_required_limits()
    {
        foreach (var tile in ProductTile.Shared)
        {
            var invocations = tile.Rows / tile.BlockRows * (tile.Columns / tile.BlockColumns);
            var depth4 = invocations / ((tile.Rows + tile.Columns) / 4);
            Assert.Equal(invocations, depth4 * (tile.Rows + tile.Columns) / 4);
            Assert.InRange(invocations, 1, DeviceLimits.RequiredInvocations);
            var sharedBytes = 16 * 4 * depth4 * ((tile.Rows / 4) + 1 + (tile.Columns / 4) + 1);
            Assert.InRange(sharedBytes, 1, DeviceLimits.RequiredSharedMemoryBytes);
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
