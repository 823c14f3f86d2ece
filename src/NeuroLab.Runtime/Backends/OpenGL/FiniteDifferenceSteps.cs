using System.Numerics.Tensors;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Training steps by finite differences, two forward passes per parameter: the host moves θ, the GPU returns the loss,
/// and each pass is waited for. Slow on purpose: this is the cost of the naive method.
/// </summary>
internal sealed class FiniteDifferenceSteps(ComputeDevice device, DeviceResources on, SampleSet train)
{
    private readonly float[] _theta = new float[on.Layout.Shape.ParameterCount];
    private readonly float[] _gradient = new float[on.Layout.Shape.ParameterCount];
    private readonly float[][] _state = [new float[on.Layout.Shape.ParameterCount], new float[on.Layout.Shape.ParameterCount]];

    /// <summary>Takes a step on a batch, given as rows of the training set. Blocks.</summary>
    /// <returns>The batch's loss, and the norms of gradient and step.</returns>
    public (double Loss, double GradientNorm, double StepNorm) Run(
        TrainingOptions options, ReadOnlySpan<int> batch, in StepConstants constants)
    {
        using var samples = new DeviceSamples(device, Select(batch), "batch");
        on.State.Read(on.State.Parameters, _theta);
        var differences = new FiniteDifferences(_theta, options.Settings[Hyperparameter.DifferenceStep], _gradient);
        while (differences.MoveNext())
        {
            on.State.WriteParameters(_theta);
            differences.Record(on.Evaluate(samples, default).X);
        }
        var step = Update(options.Optimizer, constants);
        return (differences.MeanLoss, TensorPrimitives.Norm<float>(_gradient), step);
    }

    // In double precision on the host; then uploads θ and the optimizer's state.
    private double Update(Optimizer optimizer, in StepConstants constants)
    {
        for (var slot = 0; slot < optimizer.StateSlots; slot++)
            on.State.Read(on.State.Optimizer(slot), _state[slot]);
        var squared = 0.0;
        var change = GradientChange.Of(constants.Settings, TensorPrimitives.Norm<float>(_gradient));
        for (var i = 0; i < _theta.Length; i++)
        {
            double w = _theta[i], s0 = _state[0][i], s1 = _state[1][i];
            optimizer.Update(ref w, change.Apply(w, _gradient[i]), ref s0, ref s1, constants);
            squared += (w - _theta[i]) * (w - _theta[i]);
            (_theta[i], _state[0][i], _state[1][i]) = ((float)w, (float)s0, (float)s1);
        }
        on.State.WriteParameters(_theta);
        for (var slot = 0; slot < optimizer.StateSlots; slot++)
            on.State.WriteOptimizer(slot, _state[slot]);
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
