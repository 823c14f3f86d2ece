namespace NeuroLab.Datasets.Tables;

/// <summary>Statistics of the cells of one column over some rows.</summary>
internal struct ColumnFacts
{
    public int Numbers, Missing, Texts;

    /// <summary>Whether a number has a fraction.</summary>
    public bool HasFraction;

    /// <summary>Only numbers and missing values, and at least one number.</summary>
    public readonly bool IsNumeric => Texts == 0 && Numbers > 0;

    /// <summary>Adds the cells of some rows of a table to the statistics, [columns].</summary>
    public static void Add(CsvTable table, int firstRow, int end, ColumnFacts[] facts)
    {
        for (var row = firstRow; row < end; row++)
        {
            for (var column = 0; column < facts.Length; column++)
            {
                var number = table[row, column];
                if (float.IsNaN(number)) continue;
                facts[column].Numbers++;
                facts[column].HasFraction |= number != MathF.Floor(number);
            }
        }
        foreach (var cell in table.Texts)
        {
            var row = cell.Index / table.Width;
            if (row < firstRow) continue;
            if (row >= end) break;
            ref var column = ref facts[cell.Index % table.Width];
            if (table.IsMissing(cell)) column.Missing++;
            else if (table.IsInfinite(cell)) column.Numbers++;
            else column.Texts++;
        }
    }
}
