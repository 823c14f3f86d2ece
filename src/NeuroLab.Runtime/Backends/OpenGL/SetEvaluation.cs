using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Loss, accuracy and gradient over a whole sample set.</summary>
internal sealed class SetEvaluation(Workspace workspace, LayerKernels kernels)
{
    /// <summary>
    /// Enqueues it; (mean loss, correctly classified samples) is written to result <paramref name="result"/>, and the
    /// gradient, if requested, to a buffer with the layout of θ.
    /// </summary>
    public void Enqueue(
        GpuBuffer parameters, DeviceSamples samples, GpuBuffer results, int result, GpuBuffer? gradient = null)
    {
        var count = samples.Set.Count;
        var part = Math.Min(count, workspace.MaxRows);
        var keepSums = gradient is not null;
        if (keepSums)
            workspace.ReserveBackward(part);
        else
            workspace.ReserveForward(part);
        workspace.ReservePartials(LayerKernels.LossGroups(count) + count / part + 1);
        var partials = 0;
        for (var at = 0; at < count; at += part)
        {
            var rows = Math.Min(part, count - at);
            kernels.Forward(parameters, samples.Inputs, at, rows, keepSums);
            kernels.Loss(samples.Targets, at, rows, 1, 1.0 / count, differentiate: keepSums, partials, partialStep: 0);
            partials += LayerKernels.LossGroups(rows);
            if (gradient is not null)
                kernels.Backward(parameters, samples.Inputs, at, rows, gradient, accumulate: at > 0);
        }
        kernels.Reduce(partials, 0, results, result, 1);
    }
}
