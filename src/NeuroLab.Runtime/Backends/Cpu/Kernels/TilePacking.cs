using System.Runtime.Intrinsics;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Packs columns of W, as the rows of tiles, in the order in which the micro-kernel reads them.</summary>
/// <param name="tileRows">Rows of a tile.</param>
internal readonly unsafe struct TilePacking(int tileRows)
{
    /// <summary>The layout of a packed tile with a number of reduction steps.</summary>
    public TileFactor Factor(int depth) => new(1, tileRows, depth);

    /// <summary>
    /// Offset of the tile that begins with a row, among packed tiles with a number of reduction steps.
    /// </summary>
    public nint Tile(int row, int depth) => (nint)row * depth;

    /// <summary>
    /// packed[tile, k, r] = a[k · <paramref name="stride"/> + tile · rows + r] for a range of reduction steps k. Reads
    /// all tiles of a step before the next: their elements are adjacent, while steps may be a page apart.
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
        // The last four overlap the previous ones.
        for (var i = 0; i < count; i += 4)
        {
            var at = Math.Min(i, count - 4);
            Vector128.Load(from + at).Store(to + at);
        }
    }
}
