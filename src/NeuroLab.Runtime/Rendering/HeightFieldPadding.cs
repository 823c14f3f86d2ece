namespace NeuroLab.Rendering;

/// <summary>
/// Gives interpolation a value at every index it reads: a ring around the grid and the non-finite samples are
/// extrapolated from their finite neighbours. Each index has one value, so cells that share an edge agree on it. The
/// values only shape cells that are drawn anyway; they never fill a hole.
/// </summary>
internal static class HeightFieldPadding
{
    /// <summary>Writes scale coordinates into `padded` [rows + 2, columns + 2].</summary>
    public static void Fill(ReadOnlySpan<float> losses, int rows, int columns, HeightScale scale, float[] padded)
    {
        var stride = columns + 2;
        var holes = false;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var coordinate = scale.Coordinate(losses[row * columns + column]);
                padded[(row + 1) * stride + column + 1] = coordinate;
                holes |= float.IsNaN(coordinate);
            }
        }
        if (holes) FillHoles(losses, rows, columns, padded);
        for (var row = 1; row <= rows; row++)
        {
            var at = row * stride;
            padded[at] = 2 * padded[at + 1] - padded[at + 2];
            padded[at + columns + 1] = 2 * padded[at + columns] - padded[at + columns - 1];
        }
        for (var column = 0; column < stride; column++)
        {
            padded[column] = 2 * padded[stride + column] - padded[2 * stride + column];
            var last = (rows + 1) * stride + column;
            padded[last] = 2 * padded[last - stride] - padded[last - 2 * stride];
        }
    }

    private static void FillHoles(ReadOnlySpan<float> losses, int rows, int columns, float[] padded)
    {
        var stride = columns + 2;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (float.IsFinite(losses[row * columns + column])) continue;
                float sum = 0;
                var count = 0;
                for (var direction = 0; direction < 8; direction++)
                {
                    // The eight neighbours, skipping the centre of the 3 × 3.
                    var index = direction < 4 ? direction : direction + 1;
                    int r = row + index / 3 - 1, c = column + index % 3 - 1;
                    if (r < 0 || c < 0 || r >= rows || c >= columns) continue;
                    // Tests the losses, not the padding, for samples: the padding is being filled.
                    if (!float.IsFinite(losses[r * columns + c])) continue;
                    sum += padded[(r + 1) * stride + c + 1];
                    count++;
                }
                padded[(row + 1) * stride + column + 1] = count > 0 ? sum / count : 0;
            }
        }
    }
}
