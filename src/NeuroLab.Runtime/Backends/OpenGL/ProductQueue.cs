using NeuroLab.Graphics;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Hessian products alongside training: a request is one command batch; one is in flight at a time.</summary>
internal sealed class ProductQueue(ComputeDevice device, DeviceResources on, CommandRing ring) : IDisposable
{
    private readonly Queue<HessianRequest> _requests = [];
    private readonly float[] _padded = new float[4 * on.Layout.Count4];
    private GpuBuffer? _staging; // created on first use
    private HessianRequest? _sent;
    private SessionState? _captured;

    /// <summary>Whether a request waits to be enqueued.</summary>
    public bool HasWork => _requests.Count > 0;

    public void Add(HessianRequest request) => _requests.Enqueue(request);

    /// <summary>Enqueues the next request, if there is one, none is in flight, and the ring has room.</summary>
    public void Enqueue(StepPlanner planner, TrainingOptions adopted)
    {
        if (_requests.Count == 0 || _sent is not null || ring.TryBegin() is not { } commands)
            return;
        var request = _requests.Dequeue();
        _staging ??= new GpuBuffer(device.Gl, BufferUsageARB.StreamRead);
        _staging.Reserve(on.Layout.Bytes * (1 + DeviceState.Slots + request.Directions.Length));
        var point = request.Point?.Parameters;
        if (point is null)
        {
            request.Options = adopted;
            _captured = Capture(planner, adopted.Optimizer.StateSlots, request.Spare);
        }
        for (var i = 0; i < request.Count; i++)
            Stage(on.EnqueueHessianProduct(point, on.Samples(request.Part), request.Directions[i]), 1 + DeviceState.Slots + i);
        commands.Products = _sent = request;
        ring.Send(commands, request.Count * request.Seconds);
    }

    /// <summary>Completes the request of a finished batch, if it is one.</summary>
    public void Collect(CommandBatch commands)
    {
        if (_sent is not { } request || commands.Products != request)
            return;
        _sent = null;
        if (_captured is { } state)
        {
            Read(0, state.Parameters);
            for (var slot = 0; slot < state.OptimizerState.Length; slot++)
                Read(1 + slot, state.OptimizerState[slot]);
            (request.Point, _captured) = (state, null);
        }
        for (var i = 0; i < request.Count; i++)
            Read(1 + DeviceState.Slots + i, request.Products[i]);
        request.Complete(commands.Seconds);
    }

    /// <summary>Cancels all open requests.</summary>
    public void Stop()
    {
        _sent?.Drop();
        foreach (var request in _requests)
            request.Drop();
        (_sent, _captured) = (null, null);
        _requests.Clear();
    }

    public void Dispose()
    {
        Stop();
        _staging?.Dispose();
    }

    // Its arrays are filled once the copies have arrived.
    private SessionState Capture(StepPlanner planner, int slots, SessionState? spare)
    {
        Stage(on.State.Parameters, 0);
        for (var slot = 0; slot < slots; slot++)
            Stage(on.State.Optimizer(slot), 1 + slot);
        var count = on.Layout.Shape.ParameterCount;
        var state = spare?.OptimizerState.Length == slots ? spare.OptimizerState : new float[slots][];
        for (var slot = 0; slot < slots; slot++)
            state[slot] ??= new float[count];
        return new SessionState(
            planner.Step, planner.OptimizerStep, planner.Position, spare?.Parameters ?? new float[count], state)
        {
            ScheduleStep = planner.ScheduleStep,
        };
    }

    private void Stage(GpuBuffer buffer, int index)
    {
        device.FlushWrites();
        device.Copy(buffer, 0, _staging!, index * on.Layout.Bytes, on.Layout.Bytes);
    }

    private void Read(int index, Span<float> flat)
    {
        _staging!.Read<float>(_padded, index * _padded.Length);
        on.Layout.Unpack(_padded, flat);
    }
}
