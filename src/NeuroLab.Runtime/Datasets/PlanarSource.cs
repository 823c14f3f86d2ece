using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Points in the plane with class labels, about −1 … 1 along each axis. Labels alternate, so the classes are balanced.
/// </summary>
public abstract class PlanarSource : GeneratedSource
{
    private static readonly string[] Axes = ["x", "y"];

    /// <summary>Number of classes.</summary>
    protected virtual int ClassCount => 2;

    /// <inheritdoc/>
    protected sealed override Dataset Generate(int count, double noise, SeededRandom random)
    {
        var inputs = new float[2 * count];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % ClassCount;
            (var x, var y) = Point(labels[i], random);
            inputs[2 * i] = (float)(x + noise * random.NextGaussian());
            inputs[2 * i + 1] = (float)(y + noise * random.NextGaussian());
        }
        string[] names = [.. Enumerable.Range(0, ClassCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new Dataset(Name, inputs, 2, labels, names, inputNames: Axes);
    }

    /// <summary>Draws a point of a class, without noise.</summary>
    protected abstract (double X, double Y) Point(int label, SeededRandom random);
}
