namespace NeuroLab.Datasets;

/// <summary>
/// Scales each input column to mean 0 and standard deviation 1: (x − mean) / scale. Fitted on the training data and
/// applied to all data, so that the test data do not leak into training. Immutable.
/// </summary>
public sealed class Standardization
{
    private readonly float[] _mean;
    private readonly float[] _scale;

    private Standardization(float[] mean, float[] scale)
    {
        _mean = mean;
        _scale = scale;
    }

    /// <summary>[InputCount].</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Standard deviation over all samples (not n − 1), [InputCount]; 1 for a constant column.</summary>
    public ReadOnlySpan<float> Scale => _scale;

    /// <summary>Computes mean and deviation of each feature of the training set.</summary>
    public static Standardization Fit(Dataset train)
    {
        var mean = new float[train.InputCount];
        var scale = new float[train.InputCount];
        for (var column = 0; column < mean.Length; column++)
        {
            double sum = 0, squares = 0;
            for (var i = column; i < train.Inputs.Count; i += train.InputCount)
                sum += train.Inputs[i];
            var average = sum / train.Count;
            for (var i = column; i < train.Inputs.Count; i += train.InputCount)
                squares += (train.Inputs[i] - average) * (train.Inputs[i] - average);
            mean[column] = (float)average;
            scale[column] = squares > 0 ? (float)Math.Sqrt(squares / train.Count) : 1;
        }
        return new Standardization(mean, scale);
    }

    /// <summary>The data set with standardized inputs, in new arrays.</summary>
    public Dataset Apply(Dataset data)
    {
        var inputs = data.Inputs.ToArray();
        for (var row = 0; row < data.Count; row++)
            Apply(inputs.AsSpan(row * data.InputCount, data.InputCount));
        return data.WithInputs(inputs);
    }

    /// <summary>Standardizes one sample in place, [InputCount].</summary>
    public void Apply(Span<float> sample)
    {
        if (sample.Length != _mean.Length)
            throw new ArgumentException($"{sample.Length} inputs where {_mean.Length} were fitted.", nameof(sample));
        for (var i = 0; i < sample.Length; i++)
            sample[i] = (sample[i] - _mean[i]) / _scale[i];
    }
}
