namespace NeuroLab.Datasets.Tables;

/// <summary>Whether the first row of a table holds names.</summary>
internal static class TableHeader
{
    /// <summary>
    /// Examines all rows. Names are text above numbers, text that does not recur below, or numbers that count the
    /// columns from 0; a row with a fraction in it, or with only numbers and missing values, holds values.
    /// </summary>
    /// <param name="table">The cells.</param>
    /// <param name="below">Statistics of each column below the first row.</param>
    public static bool Detect(CsvTable table, ColumnFacts[] below)
    {
        int numbers = 0, texts = 0, missing = 0;
        bool hasFraction = false, isAboveNumbers = false;
        for (var column = 0; column < table.Width; column++)
        {
            var number = table[0, column];
            if (!float.IsNaN(number))
            {
                numbers++;
                hasFraction |= number != MathF.Floor(number);
            }
            else if (IsMissing(table, column))
            {
                missing++;
            }
            else
            {
                texts++;
                isAboveNumbers |= below[column].IsNumeric;
            }
        }
        if (hasFraction)
            return false;
        if (texts == 0)
            return CountsColumns(table) && below.Any(column => column.HasFraction);
        if (isAboveNumbers)
            return true;
        if (numbers > 0)
            return CountsColumns(table) && !HasRepeatedTexts(table) && HasRepeatedOthers(table);
        return missing == 0 && !HasRepeatedTexts(table);
    }

    /// <summary>How experiments of file version 1 were read: text above a number, or only text.</summary>
    public static bool OfFirstRows(CsvTable table)
    {
        var columns = Enumerable.Range(0, table.Width);
        var isText = columns.Select(column => table.Text(0, column) is { } text && !IsNumber(text)).ToArray();
        return isText.All(text => text)
            || (table.Count > 1 && columns.Any(column => isText[column] && !(table.Text(1, column) is { } text && !IsNumber(text))));

        static bool IsNumber(string text) =>
            TableNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(text), '.', out _); // NaN and infinity counted as numbers
    }

    private static bool IsMissing(CsvTable table, int column)
    {
        foreach (var cell in table.Texts)
        {
            if (cell.Index == column) return table.IsMissing(cell) && table.Text(cell).Length > 0;
            if (cell.Index > column) break;
        }
        return false;
    }

    // Names as pandas writes them: 0, 1, 2 …, after an empty one if the rows are numbered too.
    private static bool CountsColumns(CsvTable table)
    {
        var first = table.Text(0, 0) is "" ? 1 : 0;
        if (table.Width - first < 3)
            return false;
        for (var column = first; column < table.Width; column++)
        {
            var number = table[0, column];
            if (!float.IsNaN(number) && number != column - first) return false;
        }
        return true;
    }

    private static bool HasRepeatedTexts(CsvTable table) => Enumerable.Range(0, table.Width).Any(column =>
        table.Text(0, column) is { Length: > 0 } name && Below(table, column).Contains(name));

    private static bool HasRepeatedOthers(CsvTable table) => Enumerable.Range(0, table.Width).Any(column =>
        table.Text(0, column) is { Length: > 0 } && Below(table, column).ToArray() is var texts && texts.Distinct().Count() < texts.Length);

    private static IEnumerable<string> Below(CsvTable table, int column) => table.Texts
        .Where(cell => cell.Index >= table.Width && cell.Index % table.Width == column).Select(table.Text);
}
