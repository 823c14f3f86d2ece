using System.Globalization;
using System.Text;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Labelled points in the plane as text, one per line: x, y and the class name, as in <c>0.25 -0.5 near</c>. Stores
/// painted data in experiment files and run logs; every number round-trips bit by bit.
/// </summary>
internal static class PlanePoints
{
    private const string Header = "x,y,class";

    /// <summary>The name of a painted data set.</summary>
    public const string Name = "painted";

    /// <summary>Maximum number of points in a set.</summary>
    public const int Capacity = 8192;

    private static readonly string[] Axes = ["x", "y"];

    /// <summary>Whether a data set consists of labelled points in the plane.</summary>
    public static bool Fits(Dataset data) => data is { InputCount: 2, ClassCount: > 1, Labels: not null };

    /// <summary>Creates a data set.</summary>
    /// <param name="inputs">[points, 2].</param>
    /// <param name="labels">[points], indices into <paramref name="classes"/>.</param>
    /// <param name="classes">Class names.</param>
    public static Dataset Create(float[] inputs, int[] labels, string[] classes) =>
        new(Name, inputs, 2, labels, classes, inputNames: Axes);

    /// <summary>One line per point.</summary>
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

    /// <summary>Parses the output of <see cref="ToLines"/>.</summary>
    /// <param name="name">Prefix of error messages.</param>
    /// <exception cref="UserErrorException">A line is no point, or there are too few or too many.</exception>
    public static Dataset Parse(IReadOnlyList<string> lines, string[] classes, string name)
    {
        if (lines.Count is 0 or > Capacity || classes.Length < 2)
            throw new UserErrorException($"{name}: {lines.Count} points of {classes.Length} classes cannot be learnt; give 1 to {Capacity} points and two classes or more");
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

    /// <summary>Writes a table that <see cref="DatasetFile.Load"/> can read. Blocks.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
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
