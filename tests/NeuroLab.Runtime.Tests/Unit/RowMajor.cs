using NeuroLab.Activations;
using NeuroLab.Losses;

namespace NeuroLab.Runtime.Tests.Unit;

/// <summary>The fast forms on plain rows: kernels take a sample to each lane, tests read better a sample to each row.</summary>
internal static class RowMajor
{
    private const int Lanes = 16;

    /// <summary>The mean loss and its gradient on [rows, columns].</summary>
    public static double Evaluate(
        this Loss loss, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns, Span<float> gradient)
    {
        var samples = outputs.Length / columns;
        var turned = new float[gradient.IsEmpty ? 0 : Padded(samples) * columns];
        var sum = loss.Sum(Turn(outputs, columns), Turn(targets, columns), columns, samples, 1f / samples, turned);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = turned[i % columns * Padded(samples) + i / columns];
        return sum / samples;
    }

    /// <summary>How the mean loss' gradient on [rows, columns] changes with the outputs.</summary>
    public static float[] MultiplyByCurvature(this Loss loss, ReadOnlySpan<float> outputs, int columns, ReadOnlySpan<float> change)
    {
        var samples = outputs.Length / columns;
        var turned = Turn(change, columns);
        // What the padding holds does not count.
        turned.AsSpan((columns - 1) * Padded(samples) + samples).Fill(1);
        loss.MultiplyByCurvature(Turn(outputs, columns), columns, samples, 1f / samples, turned);
        Assert.All(turned[((columns - 1) * Padded(samples) + samples)..], value => Assert.Equal(0, value));
        var result = new float[change.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = turned[i % columns * Padded(samples) + i / columns];
        return result;
    }

    /// <summary>The number of right rows of [rows, columns].</summary>
    public static int CountCorrect(this Loss loss, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns) =>
        loss.CountCorrect(Turn(outputs, columns), Turn(targets, columns), columns, outputs.Length / columns);

    /// <summary>delta[i] *= f′(z[i]).</summary>
    public static void MultiplyBySlope(this Activation activation, float[] z, float[] a, Span<float> delta)
    {
        var slopes = new float[z.Length];
        activation.Apply(z, new float[z.Length], slopes);
        for (var i = 0; i < z.Length; i++)
            delta[i] *= slopes[i];
    }

    // [rows, columns] to [columns, padded rows]
    private static float[] Turn(ReadOnlySpan<float> matrix, int columns)
    {
        var width = Padded(matrix.Length / columns);
        var turned = new float[width * columns];
        for (var i = 0; i < matrix.Length; i++)
            turned[i % columns * width + i / columns] = matrix[i];
        return turned;
    }

    private static int Padded(int samples) => (samples + Lanes - 1) / Lanes * Lanes;
}
