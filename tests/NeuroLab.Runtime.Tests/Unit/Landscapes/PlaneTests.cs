using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class PlaneTests
{
    private const int Length = 50;

    [Fact]
    public void A_point_of_the_plane_is_found_again_though_its_directions_are_oblique()
    {
        var plane = Oblique();
        var point = new float[Length];
        foreach (var (alpha, beta) in new[] { (0.0, 0.0), (1, 0), (0, 1), (-0.7, 0.3), (25, -40) })
        {
            plane.PointAt(alpha, beta, point);
            var projection = plane.Project(point);
            Assert.Equal(alpha, projection.Alpha, 1e-5 * Math.Max(1, Math.Abs(alpha)));
            Assert.Equal(beta, projection.Beta, 1e-5 * Math.Max(1, Math.Abs(beta)));
            Assert.InRange(projection.Residual, 0, 1e-6);
        }
    }

    [Fact]
    public void A_point_beside_the_plane_is_projected_at_a_right_angle()
    {
        var plane = new Plane([1, 2, 3], [2, 0, 0], [1, 1, 0]);
        // Δ = (4, 3, 12): the plane holds (4, 3), and 12 of 13 stand above it.
        var projection = plane.Project([5, 5, 15]);
        Assert.Equal(0.5, projection.Alpha, 1e-12);
        Assert.Equal(3, projection.Beta, 1e-12);
        Assert.Equal(12.0 / 13, projection.Residual, 1e-12);
    }

    [Fact]
    public void The_origin_has_no_residual() =>
        Assert.Equal(new Projection(0, 0, 0), Oblique().Project(Oblique().Origin));

    [Fact]
    public void Parallel_directions_leave_beta_at_zero()
    {
        var plane = new Plane([0, 0, 0], [1, 2, 2], [2, 4, 4]);
        Assert.Equal(new Projection(3, 0, 0), plane.Project([3, 6, 6]));
    }

    [Fact]
    public void A_direction_of_zero_leaves_the_other_one()
    {
        Assert.Equal(new Projection(2, 0, 0), new Plane([0, 0], [0, 3], [0, 0]).Project([0, 6]));
        Assert.Equal(new Projection(0, 2, 0), new Plane([0, 0], [0, 0], [0, 3]).Project([0, 6]));
        Assert.Equal(new Projection(0, 0, 1), new Plane([0, 0], [0, 0], [0, 0]).Project([0, 6]));
    }

    [Fact]
    public void NaN_weights_stand_nowhere()
    {
        var projection = new Plane([0, 0], [1, 0], [0, 1]).Project([float.NaN, 1]);
        Assert.True(double.IsNaN(projection.Alpha) && double.IsNaN(projection.Residual));
    }

    [Fact]
    public void Directions_have_the_length_of_the_origin()
    {
        Assert.Throws<ArgumentException>(() => new Plane(new float[3], new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => new Plane(new float[3], new float[3], new float[4]));
    }

    [Fact]
    public void A_grid_runs_from_minus_extent_to_extent()
    {
        var grid = new SurfaceGrid(5, 2);
        Assert.Equal([-2, -1, 0, 1, 2], Enumerable.Range(0, 5).Select(grid.Coordinate));
        Assert.Equal(25, grid.Count);
    }

    private static Plane Oblique()
    {
        var random = new SeededRandom(4);
        float[] origin = new float[Length], first = new float[Length], second = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            origin[i] = (float)random.NextGaussian();
            first[i] = (float)random.NextGaussian();
            second[i] = 0.8f * first[i] + 0.3f * (float)random.NextGaussian();
        }
        return new Plane(origin, first, second);
    }
}
