using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>Decides whether the targets of a table are class names, numbers, or either.</summary>
internal static class TableTargets
{
    // Numbers mixed with text are class names up to this many; beyond, the text is taken for a typing error.
    private const int MaxMixedClasses = 20;

    /// <summary>Whether the only target holds class names, judging by all rows.</summary>
    public static bool AreNames(CsvTable table, TableColumns columns, DatasetFileOptions options)
    {
        if (columns.Targets is not [var target] || options.Task == DatasetTask.Regression)
            return false;
        if (options.IsFirstVersion)
            return columns.FirstRow < table.Count && table.Text(columns.FirstRow, target) is { } first && !IsNumber(first);
        var facts = columns.Facts[target];
        if (facts.Texts == 0 || facts.Numbers == 0 || options.Task == DatasetTask.Classification)
            return facts.Texts > 0;
        var numbers = new HashSet<float>();
        for (var row = columns.FirstRow; row < table.Count; row++)
        {
            var number = table[row, target];
            if (float.IsNaN(number)) continue;
            numbers.Add(number);
            if (ClassLabels.FirstOther([number]) >= 0) return false;
        }
        return numbers.Count <= MaxMixedClasses;

        static bool IsNumber(string text) => TableNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(text), '.', out _);
    }

    /// <summary>The class names, or the numbers, of the rows in use.</summary>
    /// <exception cref="UserErrorException">There are too many different numbers to be classes.</exception>
    public static (ClassLabels? Labels, float[]? Values) Read(
        CsvTable table, TableColumns columns, IReadOnlyList<int> rows, bool areNames, DatasetFileOptions options)
    {
        if (areNames)
            return (ClassLabels.FromNames([.. rows.Select(row => table.Text(row, columns.Targets[0]) ?? CsvTable.Name(table[row, columns.Targets[0]]))]), null);
        var values = new List<float>(rows.Count * columns.Targets.Length);
        foreach (var row in rows)
        {
            foreach (var target in columns.Targets)
                values.Add(table[row, target]);
        }
        return Interpret(table.Path, [.. values], columns.Targets.Length, options, isArray: false, isInteger: false);
    }

    /// <summary>Interprets numbers as classes where possible, or as requested.</summary>
    /// <param name="path">Prefix of error messages.</param>
    /// <param name="values">[samples, width].</param>
    /// <param name="width">Targets of a sample.</param>
    /// <param name="options">The requested task.</param>
    /// <param name="isArray">Whether they come from an array, whose type is more reliable than the values.</param>
    /// <param name="isInteger">Whether it is an integer type.</param>
    /// <exception cref="UserErrorException">There are too many different numbers to be classes, or too many
    /// targets.</exception>
    public static (ClassLabels? Labels, float[]? Values) Interpret(
        string path, float[] values, int width, DatasetFileOptions options, bool isArray, bool isInteger)
    {
        var isDemanded = options.Task == DatasetTask.Classification;
        if (options.Task == DatasetTask.Regression)
            return (null, values);
        if (width > 1)
            return isDemanded ? throw new UserErrorException($"{path}: has {width} targets, but classes need a single one; name one target") : (null, values);
        // Integers in text are names; in an integer array they are indices, where −1 usually means no label; a float
        // array is numeric.
        var labels = isInteger ? ClassLabels.FromIndices(values) : null;
        if (labels is null && (isDemanded || !isArray || (isInteger && !options.IsFirstVersion && ClassLabels.AreSigns(values, withZero: false))))
            labels = ClassLabels.FromNumbers(values, isDemanded, signs: !options.IsFirstVersion);
        if (labels is null && isDemanded)
            throw new UserErrorException($"{path}: the target has more than {ClassLabels.MaxClass} different values, too many to be classes; read it as a number");
        return (labels, isDemanded ? null : values);
    }
}
