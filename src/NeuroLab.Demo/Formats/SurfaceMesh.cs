using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// A surface as triangles, as the view draws it: α and β, heights and colours by its height scale. Holes are left out.
/// </summary>
internal sealed class SurfaceMesh
{
    /// <param name="surface">The samples.</param>
    public SurfaceMesh(SurfaceSamples surface)
    {
        Scale = HeightScale.Fit(surface.Losses, surface.IsLogarithmic);
        Size = (float)(surface.Alpha.To - surface.Alpha.From) / 2;
        int rows = surface.Rows, columns = surface.Columns;
        // Of each sample, its vertex.
        var numbers = new int[surface.Losses.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var loss = surface.Losses[i];
            numbers[i] = -1;
            if (!float.IsFinite(loss))
                continue;
            numbers[i] = Points.Count;
            Points.Add(new Vector3((float)surface.AlphaOf(i % columns), HeightOf(loss), -(float)surface.BetaOf(i / columns)));
            Colors.Add(ColorMap.Viridis.Evaluate(Scale.Coordinate(loss)));
            Losses.Add(loss);
        }
        for (var row = 0; row < rows - 1; row++)
        {
            for (var column = 0; column < columns - 1; column++)
            {
                var at = row * columns + column;
                int a = numbers[at], b = numbers[at + 1], c = numbers[at + columns], d = numbers[at + columns + 1];
                if (a >= 0 && b >= 0 && c >= 0 && d >= 0)
                    Triangles.AddRange([a, b, c, b, d, c]);
            }
        }
    }

    /// <summary>How losses become heights.</summary>
    public HeightScale Scale { get; }

    /// <summary>Half the side along α, which heights are relative to.</summary>
    public float Size { get; }

    /// <summary>(α, height, −β) of the vertices: right-handed, with y up; from above β is up where α is to the right.</summary>
    public List<Vector3> Points { get; } = [];

    /// <summary>Their colours: sRGB, 0…1.</summary>
    public List<Vector3> Colors { get; } = [];

    /// <summary>Their losses.</summary>
    public List<float> Losses { get; } = [];

    /// <summary>Three vertices each, counter-clockwise from above.</summary>
    public List<int> Triangles { get; } = [];

    /// <summary>The height of a loss, in units of α.</summary>
    public float HeightOf(double loss) => Size * Scale.Height((float)loss);
}
