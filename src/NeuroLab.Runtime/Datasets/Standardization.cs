using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuroLab.Datasets;

/// <summary>
/// Scales each input column to mean 0 and standard deviation 1: (x − mean) / scale, and targets that are numbers
/// likewise. Fitted on the training data and applied to all data, so that the test data do not leak into training.
/// Immutable.
/// </summary>
public sealed class Standardization
{
    private readonly float[] _mean, _scale, _targetMean, _targetScale;

    private Standardization(float[] mean, float[] scale, float[] targetMean, float[] targetScale) =>
        (_mean, _scale, _targetMean, _targetScale) = (mean, scale, targetMean, targetScale);

    /// <summary>[InputCount].</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Standard deviation over all samples (not n − 1), [InputCount]; 1 for a constant column.</summary>
    public ReadOnlySpan<float> Scale => _scale;

    /// <summary>[ValueCount]; empty if the targets are classes.</summary>
    public ReadOnlySpan<float> TargetMean => _targetMean;

    /// <summary>Standard deviation of the targets, [ValueCount]; empty if they are classes.</summary>
    public ReadOnlySpan<float> TargetScale => _targetScale;

    /// <summary>Computes mean and deviation of each feature of the training set, and of its targets in a regression.</summary>
    public static Standardization Fit(Dataset train)
    {
        var (mean, scale) = Fit(train.Inputs, train.InputCount);
        var (targetMean, targetScale) = train.Task == DatasetTask.Regression ? Fit(train.Values!, train.ValueCount) : ([], []);
        return new Standardization(mean, scale, targetMean, targetScale);
    }

    /// <summary>The data set with standardized inputs and targets, in new arrays.</summary>
    public Dataset Apply(Dataset data)
    {
        var inputs = data.Inputs.ToArray();
        for (var row = 0; row < data.Count; row++)
            Apply(inputs.AsSpan(row * data.InputCount, data.InputCount));
        var values = data.Values;
        if (_targetMean.Length > 0 && _targetMean.Length == data.ValueCount)
        {
            values = [.. values!];
            for (var i = 0; i < values.Length; i++)
                values[i] = (values[i] - _targetMean[i % _targetMean.Length]) / _targetScale[i % _targetMean.Length];
        }
        return data.WithInputs(inputs, values).With(data.Reading is { } reading ? reading with { Standardization = this } : null);
    }

    /// <summary>Standardizes one sample in place, [InputCount].</summary>
    public void Apply(Span<float> sample)
    {
        if (sample.Length != _mean.Length)
            throw new ArgumentException($"{sample.Length} inputs where {_mean.Length} were fitted.", nameof(sample));
        for (var i = 0; i < sample.Length; i++)
            sample[i] = (sample[i] - _mean[i]) / _scale[i];
    }

    /// <summary>All numbers as text, for the metadata of a file: four lists, exact.</summary>
    internal string ToText() => string.Join(';', new[] { _mean, _scale, _targetMean, _targetScale }.Select(
        numbers => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))));

    /// <summary>Reads such a text. False if it is damaged.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out Standardization? result)
    {
        result = null;
        var lists = text.Split(';').Select(list => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(
            word => float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN).ToArray()).ToArray();
        if (lists is not [var mean, var scale, var targetMean, var targetScale]
            || mean.Length != scale.Length || targetMean.Length != targetScale.Length
            || lists.Any(list => !Array.TrueForAll(list, float.IsFinite)) || scale.Contains(0) || targetScale.Contains(0))
        {
            return false;
        }
        result = new Standardization(mean, scale, targetMean, targetScale);
        return true;
    }

    private static (float[] Mean, float[] Scale) Fit(IReadOnlyList<float> values, int width)
    {
        var mean = new float[width];
        var scale = new float[width];
        var count = values.Count / width;
        for (var column = 0; column < width; column++)
        {
            double sum = 0, squares = 0;
            for (var i = column; i < values.Count; i += width)
                sum += values[i];
            var average = sum / count;
            for (var i = column; i < values.Count; i += width)
                squares += (values[i] - average) * (values[i] - average);
            mean[column] = (float)average;
            scale[column] = squares > 0 ? (float)Math.Sqrt(squares / count) : 1;
        }
        return (mean, scale);
    }
}
