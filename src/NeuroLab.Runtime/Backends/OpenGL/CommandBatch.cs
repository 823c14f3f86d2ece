using System.Numerics;
using System.Runtime.CompilerServices;
using NeuroLab.Graphics;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// One batch of GPU commands with its inputs and outputs: filled, sent, and read once its fence has passed. Instances
/// are reused.
/// </summary>
internal sealed class CommandBatch : IDisposable
{
    /// <summary>Maximum number of steps in a command batch.</summary>
    public const int MaxSteps = 1024;

    /// <summary>Maximum number of surface points in a command batch.</summary>
    public const int MaxPoints = 1024;

    /// <summary>Results of a status, after those of the steps.</summary>
    public const int StatusResults = 4;

    private const int ResultCount = MaxSteps + StatusResults;

    private readonly GL _gl;
    private readonly GpuBuffer _readback;
    private readonly Vector4[] _host = new Vector4[ResultCount];
    private readonly uint[] _times = new uint[2];
    private readonly int[] _order;
    private nint _fence;
    private long _started;
    private double _hostSeconds;

    public CommandBatch(ComputeDevice device, int orderCapacity)
    {
        _gl = device.Gl;
        _order = new int[orderCapacity];
        StepBuffer = device.Allocate(MaxSteps * (long)Unsafe.SizeOf<StepData>(), "steps");
        OrderBuffer = device.Allocate(orderCapacity * 4L, "batch orders");
        Results = device.Allocate(ResultCount * 16L, "results");
        _readback = new GpuBuffer(_gl, BufferUsageARB.StreamRead);
        _readback.Reserve(ResultCount * 16);
        _gl.GenQueries(_times);
    }

    /// <summary>The steps' constants.</summary>
    public StepData[] Steps { get; } = new StepData[MaxSteps];

    /// <summary>Steps added.</summary>
    public int StepCount { get; private set; }

    /// <summary>Index of the first step.</summary>
    public long FirstStep { get; set; }

    /// <summary>The status that the batch ends with, if any.</summary>
    public StatusHeader? Status { get; set; }

    /// <summary>The surface that these points belong to, if any.</summary>
    public SurfaceJob? Surface { get; set; }

    /// <summary>The Hessian products that the batch computes, if any.</summary>
    public HessianRequest? Products { get; set; }

    /// <summary>The first point and their count; 0 if the batch prepares rows.</summary>
    public (int First, int Count) Points { get; set; }

    /// <summary>Rows of the evaluation set that it prepares.</summary>
    public int PreparedRows { get; set; }

    public GpuBuffer StepBuffer { get; }

    public GpuBuffer OrderBuffer { get; }

    /// <summary>[MaxSteps + StatusResults] vec4s.</summary>
    public GpuBuffer Results { get; }

    /// <summary>Number of sample indices added.</summary>
    public int OrderCount { get; private set; }

    /// <summary>Expected duration in seconds, estimated when it was sent.</summary>
    public double ExpectedSeconds { get; set; }

    /// <summary>Measured duration in seconds; known once it is done.</summary>
    public double Seconds { get; private set; }

    /// <summary>Results read back; valid after <see cref="Collect"/>.</summary>
    public ReadOnlySpan<Vector4> Values => _host;

    /// <summary>Clears it for new work.</summary>
    public void Begin()
    {
        StepCount = OrderCount = 0;
        Status = null;
        Surface = null;
        Products = null;
        _started = System.Diagnostics.Stopwatch.GetTimestamp();
        _gl.QueryCounter(_times[0], QueryCounterTarget.Timestamp);
    }

    /// <summary>Whether another step with a batch of this size fits.</summary>
    public bool HasRoom(int batchRows) => StepCount < MaxSteps && OrderCount + batchRows <= _order.Length;

    /// <summary>Appends a batch's sample indices and returns their offset.</summary>
    public uint AddOrder(ReadOnlySpan<int> samples)
    {
        samples.CopyTo(_order.AsSpan(OrderCount));
        OrderCount += samples.Length;
        return (uint)(OrderCount - samples.Length);
    }

    /// <summary>Appends a step.</summary>
    public void AddStep(in StepData step) => Steps[StepCount++] = step;

    /// <summary>Uploads the steps and sample indices.</summary>
    public void UploadSteps()
    {
        StepBuffer.Upload<StepData>(Steps.AsSpan(0, StepCount));
        if (OrderCount > 0)
            OrderBuffer.Upload<int>(_order.AsSpan(0, OrderCount));
    }

    /// <summary>Requests the results and inserts the fence. False if the context no longer responds.</summary>
    public bool Send(ComputeDevice device)
    {
        device.FlushWrites();
        device.Copy(Results, 0, _readback, 0, ResultCount * 16);
        _gl.QueryCounter(_times[1], QueryCounterTarget.Timestamp);
        _fence = _gl.FenceSync(SyncCondition.SyncGpuCommandsComplete, SyncBehaviorFlags.None);
        _gl.Flush();
        _hostSeconds = System.Diagnostics.Stopwatch.GetElapsedTime(_started).TotalSeconds;
        return _fence != 0;
    }

    /// <summary>Whether the GPU is done; waits up to the given time. Null if the context no longer responds.</summary>
    public bool? IsDone(TimeSpan wait)
    {
        var result = _gl.ClientWaitSync(
            _fence, SyncObjectMask.Bit, (ulong)Math.Max(0, wait.TotalMicroseconds) * 1000);
        return result switch
        {
            GLEnum.AlreadySignaled or GLEnum.ConditionSatisfied => true,
            GLEnum.TimeoutExpired => false,
            _ => null,
        };
    }

    /// <summary>Reads the results once <see cref="IsDone"/> has returned true.</summary>
    public void Collect()
    {
        _gl.DeleteSync(_fence);
        _fence = 0;
        _readback.Read<Vector4>(_host);
        _gl.GetQueryObject(_times[0], QueryObjectParameterName.Result, out ulong from);
        _gl.GetQueryObject(_times[1], QueryObjectParameterName.Result, out ulong to);
        // A software renderer works within the calls; a GPU after them.
        Seconds = Math.Max(_hostSeconds, to > from ? (to - from) * 1e-9 : 0);
    }

    public void Dispose()
    {
        if (_fence != 0)
            _gl.DeleteSync(_fence);
        _gl.DeleteQueries(_times);
        StepBuffer.Dispose();
        OrderBuffer.Dispose();
        Results.Dispose();
        _readback.Dispose();
    }
}
