using System.Numerics;
using CsCheck;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Golden;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class HeightFieldTests
{
    private static HeightField Field(float[] losses, int rows, int columns, float extent = 1, int vertices = 101)
    {
        var field = new HeightField();
        field.Update(new SurfaceSamples(losses, rows, columns, extent), HeightScale.Fit(losses), vertices);
        return field;
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(51, 2)]
    [InlineData(101, 1)]
    [InlineData(300, 1)]
    public void CoarseSurfacesAreRefined(int size, int subdivision) =>
        Assert.Equal(subdivision, Field(SyntheticScenes.Sample(SyntheticScenes.Hills, size), size, size).Subdivision);

    [Fact]
    public void TheDrawnSurfacePassesThroughEverySample()
    {
        const int Rows = 7, Columns = 9;
        var losses = new float[Rows * Columns];
        for (var i = 0; i < losses.Length; i++) losses[i] = i * 37 % 23;
        var field = Field(losses, Rows, Columns, extent: 2);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                Assert.Equal(losses[row * Columns + column], field.LossAt(-2 + column * 0.5f, -2 + row * 4f / (Rows - 1)), 1e-3f);
        }
    }

    [Fact]
    public void RefinementIsCloserToASmoothFunctionThanStraightLines()
    {
        var losses = SyntheticScenes.Sample(SyntheticScenes.Hills, 21);
        Assert.True(Error(Field(losses, 21, 21)) < 0.35f * Error(Field(losses, 21, 21, vertices: 21)));

        static float Error(HeightField field)
        {
            float worst = 0;
            for (var a = -0.89f; a < 0.9f; a += 0.017f)
                worst = MathF.Max(worst, MathF.Abs(field.LossAt(a, 0.33f) - SyntheticScenes.Hills(a, 0.33f)));
            return worst;
        }
    }

    [Fact]
    public void OnlyCellsWithACornerThatIsNotFiniteAreHoles()
    {
        var losses = SyntheticScenes.Sample(SyntheticScenes.Hills, 11);
        losses[5 * 11 + 5] = float.NaN;
        var field = Field(losses, 11, 11);
        Assert.False(field.IsCellSolid(4, 4));
        Assert.False(field.IsCellSolid(5, 5));
        Assert.True(field.IsCellSolid(3, 5));
        Assert.True(float.IsNaN(field.HeightAt(0.19f, -0.19f)));
        Assert.True(float.IsFinite(field.HeightAt(0.21f, 0)));
        Assert.True(float.IsNaN(field.LossAt(1.01f, 0)));
    }

    [Fact]
    public void AHoleTearsNoCrackIntoItsSurroundings()
    {
        var losses = SyntheticScenes.Sample(SyntheticScenes.Hills, 11);
        losses[5 * 11 + 5] = float.PositiveInfinity;
        var field = Field(losses, 11, 11);
        for (float z = -1; z <= 1; z += 0.013f)
        {
            float left = field.HeightAt(0.6f - 1e-5f, z), right = field.HeightAt(0.6f + 1e-5f, z);
            Assert.Equal(left, right, 1e-4f);
        }
    }

    [Fact]
    public void OnlyAChangeIsTakenOver()
    {
        var losses = new float[9];
        var field = new HeightField();
        SurfaceSamples surface = new(losses, 3, 3, 1), other = new(losses, 3, 3, 1);
        Assert.True(field.Update(surface, new HeightScale(0, 1)));
        Assert.False(field.Update(surface, new HeightScale(0, 1)));
        Assert.True(field.Update(other, new HeightScale(0, 1)));
        Assert.True(field.Update(other, new HeightScale(0, 2)));
        Assert.Equal(3, field.Revision);
    }

    [Fact]
    public void PickingFindsThePointThatWasProjectedOrTheOneThatHidesIt()
    {
        var frame = SyntheticScenes.Race(51);
        var field = Field(frame.Surface!.Losses.ToArray(), 51, 51);
        var projection = new SceneProjection(frame.Camera, 1280, 720);
        int seen = 0, hidden = 0;
        Gen.Select(Gen.Float[-0.99f, 0.99f], Gen.Float[-0.99f, 0.99f]).Sample((a, b) =>
        {
            var world = new Vector3(a, field.HeightAt(a, b), b);
            Assert.True(projection.TryProject(world, out var pixel));
            (var origin, var direction) = projection.Ray(pixel);
            if (IsInSight(field, origin, world) is not { } inSight) return;
            Assert.True(field.TryPick(origin, direction, out var hit));
            var nearer = Vector3.Distance(origin, world) - Vector3.Distance(origin, hit.World);
            Assert.Equal(inSight, nearer < 0.01f);
            Interlocked.Increment(ref inSight ? ref seen : ref hidden);
            if (!inSight) return;
            Assert.True(Vector3.Distance(hit.World, world) < 1e-2f);
            Assert.Equal(SyntheticScenes.Hills(hit.Alpha, hit.Beta), hit.Loss, 0.004f);
        }, iter: 1000);
        Assert.True(seen > 300 && hidden > 100, $"{seen} in sight, {hidden} hidden");
    }

    /// <summary>
    /// Walks from the eye to shortly before a point of the surface and looks at the sign of the clearance; null where
    /// a ray grazes a crest, as rounding then decides.
    /// </summary>
    private static bool? IsInSight(HeightField field, Vector3 eye, Vector3 point)
    {
        const int Steps = 4000;
        float side = 0;
        var grazes = false;
        var length = Vector3.Distance(eye, point);
        for (var step = 0; step < Steps; step++)
        {
            var left = length * (1 - (float)step / Steps);
            if (left < 0.01f) break;
            var place = Vector3.Lerp(point, eye, left / length);
            var clearance = place.Y - field.HeightAt(place.X, place.Z);
            if (float.IsNaN(clearance)) continue;
            if (MathF.Abs(clearance) < 1e-3f)
            {
                grazes = true;
                continue;
            }
            if (side * clearance < 0) return false;
            side = MathF.Sign(clearance);
        }
        return grazes ? null : true;
    }

    [Fact]
    public void RaysPassThroughHolesAndBesideTheSurface()
    {
        var losses = SyntheticScenes.Sample((_, _) => 1, 11);
        losses[5 * 11 + 5] = float.NaN;
        var field = Field(losses, 11, 11);
        Assert.False(field.TryPick(new Vector3(0.05f, 3, 0.05f), -Vector3.UnitY, out _));
        Assert.False(field.TryPick(new Vector3(1.2f, 3, 0), -Vector3.UnitY, out _));
        Assert.False(field.TryPick(new Vector3(0.5f, 3, 0.5f), Vector3.UnitY, out _));
        Assert.True(field.TryPick(new Vector3(0.5f, 3, 0.5f), -Vector3.UnitY, out var above));
        Assert.Equal((0.5f, 0.5f, 1f), (above.Alpha, above.Beta, MathF.Round(above.Loss, 3)));
        Assert.True(field.TryPick(new Vector3(0.5f, -3, 0.5f), Vector3.UnitY, out _));
    }

    [Fact]
    public void NothingIsPickedBeforeThereIsASurface() =>
        Assert.False(new HeightField().TryPick(Vector3.UnitY, -Vector3.UnitY, out _));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLossUnderThePointerIsTheSampledOneAlsoWhereTheScaleCutsItOff(bool logarithmic)
    {
        var losses = SyntheticScenes.Sample((a, b) => 2 + a, 11);
        var field = new HeightField();
        field.Update(new SurfaceSamples(losses, 11, 11, 1), new HeightScale(1.6f, 2.4f, logarithmic));
        foreach (var alpha in (float[])[-0.95f, -0.6f, 0, 0.6f, 0.95f])
            Assert.Equal(2 + alpha, field.LossAt(alpha, 0.3f), 0.02f);
    }

    [Fact]
    public void APickOnSidesOfDifferentLengthIsInTheirOwnUnits()
    {
        var losses = SyntheticScenes.Sample(SyntheticScenes.Hills, 11)[..(11 * 5)];
        var field = new HeightField();
        field.Update(new SurfaceSamples(losses, new(-2, 2, 11), new GridAxis(-0.5, 0.5, 5)), HeightScale.Fit(losses));
        Assert.True(field.TryPick(new Vector3(0.4f, 5, -0.6f), -Vector3.UnitY, out var hit));
        Assert.Equal((0.8f, -0.3f), (hit.Alpha, hit.Beta));
        Assert.Equal(hit.Loss, field.LossAt(0.8f, -0.3f), 1e-5f);
    }
}
