using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Steps whose gradient is measured, two forward passes a parameter: the host moves θ, the device answers with the loss,
/// and each pass is waited for. Slow on purpose, and exactly what the naive way is.
/// </summary>
internal sealed class PerturbedSteps(ComputeDevice device, DeviceResources on, SampleSet train)
{
    private readonly float[] _theta = new float[on.Layout.Shape.ParameterCount];
    private readonly float[] _gradient = new float[on.Layout.Shape.ParameterCount];

    /// <summary>Takes a step on a batch, rows of the training set. Blocks.</summary>
    /// <returns>The batch's loss, and the lengths of gradient and step.</returns>
    public (double Loss, double GradientNorm, double StepNorm) Run(
        TrainingOptions options, ReadOnlySpan<int> batch, long optimizerStep)
    {
        using var samples = new DeviceSamples(device, Select(batch), "batch");
        on.State.Read(on.State.Parameters, _theta);
        var measurement = new PerturbationGradient(_theta, options.Settings.Epsilon, _gradient);
        while (measurement.MoveNext())
        {
            on.State.WriteParameters(_theta);
            measurement.Record(on.Evaluate(samples, default).X);
        }
        var step = Move(options.Optimizer, new StepConstants(options.Settings, optimizerStep));
        on.State.WriteParameters(_theta);
        return (measurement.MeanLoss, System.Numerics.Tensors.TensorPrimitives.Norm<float>(_gradient), step);
    }

    private double Move(Optimizer optimizer, in StepConstants constants)
    {
        var squared = 0.0;
        for (var i = 0; i < _theta.Length; i++)
        {
            double w = _theta[i], s0 = 0, s1 = 0;
            optimizer.Update(ref w, _gradient[i], ref s0, ref s1, constants);
            squared += (w - _theta[i]) * (w - _theta[i]);
            _theta[i] = (float)w;
        }
        return Math.Sqrt(squared);
    }

    private SampleSet Select(ReadOnlySpan<int> rows)
    {
        float[] inputs = new float[rows.Length * train.InputCount], targets = new float[rows.Length * train.OutputCount];
        for (var i = 0; i < rows.Length; i++)
        {
            train.Inputs.CopyTo(rows[i] * train.InputCount, inputs.AsSpan(i * train.InputCount, train.InputCount));
            train.Targets.AsSpan(rows[i] * train.OutputCount, train.OutputCount).CopyTo(targets.AsSpan(i * train.OutputCount));
        }
        return train with { Count = rows.Length, Inputs = inputs, Targets = targets };
    }
}
