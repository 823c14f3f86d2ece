using NeuroLab.Graphics;
using NeuroLab.Landscapes;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Kernels for a plane of parameter space: projection of θ, and weights at points of the plane.</summary>
internal sealed class PlaneKernels : IDisposable
{
    private const int Group = 64;
    private const int MaxGroups = 256;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly LayerKernels _kernels;
    private readonly ShaderProgram _project, _residual, _mix;
    private readonly ShaderProgram? _mixAndActivate; // null if the first layer is the last
    private readonly List<DevicePlane> _planes = [];
    private readonly GpuBuffer _point;

    public PlaneKernels(ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels)
    {
        (_device, _layout, _workspace, _kernels) = (device, layout, workspace, kernels);
        _project = device.Program("plane_project");
        _residual = device.Program("plane_project", "#define RESIDUAL");
        _mix = device.Program("plane_mix");
        if (layout.Layers[0].Activation is { } activation)
            _mixAndActivate = device.Program("plane_mix", "#define STORE_VALUES", activation);
        _point = device.Allocate(8, "points");
    }

    /// <summary>The plane on the GPU; balance with <see cref="Release"/>.</summary>
    public DevicePlane Acquire(Plane plane)
    {
        var shared = _planes.Find(p => p.Plane == plane);
        if (shared is null)
            _planes.Add(shared = new DevicePlane(_device, _layout, plane));
        shared.Users++;
        return shared;
    }

    /// <summary>Releases a plane; frees it with the last user.</summary>
    public void Release(DevicePlane plane)
    {
        if (--plane.Users > 0)
            return;
        _planes.Remove(plane);
        plane.Free();
    }

    /// <summary>
    /// Enqueues θ's projection: (d₁·Δ, d₂·Δ, ‖Δ‖²) to result <paramref name="result"/>, the squared residual to the next
    /// one, and θ(α, β) to <see cref="Workspace.Mixed"/>.
    /// </summary>
    public void Project(GpuBuffer parameters, DevicePlane plane, GpuBuffer results, int result)
    {
        var groups = Groups(_layout.Count4);
        _workspace.ReservePartials(groups);
        BindPlane(plane.Origin, plane.First, plane.Second);
        _device.Bind(Slot.Parameters, parameters);
        _device.Bind(Slot.Points, _point);
        foreach (var program in (ReadOnlySpan<ShaderProgram>)[_project, _residual])
        {
            _device.Bind(Slot.Partials, _workspace.Partials);
            _device.Bind(Slot.Results, results);
            program.Set("count4", (uint)_layout.Count4);
            program.Set("result_first", (uint)result);
            program.Set("inverse_gram", plane.InverseGram);
            _device.Dispatch(program, groups);
            _kernels.Reduce(groups, 0, results, program == _project ? result : result + 1, 1);
        }
        MixWeights(plane, _point, 0, 1, 0);
    }

    /// <summary>
    /// θ(α, β) of several points from offset <paramref name="first4"/> of θ on, to <see cref="Workspace.Mixed"/>.
    /// </summary>
    public PointWeights MixWeights(DevicePlane plane, GpuBuffer points, int pointFirst, int count, int first4)
    {
        var count4 = _layout.Count4 - first4;
        _workspace.ReserveMixed((long)count4 * count);
        BindPlane(plane.Origin, plane.First, plane.Second);
        if (count4 > 0)
            Mix(_mix, points, pointFirst, count, first4, count4, _workspace.Mixed);
        return new PointWeights(_workspace.Mixed, first4, count4);
    }

    /// <summary>
    /// The first layer at several points, from its three products with the inputs: writes rows of a to the workspace,
    /// or of z if that layer is the last.
    /// </summary>
    public void MixFirstLayer(
        GpuBuffer origin, GpuBuffer first, GpuBuffer second, GpuBuffer points, int pointFirst, int count, int firstRow,
        int rows)
    {
        var layer = _layout.Layers[0];
        var program = _mixAndActivate ?? _mix;
        if (_mixAndActivate is not null)
        {
            program.Set("units", (uint)layer.Outputs);
            program.Set("units4", (uint)layer.Outputs4);
        }
        BindPlane(origin, first, second);
        Mix(
            program, points, pointFirst, count, firstRow * layer.Outputs4, rows * layer.Outputs4,
            _mixAndActivate is null ? _workspace.Sums(0) : _workspace.Values(0));
    }

    public void Dispose()
    {
        foreach (var plane in _planes)
            plane.Free();
        _point.Dispose();
    }

    private static int Groups(int count4) => Math.Min((count4 + Group - 1) / Group, MaxGroups);

    private void BindPlane(GpuBuffer origin, GpuBuffer first, GpuBuffer second)
    {
        _device.Bind(Slot.Origin, origin);
        _device.Bind(Slot.First, first);
        _device.Bind(Slot.Second, second);
    }

    private void Mix(
        ShaderProgram program, GpuBuffer points, int pointFirst, int count, int first4, int count4, GpuBuffer to)
    {
        _device.Bind(Slot.Points, points);
        _device.Bind(Slot.Output, to);
        program.Set("mix_first", (uint)first4);
        program.Set("count4", (uint)count4);
        program.Set("point_first", (uint)pointFirst);
        _device.Dispatch(program, Groups(count4), count);
    }
}
