using System.Numerics;
using NeuroLab.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// The drawn surface: heights on a grid refined by Catmull–Rom interpolation, which passes through every sample. Cells
/// with a non-finite corner are holes, at the sampled resolution, so no hole is ever bridged. World x = α/extent, z =
/// β/extent, both −1…1. CPU only.
/// </summary>
internal sealed class HeightField
{
    private float[] _padded = [];
    private float[] _stretched = [];
    private float[] _coordinates = [];
    private SurfaceSamples _surface = new(new float[4], 2, 2, 1);
    private HeightScale _scale;

    /// <summary>Incremented whenever the content changes.</summary>
    public int Revision { get; private set; }

    /// <summary>Samples along β and α.</summary>
    public (int Rows, int Columns) Samples => (_surface.Rows, _surface.Columns);

    /// <summary>Drawn cells per sampled cell along one axis.</summary>
    public int Subdivision { get; private set; } = 1;

    /// <summary>Vertices along β.</summary>
    public int Rows { get; private set; }

    /// <summary>Vertices along α.</summary>
    public int Columns { get; private set; }

    /// <summary>α runs from −Extent to Extent.</summary>
    public float Extent => (float)_surface.Extent;

    /// <summary>β runs from −BetaExtent to BetaExtent.</summary>
    public float BetaExtent => (float)_surface.BetaExtent;

    /// <summary>Scale coordinates of the vertices, [Rows β, Columns α]; undefined inside holes.</summary>
    public ReadOnlySpan<float> Coordinates => _coordinates.AsSpan(0, Rows * Columns);

    /// <summary>Replaces the surface if it differs from the current one; returns whether it did.</summary>
    /// <param name="surface">The samples.</param>
    /// <param name="scale">Maps losses to heights.</param>
    /// <param name="vertices">Approximate number of vertices to aim for along one axis.</param>
    public bool Update(SurfaceSamples surface, in HeightScale scale, int vertices = 101)
    {
        var subdivision = Math.Max(1, (vertices - 1) / (Math.Max(surface.Rows, surface.Columns) - 1));
        if (Revision > 0 && surface == _surface && scale == _scale && subdivision == Subdivision) return false;
        _surface = surface;
        _scale = scale;
        Subdivision = subdivision;
        Rows = (surface.Rows - 1) * subdivision + 1;
        Columns = (surface.Columns - 1) * subdivision + 1;
        Interpolate();
        Revision++;
        return true;
    }

    /// <summary>Whether a sampled cell is drawn: all four corners are finite.</summary>
    public bool IsCellSolid(int row, int column)
    {
        var losses = _surface.Losses;
        var at = row * _surface.Columns + column;
        return float.IsFinite(losses[at]) && float.IsFinite(losses[at + 1])
            && float.IsFinite(losses[at + _surface.Columns]) && float.IsFinite(losses[at + _surface.Columns + 1]);
    }

    /// <summary>The drawn height at world (x, z), interpolated as in the triangles; NaN outside and in holes.</summary>
    public float HeightAt(float x, float z)
    {
        float column = (x + 1) / 2 * (Columns - 1), row = (z + 1) / 2 * (Rows - 1);
        if (!(column >= 0 && row >= 0 && column <= Columns - 1 && row <= Rows - 1)) return float.NaN;
        int c = Math.Min((int)column, Columns - 2), r = Math.Min((int)row, Rows - 2);
        if (!IsCellSolid(r / Subdivision, c / Subdivision)) return float.NaN;
        float u = column - c, v = row - r;
        var at = r * Columns + c;
        float east = _coordinates[at + 1], north = _coordinates[at + Columns];
        var corner = u + v <= 1 ? _coordinates[at] : _coordinates[at + Columns + 1];
        float du = u + v <= 1 ? u : 1 - v, dv = u + v <= 1 ? v : 1 - u;
        return HeightScale.WorldHeight * (corner + du * (east - corner) + dv * (north - corner));
    }

    /// <summary>The loss at (α, β) according to the drawn surface; NaN outside and in holes.</summary>
    public float LossAt(float alpha, float beta)
    {
        var coordinate = HeightAt(alpha / Extent, beta / BetaExtent) / HeightScale.WorldHeight;
        // In the soft ends of the scale the drawn height is too imprecise for the loss.
        return coordinate is > 1 or < 0 ? (float)_surface.LossAt(alpha, beta) : _scale.LossAt(coordinate);
    }

