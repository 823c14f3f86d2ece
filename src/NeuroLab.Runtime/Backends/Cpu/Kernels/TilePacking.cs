using System.Runtime.Intrinsics;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Copies columns of W, as the rows of tiles, into the order in which the micro-kernel reads them.</summary>
/// <param name="tileRows">Rows of a tile.</param>
internal readonly unsafe struct TilePacking(int tileRows)
{
    /// <summary>How a packed tile of so many steps is read.</summary>
    public TileFactor Factor(int depth) => new(1, tileRows, depth);

    /// <summary>Where the tile that begins with a row is among packed tiles of so many steps.</summary>
    public nint Tile(int row, int depth) => (nint)row * depth;

    /// <summary>
    /// packed[tile, k, r] = a[k · <paramref name="stride"/> + tile · rows + r] for some steps k of the reduction. All
    /// tiles of a step come before the next: their numbers are neighbours, while steps may lie a page apart.
    /// </summary>
    public void Pack(float* a, nint stride, int rows, int depth, float* packed)
    {
        for (var k = 0; k < depth; k++)
            for (var row = 0; row < rows; row += tileRows)
                Copy(a + k * stride + row, packed + Tile(row, depth) + k * tileRows, Math.Min(tileRows, rows - row));
    }

    private static void Copy(float* from, float* to, int count)
    {
        if (count < 4)
        {
            for (var i = 0; i < count; i++)
                to[i] = from[i];
            return;
        }
        // The last four overlap those before.
        for (var i = 0; i < count; i += 4)
        {
            var at = Math.Min(i, count - 4);
            Vector128.Load(from + at).Store(to + at);
        }
    }
}
