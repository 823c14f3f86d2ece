using System.Globalization;
using System.Text;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Points of classes in the plane as text, one a line: x, y and the class's name, as in <c>0.25 -0.5 near</c>. What a
/// person painted is kept so in experiment files and run logs; every number comes back in the same bits.
/// </summary>
internal static class PlanePoints
{
    private const string Header = "x,y,class";

    /// <summary>What a painted set is called.</summary>
    public const string Name = "painted";

    /// <summary>The most points that a set can have.</summary>
    public const int Capacity = 8192;

    private static readonly string[] Axes = ["x", "y"];

    /// <summary>Whether a set is points of classes in the plane.</summary>
    public static bool Fits(Dataset data) => data is { InputCount: 2, ClassCount: > 1, Labels: not null };

    /// <summary>A set of points.</summary>
    /// <param name="inputs">[points, 2].</param>
    /// <param name="labels">[points], indices into <paramref name="classes"/>.</param>
    /// <param name="classes">Their names.</param>
    public static Dataset Create(float[] inputs, int[] labels, string[] classes) =>
        new(Name, inputs, 2, labels, classes, inputNames: Axes);

    /// <summary>The points of a set as lines.</summary>
    public static string[] ToLines(Dataset data)
    {
        var lines = new string[data.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var sample = data.Sample(i);
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{sample[0]:R} {sample[1]:R} {data.ClassNames[data.Labels![i]]}");
        }
        return lines;
    }

    /// <summary>Reads what <see cref="ToLines"/> wrote.</summary>
    /// <param name="name">Starts the messages.</param>
    /// <exception cref="UserErrorException">A line is no point, or there are too few or too many.</exception>
    public static Dataset Parse(IReadOnlyList<string> lines, string[] classes, string name)
    {
        if (lines.Count is 0 or > Capacity || classes.Length < 2)
            throw new UserErrorException($"{name}: {lines.Count} points of {classes.Length} classes are no set to learn; give 1 to {Capacity} points and two classes or more");
        var inputs = new float[2 * lines.Count];
        var labels = new int[lines.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = lines[i].Split(' ', 3) is [var x, var y, var label] && TryRead(x, out inputs[2 * i]) && TryRead(y, out inputs[2 * i + 1])
                ? Array.IndexOf(classes, label)
                : -1;
            if (labels[i] < 0)
                throw new UserErrorException($"{name}: point {i + 1}, '{lines[i]}', is not x, y and one of the classes {string.Join(", ", classes)}; mend it");
        }
        return Create(inputs, labels, classes);
    }

    /// <summary>Writes a table that <see cref="DatasetFile.Load"/> reads. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be written there.</exception>
    public static void SaveCsv(Dataset data, string path)
    {
        var text = new StringBuilder(Header + "\n");
        for (var i = 0; i < data.Count; i++)
        {
            var sample = data.Sample(i);
            var label = data.ClassNames[data.Labels![i]];
            text.Append(CultureInfo.InvariantCulture, $"{sample[0]:R},{sample[1]:R},");
            text.Append(label.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : label).Append('\n');
        }
        OutputFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())), Header);
    }

    private static bool TryRead(string text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);
}
