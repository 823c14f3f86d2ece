using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Surfaces;

/// <summary>Cases that programs for loss surfaces are known to get wrong.</summary>
public class SurfaceTrapTests
{
    // 2 rows of β, 3 columns of α.
    private static readonly SurfaceSamples Oblong = new([0, 1, 2, 3, 4, 5], 2, 3, 2);

    [Fact]
    public void A_grid_that_is_not_square_has_beta_in_its_rows_and_alpha_in_its_columns()
    {
        Assert.Equal([-2, 0, 2], Enumerable.Range(0, 3).Select(Oblong.AlphaOf));
        Assert.Equal([-2, 2], Enumerable.Range(0, 2).Select(Oblong.BetaOf));
        Assert.Equal(2, Oblong.LossAt(2, -2));
        Assert.Equal(3, Oblong.LossAt(-2, 2));
        Assert.Equal(2.5, Oblong.LossAt(0, 0));
        Assert.Equal(NaN(), Oblong.LossAt(2.001, 0));
    }

    // 0 is a loss, and not the mark of a cell that is not computed.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cell_with_loss_0_is_a_cell(bool isLogarithmic)
    {
        float[] losses = [0, 1, 10, float.NaN];
        var scale = HeightScale.Fit(losses, isLogarithmic);
        Assert.Equal(0, scale.Minimum);
        Assert.True(float.IsFinite(scale.Height(0)));
        Assert.True(scale.Height(0) < scale.Height(1) && scale.Height(1) < scale.Height(10));
        Assert.True(float.IsNaN(scale.Height(float.NaN)));
        // A logarithm has no 0: the scale's lower end says that there is less.
        Assert.Equal((isLogarithmic, false), scale.Cuts(losses));
        Assert.Equal(0, new SurfaceSamples(losses, 2, 2, 1).LossAt(-1, -1));
    }

    // Bounds and a line through 0 are exact: no coordinate is skipped for being 0.
    [Fact]
    public void The_middle_of_an_odd_grid_is_0_and_holds_the_weights_themselves()
    {
        var grid = new SurfaceGrid(51, 0.7);
        Assert.Equal(0, grid.Coordinate(25));
        Assert.Equal((-0.7, 0.7), (grid.Coordinate(0), grid.Coordinate(50)));
        var plane = new Plane([1, 2, 3], [0.3f, 0.7f, 0.1f], [0.9f, -0.4f, 0.2f]);
        var there = new float[3];
        plane.PointAt(grid.Coordinate(25), grid.Coordinate(25), there);
        Assert.Equal(plane.Origin, there);
    }

    // A surface whose losses touch 0 from both sides of a bound, and one that is flat at 0.
    [Fact]
    public void A_scale_with_a_bound_at_0_is_a_scale()
    {
        Assert.Equal((0f, 3f), (HeightScale.Fit([3, 0]).Minimum, HeightScale.Fit([3, 0]).Maximum));
        foreach (var isLogarithmic in (bool[])[false, true])
        {
            var flat = HeightScale.Fit([0, 0, 0, 0], isLogarithmic);
            Assert.True(float.IsFinite(flat.Height(0)), $"logarithmic: {isLogarithmic}");
        }
    }

    private static double NaN() => double.NaN;
}
