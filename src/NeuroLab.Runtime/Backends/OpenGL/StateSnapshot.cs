using NeuroLab.Graphics;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// A copy of the training state that is read back with a status, so that no weights are lost with a context.
/// </summary>
internal sealed class StateSnapshot : IDisposable
{
    // Small states are copied with every status; larger ones less often, to save bandwidth.
    private const long SmallBytes = 1 << 20;
    private const long IntervalMilliseconds = 500;

    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly DeviceState _state;
    private readonly GpuBuffer _staging;
    private float[] _arriving, _known;
    private CommandBatch? _carrier;
    private (long Step, long OptimizerStep, long ScheduleStep, BatchPosition Position, int Slots) _arrivingHeader, _knownHeader;
    private long _lastTaken;

    public StateSnapshot(ComputeDevice device, ParameterLayout layout, DeviceState state)
    {
        (_device, _layout, _state) = (device, layout, state);
        _staging = new GpuBuffer(device.Gl, BufferUsageARB.StreamRead);
        _staging.Reserve(layout.Bytes * (1 + DeviceState.Slots));
        _arriving = new float[4 * layout.Count4 * (1 + DeviceState.Slots)];
        _known = new float[_arriving.Length];
    }

    /// <summary>Enqueues the copy, to be read when the batch is done, if one is due.</summary>
    public void TakeWith(CommandBatch commands, StepPlanner planner, int slots)
    {
        var now = Environment.TickCount64;
        var isSmall = _staging.Capacity <= SmallBytes;
        if (_carrier is not null || !isSmall && now - _lastTaken < IntervalMilliseconds)
            return;
        _lastTaken = now;
        _carrier = commands;
        _arrivingHeader = (planner.Step, planner.OptimizerStep, planner.ScheduleStep, planner.Position, slots);
        _device.FlushWrites();
        _device.Copy(_state.Parameters, 0, _staging, 0, _layout.Bytes);
        for (var slot = 0; slot < slots; slot++)
            _device.Copy(_state.Optimizer(slot), 0, _staging, _layout.Bytes * (1 + slot), _layout.Bytes);
    }

    /// <summary>Reads the copy of a finished batch, if it has one.</summary>
    public void Collect(CommandBatch commands)
    {
        if (_carrier != commands)
            return;
        _carrier = null;
        _staging.Read<float>(_arriving.AsSpan(0, 4 * _layout.Count4 * (1 + _arrivingHeader.Slots)));
        (_arriving, _known) = (_known, _arriving);
        _knownHeader = _arrivingHeader;
    }

    /// <summary>Stores a state that is already in host memory.</summary>
    public void Set(SessionState state)
    {
        _knownHeader = (state.Step, state.OptimizerStep, state.ScheduleStep, state.Position, state.OptimizerState.Length);
        _layout.Pack(state.Parameters, Part(0));
        for (var slot = 0; slot < state.OptimizerState.Length; slot++)
            _layout.Pack(state.OptimizerState[slot], Part(1 + slot));
    }

    /// <summary>The latest state in host memory.</summary>
    public SessionState ToState()
    {
        var optimizer = new float[_knownHeader.Slots][];
        for (var slot = 0; slot < optimizer.Length; slot++)
            optimizer[slot] = Unpacked(1 + slot);
        return new SessionState(
            _knownHeader.Step, _knownHeader.OptimizerStep, _knownHeader.Position, Unpacked(0), optimizer)
        {
            ScheduleStep = _knownHeader.ScheduleStep,
        };
    }

    public void Dispose() => _staging.Dispose();

    private Span<float> Part(int index) => _known.AsSpan(4 * _layout.Count4 * index, 4 * _layout.Count4);

    private float[] Unpacked(int index)
    {
        var flat = new float[_layout.Shape.ParameterCount];
        _layout.Unpack(Part(index), flat);
        return flat;
    }
}
