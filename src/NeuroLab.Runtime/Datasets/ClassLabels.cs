using System.Globalization;

namespace NeuroLab.Datasets;

/// <summary>Reads targets as classes, where they can be read so.</summary>
internal readonly record struct ClassLabels(int[] Labels, string[] Names)
{
    /// <summary>Whole numbers from 0 to this are taken as classes.</summary>
    public const int Largest = 1000;

    /// <summary>Names in alphabetical order, so that the rows' order does not matter.</summary>
    public static ClassLabels FromNames(IReadOnlyList<string> texts)
    {
        string[] names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        var index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return new ClassLabels([.. texts.Select(text => index[text])], names);
    }

    /// <summary>
    /// Numbers in a text file are names of classes: 3 and 7 alone make two classes. Null where one is no class number.
    /// </summary>
    public static ClassLabels? FromNumbers(ReadOnlySpan<float> numbers)
    {
        if (FirstOther(numbers) >= 0) return null;
        var index = new int[Largest + 1];
        foreach (var number in numbers) index[(int)number] = 1;
        var names = new List<string>();
        for (var number = 0; number <= Largest; number++)
        {
            if (index[number] == 0) continue;
            index[number] = names.Count;
            names.Add(number.ToString(CultureInfo.InvariantCulture));
        }
        var labels = new int[numbers.Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = index[(int)numbers[i]];
        return new ClassLabels(labels, [.. names]);
    }

    /// <summary>
    /// An array of integers holds indices: 9 is the tenth class even where some class is absent. Null where one is no class number.
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

    /// <summary>Index of the first value that is no class number, or −1.</summary>
    public static int FirstOther(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= Largest && values[i] == (int)values[i])) return i;
        }
        return -1;
    }
}
