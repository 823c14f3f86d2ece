using NeuroLab.Activations;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class PathComponentsTests
{
    // Along u mostly and along v a little, in 9 dimensions: u = e₀, v = (e₁ + e₂)/√2.
    private static readonly (double U, double V)[] Walk = [(6, 0), (4, 1.5), (1, 1), (-1, -0.5), (0, 0)];

    [Fact]
    public void A_flat_path_is_described_in_full()
    {
        var components = new PathComponents(Path());
        Assert.Equal(1, Math.Abs(components.First[0]), 0.1);
        Assert.Equal(1, Direction.Norm(components.First), 1e-6);
        Assert.Equal(1, Direction.Norm(components.Second), 1e-6);
        Assert.Equal(0, Dot(components.First, components.Second), 1e-6);
        Assert.Equal(1, components.ExplainedVariance.First + components.ExplainedVariance.Second, 1e-9);
        Assert.True(components.ExplainedVariance.First > 0.8);
        for (var t = 0; t < Walk.Length; t++)
        {
            // Rotated within the plane, but of the same length.
            var (alpha, beta) = components.Coordinates[t];
            Assert.Equal(Walk[t].U * Walk[t].U + Walk[t].V * Walk[t].V, alpha * alpha + beta * beta, 1e-4);
        }
    }

    [Fact]
    public void The_path_ends_at_the_origin_and_starts_on_the_positive_side()
    {
        var components = new PathComponents(Path());
        Assert.Equal((0, 0), components.Coordinates[^1]);
        Assert.True(components.Coordinates[0].Alpha > 0);
        var mirrored = new PathComponents(Path(-1));
        Assert.True(mirrored.Coordinates[0].Alpha > 0);
    }

    [Fact]
    public void A_straight_path_has_no_second_component()
    {
        float[][] path = [[0.3f, 1, 2], [0.6f, 2, 4], [0.9f, 3, 6], [1.5f, 5, 10]];
        var components = new PathComponents(path);
        Assert.Equal(1, components.ExplainedVariance.First, 1e-9);
        Assert.Equal([0, 0, 0], components.Second);
    }

    [Fact]
    public void A_nearly_straight_path_keeps_a_fifth_of_its_length_across()
    {
        float[][] path = [[0, 0, 0], [1, 1e-3f, 0], [2, -1e-3f, 0], [3, 1e-3f, 0], [4, 0, 0]];
        var plane = new PathComponents(path).ToPlane(path[^1], "descent");
        Assert.Equal(Direction.Norm(plane.First) / 5, Direction.Norm(plane.Second), 1e-4);
        Assert.All(plane.Path, point => Assert.True(Math.Abs(point.Beta) < 0.01 && Math.Abs(point.Alpha) < 0.63));
    }

    [Fact]
    public void A_path_that_stands_still_has_no_component()
    {
        var components = new PathComponents([[1, 2], [1, 2], [1, 2]]);
        Assert.Equal([0, 0], components.First);
        Assert.Equal([0, 0], components.Second);
        Assert.Equal((0, 0), components.ExplainedVariance);
    }

    [Fact]
    public void The_descent_plane_holds_the_whole_path_well_inside()
    {
        var path = Path();
        var plane = new DescentPlane().Create(new PlaneContext(Final(path), 1, path));
        foreach (var point in path)
        {
            var projection = plane.Project(point);
            Assert.InRange(projection.Alpha, -0.63, 0.63);
            Assert.InRange(projection.Beta, -0.63, 0.63);
            Assert.InRange(projection.Residual, 0, 1e-5);
        }
        Assert.Equal(0.62, path.Max(point => Math.Abs(plane.Project(point).Alpha)), 1e-5);
        Assert.Equal("descent plane, 100 % of the path (of a random walk 84 %)", plane.Description);
    }

    // Antognini and Sohl-Dickstein 2018: with many dimensions the terms of 6/(π²k²), of finitely many points those of
    // 1/sin².
    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 0.8828427124746190)]
    [InlineData(201, 0.7599)]
    [InlineData(100_000, 0.7599088773175334)]
    public void A_random_walks_share_is_that_of_its_number_of_points(int points, double share)
    {
        Assert.Equal(share, PathComponents.RandomWalkShare(points), 1e-4);
        // The eigenvalues of the centred Gram matrix min(s, t).
        if (points > 300)
            return;
        var gram = new double[points * points];
        for (var s = 0; s < points; s++)
            for (var t = 0; t < points; t++)
                gram[s * points + t] = Centred(s, t);
        var (values, _) = SymmetricEigen.Decompose(gram, points);
        Assert.Equal((values[0] + values[1]) / values.Sum(), PathComponents.RandomWalkShare(points), 1e-9);

        double Centred(int s, int t)
        {
            double Row(int r) => Enumerable.Range(0, points).Average(k => (double)Math.Min(r, k));
            var all = (points - 1) * (2 * points - 1) / (6.0 * points);
            return Math.Min(s, t) - Row(s) - Row(t) + all;
        }
    }

    [Fact]
    public void A_random_walk_of_200_steps_in_10000_dimensions_shows_the_nulls_share_and_says_that_it_proves_nothing()
    {
        var random = new SeededRandom(1);
        var walk = new float[201][];
        for (var t = 0; t < walk.Length; t++)
            walk[t] = [.. Enumerable.Range(0, 10_000).Select(i => (t > 0 ? walk[t - 1][i] : 0) + (float)random.NextGaussian())];
        var components = new PathComponents(walk);
        Assert.Equal(0.76, components.ExplainedVariance.First + components.ExplainedVariance.Second, 0.02);
        var plane = new PathPlane().Create(new PlaneContext(Final(walk), 1, walk));
        Assert.Matches(@"^path plane, 7[4-8] % of the path: no more than of a random walk \(76 %\), so it proves nothing$", plane.Description);
    }

    [Fact]
    public void A_refit_keeps_the_signs_of_the_plane_before()
    {
        var path = Path();
        var plane = new PathPlane().Create(new PlaneContext(Final(path), 1, path));
        var mirrored = new Plane(plane.Origin, [.. plane.First.Select(v => -v)], [.. plane.Second.Select(v => -v)]);
        var refit = new PathPlane().Create(new PlaneContext(Final(path), 1, path) { Previous = mirrored });
        Assert.Equal(mirrored.First, refit.First);
        Assert.Equal(mirrored.Second, refit.Second);
        Assert.True(refit.Path[0].Alpha < 0);
    }

    // Coordinates count from the last point, though the decomposition is centred: the mean of them is not 0.
    [Fact]
    public void Coordinates_are_those_of_the_end_and_not_of_the_mean()
    {
        var components = new PathComponents(Path());
        Assert.Equal((0, 0), components.Coordinates[^1]);
        Assert.True(Math.Abs(components.Coordinates.Average(c => c.Alpha)) > 1);
        // Uncentred, the first direction would lie along the mean: here it would be e₀ turned by more.
        var uncentred = Math.Atan2(Walk.Sum(w => w.U * w.V), Walk.Sum(w => w.U * w.U));
        var (meanU, meanV) = (Walk.Average(w => w.U), Walk.Average(w => w.V));
        double uu = Walk.Sum(w => (w.U - meanU) * (w.U - meanU)), vv = Walk.Sum(w => (w.V - meanV) * (w.V - meanV)), uv = Walk.Sum(w => (w.U - meanU) * (w.V - meanV));
        var centred = Math.Atan2(2 * uv, uu - vv) / 2;
        var angle = Math.Atan2(components.First[1] * Math.Sqrt(2), components.First[0]);
        Assert.Equal(centred, angle, 1e-5);
        Assert.True(Math.Abs(uncentred - centred) > 0.005);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("still")]
    [InlineData("diverged")]
    public void A_path_without_a_plane_is_refused_in_one_line(string kind)
    {
        float[][] path = kind switch
        {
            "short" => [[1, 2, 3], [2, 3, 4]],
            "still" => [[1, 2, 3], [1, 2, 3], [1, 2, 3]],
            _ => [[1, 2, 3], [1, float.NaN, 3], [float.NaN, 2, 3]],
        };
        var message = Assert.Throws<UserErrorException>(
            () => new DescentPlane().Create(new PlaneContext(Final(path), 1, path))).Message;
        Assert.StartsWith("the descent plane needs a path", message);
    }

    private static float[][] Path(float sign = 1) => [.. Walk.Select(point =>
    {
        var theta = new float[9];
        theta[0] = sign * (float)point.U + 10;
        theta[1] = theta[2] = sign * (float)(point.V / Math.Sqrt(2));
        theta[8] = 3;
        return theta;
    })];

    private static Network Final(float[][] path) =>
        new(new NetworkShape([path[^1].Length - 1, 1], new Tanh()), path[^1]);

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
