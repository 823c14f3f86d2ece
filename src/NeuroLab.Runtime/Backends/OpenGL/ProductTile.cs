namespace NeuroLab.Backends.OpenGL;

/// <summary>How a matrix product is divided into work groups.</summary>
/// <param name="IsShared">Whether tiles are staged in shared memory; otherwise each invocation reads its 4×4 blocks
/// itself.</param>
/// <param name="Rows">Rows of C per work group.</param>
/// <param name="Columns">Columns of C per work group.</param>
/// <param name="BlockRows">Rows of C per invocation, in registers.</param>
/// <param name="BlockColumns">Columns of C per invocation, in registers.</param>
/// <param name="Depth">Depth of a tile in shared memory.</param>
/// <param name="Slices">Parts of a work group that divide the depth.</param>
internal readonly record struct ProductTile(
    bool IsShared, int Rows, int Columns, int BlockRows, int BlockColumns, int Depth = 16, int Slices = 1)
{
    /// <summary>
    /// For software renderers, by the width of C: eight neighbouring invocations share a vector, so a narrow matrix takes
    /// them from its rows. Blocks of 8×8 halve the loads of 4×4; larger ones spill.
    /// </summary>
    public static readonly ProductTile[] Direct =
    [
        new(false, 16, 64, 8, 8),
        new(false, 64, 16, 8, 8),
        new(false, 64, 8, 8, 8),
    ];

    /// <summary>For GPUs, from the highest arithmetic intensity to the largest number of work groups.</summary>
    public static readonly ProductTile[] Shared =
    [
        new(true, 128, 128, 8, 8, Depth: 8), // deeper is slower on an H200, unrolled or not
        new(true, 64, 64, 8, 8, Depth: 8, Slices: 2),
        new(true, 32, 64, 4, 4, Slices: 2),
        new(true, 32, 32, 4, 4, Slices: 4),
    ];

    // Current GPUs have about 30 to 150 multiprocessors: fewer groups would leave many of them idle.
    private const int MinGroups = 96;

    /// <summary>The defines that configure <c>product.glsl</c> for this tile.</summary>
    public string Defines =>
        $"#define GROUP_ROWS {Rows / BlockRows}\n#define GROUP_COLUMNS {Columns / BlockColumns}\n"
        + $"#define BLOCK_ROWS {BlockRows}\n#define BLOCK_COLUMNS {BlockColumns}"
        + (IsShared ? $"\n#define TILED\n#define DEPTH4 {Depth / 4}\n#define SLICES {Slices}" : "");

    /// <summary>
    /// The tile for a matrix of this size at a number of points; on a GPU the largest that keeps it busy.
    /// </summary>
    public static ProductTile Choose(bool isSoftware, int rows, int columns, int points)
    {
        if (isSoftware)
            return columns > 32 ? Direct[0] : columns > 8 ? Direct[1] : Direct[2];
        foreach (var tile in Shared)
        {
            if ((long)tile.GroupsAcross(columns) * tile.GroupsDown(rows) * points >= MinGroups)
                return tile;
        }
        return Shared[^1];
    }

    /// <summary>Shared memory of a work group: a pair of tiles in use and one being loaded, per slice.</summary>
    public int SharedBytes => IsShared ? 16 * Slices * 2 * Depth * (Rows / 4 + 1 + Columns / 4 + 1) : 0;

    /// <summary>Invocations in a work group.</summary>
    public int Invocations => Rows / BlockRows * (Columns / BlockColumns) * Slices;

    /// <summary>The same tile, with its depth reduced to fit in this much shared memory.</summary>
    public ProductTile Within(int sharedBytes)
    {
        var tile = this;
        while (tile.SharedBytes > sharedBytes && tile.Depth > 4)
            tile = tile with { Depth = tile.Depth / 2 };
        return tile;
    }

    /// <summary>Work groups for a number of columns.</summary>
    public int GroupsAcross(int columns) => (columns + Columns - 1) / Columns;

    /// <summary>Work groups for a number of rows.</summary>
    public int GroupsDown(int rows) => (rows + Rows - 1) / Rows;
}
