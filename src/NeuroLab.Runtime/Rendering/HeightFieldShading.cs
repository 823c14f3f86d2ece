using System.Numerics;
using NeuroLab.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// Lighting that depends on the neighbourhood, precomputed per vertex so that it costs nothing per pixel: ambient
/// occlusion and the shadow of the key light. Computed on a coarse grid.
/// </summary>
internal sealed class HeightFieldShading
{
    /// <summary>Direction to the key light, which is fixed relative to the landscape.</summary>
    public static readonly Vector3 KeyLight = Vector3.Normalize(new Vector3(-0.55f, 0.95f, 0.35f));

    private const int Size = 64;
    private readonly float[] _heights = new float[Size * Size];
    private readonly float[] _blurred = new float[Size * Size];
    private readonly float[] _scratch = new float[Size * Size];
    private readonly float[] _sky = new float[Size * Size];
    private readonly float[] _key = new float[Size * Size];

    /// <summary>Recomputes for the field's current content.</summary>
    public void Update(HeightField field)
    {
        for (var row = 0; row < Size; row++)
        {
            var fromRow = (float)row / (Size - 1) * (field.Rows - 1);
            for (var column = 0; column < Size; column++)
            {
                var fromColumn = (float)column / (Size - 1) * (field.Columns - 1);
                _heights[row * Size + column] = HeightScale.WorldHeight
                    * Bilinear(field.Coordinates, field.Rows, field.Columns, fromColumn, fromRow);
            }
        }
        Array.Fill(_sky, 1f);
        Occlude(radius: 2, strength: 2.4f);
        Occlude(radius: 7, strength: 0.9f);
        CastShadows();
        Blur(_key, 1, _key);
        Blur(_sky, 1, _sky);
    }

    /// <summary>Sky and key light (0…1) at world (x, z).</summary>
    public (float Sky, float Key) At(float x, float z)
    {
        float column = (x + 1) / 2 * (Size - 1), row = (z + 1) / 2 * (Size - 1);
        return (Bilinear(_sky, Size, Size, column, row), Bilinear(_key, Size, Size, column, row));
    }

    /// <summary>Darkens points below the mean of their surroundings, and lightens ridges a little.</summary>
    private void Occlude(int radius, float strength)
    {
        Blur(_heights, radius, _blurred);
        for (var i = 0; i < _sky.Length; i++)
        {
            var depth = strength * (_blurred[i] - _heights[i]);
            _sky[i] *= depth > 0 ? 1 / (1 + 3 * depth) : 1 + MathF.Min(-depth, 0.12f);
        }
    }

    private void CastShadows()
    {
        var toLight = MathF.Sqrt(KeyLight.X * KeyLight.X + KeyLight.Z * KeyLight.Z);
        float stepColumn = KeyLight.X / toLight, stepRow = KeyLight.Z / toLight;
        var rise = KeyLight.Y / toLight * 2f / (Size - 1);
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                float start = _heights[row * Size + column], light = 1;
                for (var step = 2; step < 30 && light > 0; step++)
                {
                    float c = column + step * stepColumn, r = row + step * stepRow;
                    if (c < 0 || r < 0 || c > Size - 1 || r > Size - 1) break;
                    var clearance = start + step * rise - Bilinear(_heights, Size, Size, c, r);
                    // The further the occluder, the wider its penumbra.
                    light = MathF.Min(light, 0.5f + clearance * 24f / step);
                }
                _key[row * Size + column] = MathF.Max(light, 0);
            }
        }
    }

    /// <summary>A separable box filter, rows then columns; at the border over the existing samples.</summary>
    private void Blur(float[] source, int radius, float[] destination)
    {
        for (var line = 0; line < Size; line++) BlurLine(source, line * Size, 1, radius, _scratch);
        for (var line = 0; line < Size; line++) BlurLine(_scratch, line, Size, radius, destination);
    }

    private static void BlurLine(float[] source, int start, int stride, int radius, float[] destination)
    {
        for (var i = 0; i < Size; i++)
        {
            int first = Math.Max(i - radius, 0), last = Math.Min(i + radius, Size - 1);
            float sum = 0;
            for (var j = first; j <= last; j++) sum += source[start + j * stride];
            destination[start + i * stride] = sum / (last - first + 1);
        }
    }

    private static float Bilinear(ReadOnlySpan<float> values, int rows, int columns, float column, float row) =>
        (float)SurfaceSamples.Bilinear(values, rows, columns, column, row);
}
