using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>Some rows and columns of a rectangular grid; its points have the coordinates that they have in the whole.</summary>
/// <param name="Alpha">The columns of the whole grid.</param>
/// <param name="Beta">Its rows.</param>
internal sealed record GridPart(GridAxis Alpha, GridAxis Beta)
{
    /// <summary>The first column of the part.</summary>
    public int FirstColumn { get; init; }

    /// <summary>The first row of the part.</summary>
    public int FirstRow { get; init; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; init; } = Alpha.Count;

    /// <summary>Number of rows.</summary>
    public int Rows { get; init; } = Beta.Count;

    /// <summary>Whether it is all of the grid.</summary>
    public bool IsWhole => Rows == Beta.Count && Columns == Alpha.Count;

    /// <summary>
    /// At most <paramref name="count"/> points of the grid from <paramref name="first"/> on, row by row: whole rows, or
    /// within one.
    /// </summary>
    public GridPart Next(int first, int count)
    {
        var (row, column) = Math.DivRem(first, Alpha.Count);
        return column == 0 && count >= Alpha.Count
            ? this with { FirstRow = row, Rows = Math.Min(count / Alpha.Count, Beta.Count - row) }
            : this with { FirstRow = row, Rows = 1, FirstColumn = column, Columns = Math.Min(count, Alpha.Count - column) };
    }
}
