using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>What the targets of a table are: names of classes, numbers, or numbers that may be either.</summary>
internal static class TableTargets
{
    // Numbers beside text are names of classes while they are this few; else the text is a slip of the pen.
    private const int MaxMixedClasses = 20;

    /// <summary>Whether the only target holds names of classes, by all its rows.</summary>
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

    /// <summary>The names, or the numbers, of the rows that are used.</summary>
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

    /// <summary>Takes numbers as classes where they can be, or as it is asked for.</summary>
    /// <param name="path">Starts the messages.</param>
    /// <param name="values">[samples, width].</param>
    /// <param name="width">Targets of a sample.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="isArray">Whether they come from an array, whose type says more than the numbers.</param>
    /// <param name="isInteger">Whether that type is one of integers.</param>
    /// <exception cref="UserErrorException">There are too many different numbers to be classes, or too many targets.</exception>
    public static (ClassLabels? Labels, float[]? Values) Interpret(
        string path, float[] values, int width, DatasetFileOptions options, bool isArray, bool isInteger)
    {
        var isDemanded = options.Task == DatasetTask.Classification;
        if (options.Task == DatasetTask.Regression)
            return (null, values);
        if (width > 1)
            return isDemanded ? throw new UserErrorException($"{path}: has {width} targets, and classes stand in one; name one target") : (null, values);
        // Whole numbers in a text are names, integers of an array indices, among which −1 mostly stands for no label;
        // an array of fractions means what it says.
        var labels = isInteger ? ClassLabels.FromIndices(values) : null;
        if (labels is null && (isDemanded || !isArray || (isInteger && !options.IsFirstVersion && ClassLabels.AreSigns(values, withZero: false))))
            labels = ClassLabels.FromNumbers(values, isDemanded, signs: !options.IsFirstVersion);
        if (labels is null && isDemanded)
            throw new UserErrorException($"{path}: the target has more than {ClassLabels.Largest} different values, too many to be classes; read it as a number");
        return (labels, isDemanded ? null : values);
    }
}
