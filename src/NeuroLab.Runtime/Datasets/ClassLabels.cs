using System.Globalization;

namespace NeuroLab.Datasets;

/// <summary>Reads targets as class labels where possible.</summary>
internal readonly record struct ClassLabels(int[] Labels, string[] Names)
{
    /// <summary>Integers from 0 to this are accepted as classes.</summary>
    public const int MaxClass = 1000;

    /// <summary>Class names in alphabetical order, independent of the order of the rows.</summary>
    public static ClassLabels FromNames(IReadOnlyList<string> texts)
    {
        string[] names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        var index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return new ClassLabels([.. texts.Select(text => index[text])], names);
    }

    /// <summary>
    /// Numbers in a text file are class names: 3 and 7 alone make two classes. Null if one of them is no class number.
    /// </summary>
    /// <param name="numbers">[samples].</param>
    /// <param name="isDemanded">Whether any numbers are accepted, as long as few of them differ.</param>
    /// <param name="signs">Whether −1 and 1, with or without 0, are class numbers too.</param>
    public static ClassLabels? FromNumbers(ReadOnlySpan<float> numbers, bool isDemanded = false, bool signs = true)
    {
        if (!isDemanded && FirstOther(numbers) >= 0 && !(signs && AreSigns(numbers, withZero: true))) return null;
        var index = new SortedDictionary<float, int>();
        foreach (var number in numbers)
        {
            if (index.TryAdd(number, 0) && index.Count > MaxClass + 1) return null;
        }
        float[] different = [.. index.Keys];
        for (var i = 0; i < different.Length; i++) index[different[i]] = i;
        var labels = new int[numbers.Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = index[numbers[i]];
        return new ClassLabels(labels, [.. different.Select(number => number.ToString("R", CultureInfo.InvariantCulture))]);
    }

    /// <summary>
    /// Integers in an array are indices: 9 is the tenth class even if some class is absent. Null if one of them is no
    /// class number.
    /// </summary>
    public static ClassLabels? FromIndices(ReadOnlySpan<float> indices)
    {
        if (FirstOther(indices) >= 0) return null;
        var labels = new int[indices.Length];
        var largest = 0;
        for (var i = 0; i < labels.Length; i++)
            largest = Math.Max(largest, labels[i] = (int)indices[i]);
        return new ClassLabels(labels,
            [.. Enumerable.Range(0, largest + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>
    /// Whether the values are signs, as margin losses use them: both −1 and 1 occur, and nothing else, except 0 if
    /// allowed.
    /// </summary>
    public static bool AreSigns(ReadOnlySpan<float> values, bool withZero) =>
        values.Contains(-1) && values.Contains(1) && !values.ContainsAnyExcept([-1, withZero ? 0 : 1, 1]);

    /// <summary>Index of the first value that is no class number, or −1.</summary>
    public static int FirstOther(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= MaxClass && values[i] == (int)values[i])) return i;
        }
        return -1;
    }
}
