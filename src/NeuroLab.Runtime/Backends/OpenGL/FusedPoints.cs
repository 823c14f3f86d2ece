using NeuroLab.Graphics;
using NeuroLab.Losses;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The loss at many points of a plane in one dispatch, for networks that fit in shared memory.</summary>
internal sealed class FusedPoints
{
    private readonly ComputeDevice _device;
    private readonly DeviceSamples _samples;
    private readonly ShaderProgram _program;

    private FusedPoints(ComputeDevice device, DeviceSamples samples, ShaderProgram program) =>
        (_device, _samples, _program) = (device, samples, program);

    /// <summary>
    /// Null if the network is too large for shared memory, or a point too much work for one work group.
    /// </summary>
    public static FusedPoints? TryCreate(ComputeDevice device, ParameterLayout layout, DeviceSamples samples, Loss loss)
    {
        var count = samples.Set.Count;
        IFusedNetwork? network = UnrolledNetwork.TryCreate(device, layout);
        network ??= FusedLayout.ForLoss(device, layout, count);
        if (network is null || (long)count * layout.Shape.ParameterCount > device.Settings.FusedWorkLimit
            || network.Iterations(count, isTraining: false) > device.Settings.LoopLimit)
            return null;
        return new FusedPoints(device, samples, device.Program(
            $"{network.Family}_surface", network.Defines, network.Activation, loss, network: network.Glsl()));
    }

    /// <summary>Enqueues it: (loss, correctly classified samples) of point first + i becomes result i.</summary>
    public void Run(DevicePlane plane, GpuBuffer points, int first, int count, GpuBuffer results)
    {
        _device.Bind(Slot.Theta, plane.Origin);
        _device.Bind(Slot.Alpha, plane.First);
        _device.Bind(Slot.Beta, plane.Second);
        _device.Bind(Slot.Inputs, _samples.Inputs);
        _device.Bind(Slot.Targets, _samples.Targets);
        _device.Bind(Slot.Points, points);
        _device.Bind(Slot.Results, results);
        _program.Set("point_first", (uint)first);
        _program.Set("sample_count", (uint)_samples.Set.Count);
        _device.Dispatch(_program, count);
    }
}