    /// <summary>The first intersection of a ray with the surface, from either side; false if there is none.</summary>
    /// <param name="origin">World coordinates.</param>
    /// <param name="direction">Any non-zero length.</param>
    /// <param name="hit">The intersection.</param>
    public bool TryPick(Vector3 origin, Vector3 direction, out SurfaceHit hit)
    {
        hit = default;
        if (Rows == 0 || !ClipToFootprint(origin, direction, out var from, out var to)) return false;
        float cellX = 2f / (Columns - 1), cellZ = 2f / (Rows - 1);
        while (from < to)
        {
            // Half an epsilon further, so that a point on a cell border belongs to the cell that the ray enters.
            var inside = origin + (from + 1e-5f) * direction;
            var c = Math.Clamp((int)((inside.X + 1) / cellX), 0, Columns - 2);
            var r = Math.Clamp((int)((inside.Z + 1) / cellZ), 0, Rows - 2);
            if (IsCellSolid(r / Subdivision, c / Subdivision) && MeetsCell(r, c, origin, direction, out var distance))
            {
                var world = origin + distance * direction;
                float alpha = world.X * Extent, beta = world.Z * BetaExtent;
                var loss = LossAt(Math.Clamp(alpha, -Extent, Extent), Math.Clamp(beta, -BetaExtent, BetaExtent));
                hit = new SurfaceHit(alpha, beta, loss, world);
                return true;
            }
            var next = MathF.Min(
                Leave(origin.X, direction.X, c * cellX - 1, cellX), Leave(origin.Z, direction.Z, r * cellZ - 1, cellZ));
            from = MathF.Max(next, from + 1e-5f);
        }
        return false;
    }

    /// <summary>World position of a vertex.</summary>
    internal Vector3 Vertex(int row, int column) => new(
        2f * column / (Columns - 1) - 1,
        HeightScale.WorldHeight * _coordinates[row * Columns + column],
        2f * row / (Rows - 1) - 1);

    private bool MeetsCell(int row, int column, Vector3 origin, Vector3 direction, out float distance)
    {
        Vector3 a = Vertex(row, column), b = Vertex(row, column + 1);
        Vector3 c = Vertex(row + 1, column), d = Vertex(row + 1, column + 1);
        var first = MeetsTriangle(a, b, c, origin, direction, out var near);
        var second = MeetsTriangle(d, c, b, origin, direction, out var far);
        distance = first && second ? MathF.Min(near, far) : first ? near : far;
        return first || second;
    }

    /// <summary>
    /// Möller and Trumbore 1997, with a tolerance at the edges so that no ray passes between two triangles.
    /// </summary>
    private static bool MeetsTriangle(
        Vector3 a, Vector3 b, Vector3 c, Vector3 origin, Vector3 direction, out float distance)
    {
        const float Slack = 1e-4f;
        distance = float.PositiveInfinity;
        Vector3 ab = b - a, ac = c - a;
        var p = Vector3.Cross(direction, ac);
        var determinant = Vector3.Dot(ab, p);
        if (determinant == 0) return false;
        var s = origin - a;
        var u = Vector3.Dot(s, p) / determinant;
        var q = Vector3.Cross(s, ab);
        var v = Vector3.Dot(direction, q) / determinant;
        if (u < -Slack || v < -Slack || u + v > 1 + Slack) return false;
        distance = Vector3.Dot(ac, q) / determinant;
        return distance >= 0;
    }

    private static float Leave(float origin, float direction, float low, float size) => direction switch
    {
        > 0 => (low + size - origin) / direction,
        < 0 => (low - origin) / direction,
        _ => float.PositiveInfinity,
    };

    private static bool ClipToFootprint(Vector3 origin, Vector3 direction, out float from, out float to)
    {
        // The soft ends of the scale bound the heights; interpolation may overshoot slightly.
        const float Low = -0.4f, High = HeightScale.WorldHeight * 1.5f;
        (from, to) = (0, float.PositiveInfinity);
        return Clip(origin.X, direction.X, -1, 1, ref from, ref to)
            && Clip(origin.Z, direction.Z, -1, 1, ref from, ref to)
            && Clip(origin.Y, direction.Y, Low, High, ref from, ref to);
    }

    private static bool Clip(float origin, float direction, float low, float high, ref float from, ref float to)
    {
        if (direction == 0) return origin >= low && origin <= high;
        float first = (low - origin) / direction, second = (high - origin) / direction;
        from = MathF.Max(from, MathF.Min(first, second));
        to = MathF.Min(to, MathF.Max(first, second));
        return from < to;
    }

    /// <summary>Fills the vertex coordinates from the samples, first along α, then along β.</summary>
    private void Interpolate()
    {
        int rows = _surface.Rows + 2, columns = _surface.Columns + 2;
        Grow(ref _padded, rows * columns);
        Grow(ref _stretched, rows * Columns);
        Grow(ref _coordinates, Rows * Columns);
        HeightFieldPadding.Fill(_surface.Losses, _surface.Rows, _surface.Columns, _scale, _padded);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                _stretched[row * Columns + column] = CatmullRom(_padded, row * columns, 1, column);
        }
        for (var column = 0; column < Columns; column++)
        {
            for (var row = 0; row < Rows; row++)
                _coordinates[row * Columns + column] = CatmullRom(_stretched, column, Columns, row);
        }
    }

    private float CatmullRom(float[] values, int start, int stride, int vertex)
    {
        var cell = vertex / Subdivision;
        var t = (float)(vertex % Subdivision) / Subdivision;
        var at = start + (cell + 1) * stride;
        var b = values[at];
        // At a sample the interpolation equals the sample, and its right neighbour may be outside.
        if (t == 0) return b;
        float a = values[at - stride], c = values[at + stride], d = values[at + 2 * stride];
        return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
    }
}
