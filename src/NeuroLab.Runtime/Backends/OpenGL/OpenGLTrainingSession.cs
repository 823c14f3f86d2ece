using System.Numerics;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// A session on the GPU. Train and Sample only queue work; <see cref="Pump"/> enqueues dispatches on the context's
/// thread and collects finished work. The blocking members drive the queue themselves, but surfaces advance only in
/// Pump: pump until a surface is finished before waiting for it.
/// </summary>
internal sealed class OpenGLTrainingSession : ITrainingSession
{
    private readonly ComputeDevice _device;
    private readonly DeviceResources _on;
    private readonly DispatchQueue _queue;
    private TrainingOptions _options;
    private BackendFailureException? _failure;
    private bool _isDisposed;

    public OpenGLTrainingSession(ComputeDevice device, Network start, TrainingData data, TrainingOptions options)
    {
        _device = device;
        _options = options;
        Shape = start.Shape;
        Data = data;
        _on = new DeviceResources(device, start, data, options.Loss);
        _queue = new DispatchQueue(device, _on, data.Train, options);
        _queue.Snapshot.Set(new SessionState(0, 0, default, start.Parameters, []));
        _on.StepKernel(_queue.Planner.RowsOf(options), StepKind.Of(options));
    }

    public NetworkShape Shape { get; }

    public TrainingData Data { get; private set; }

    public StepHistory History => _queue.History;

    public Observation Observation { get; set; }

    public int PendingSteps => _queue.PendingSteps;

    public TrainingOptions Options
    {
        get => _options;
        set
        {
            if (value.Loss != _options.Loss)
                throw new ArgumentException("A session keeps its loss; start another for a new one.", nameof(value));
            _options = value;
        }
    }

    public void Train(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ThrowIfFailed();
        _queue.Order(new TrainingOrder(steps, _options, Observation));
    }

    public void Multiply(HessianRequest request)
    {
        ThrowIfFailed();
        request.Begin();
        _queue.Products.Add(request);
    }

    public bool TryGetStatus(out TrainingStatus latest) => _queue.TryGetStatus(out latest);

    public void Pump(TimeSpan budget)
    {
        ThrowIfFailed();
        try
        {
            using var bindings = new HostBindings(_device);
            _device.DropForeignErrors();
            _queue.Advance(budget);
            _device.ThrowOnError();
        }
        catch (Exception exception) when (exception is not UserErrorException)
        {
            throw Fail(exception);
        }
    }

    public void Finish()
    {
        ThrowIfFailed();
        try
        {
            using var bindings = new HostBindings(_device);
            _device.DropForeignErrors();
            _queue.Finish();
            _device.Verify();
        }
        catch (Exception exception) when (exception is not UserErrorException)
        {
            throw Fail(exception);
        }
    }

    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid)
    {
        ThrowIfFailed();
        using var bindings = new HostBindings(_device);
        var request = new SurfaceRequest(plane, grid);
        Guard(() => _queue.Surfaces.Add(_on.CreateSurface(request)));
        return request;
    }

    public void ReadParameters(Span<float> destination)
    {
        using var bindings = new HostBindings(_device);
        Finish();
        _on.State.Read(_on.State.Parameters, destination);
        Verify();
    }

    public void WriteParameters(ReadOnlySpan<float> source)
    {
        if (source.Length != Shape.ParameterCount)
            throw new ArgumentException(
                $"{source.Length} parameters for {Shape}, which has {Shape.ParameterCount}.", nameof(source));
        using var bindings = new HostBindings(_device);
        Finish();
        _on.State.WriteParameters(source);
        _queue.Snapshot.Set(Capture());
    }

    public Evaluation Evaluate(DataPart part, Span<float> gradient = default)
    {
        using var bindings = new HostBindings(_device);
        Finish();
        Vector4 result;
        DeviceSamples samples;
        try
        {
            samples = _on.Samples(part);
            result = _on.Evaluate(samples, gradient);
        }
        catch (Exception exception) when (exception is BackendFailureException or Graphics.ShaderException)
        {
            throw Fail(exception);
        }
        Verify();
        var count = samples.Set.Count;
        return new Evaluation(result.X, samples.Set.IsClassification ? result.Y / count : double.NaN, count);
    }

    public void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product)
    {
        Shape.CheckLength(direction, nameof(direction));
        Shape.CheckLength(product, nameof(product));
        using var bindings = new HostBindings(_device);
        Finish();
        try
        {
            _on.HessianVectorProduct(_on.Samples(part), direction, product);
        }
        catch (Exception exception) when (exception is BackendFailureException or Graphics.ShaderException)
        {
            throw Fail(exception);
        }
        Verify();
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default)
    {
        Shape.CheckPrediction(inputs, outputs, parameters);
        using var bindings = new HostBindings(_device);
        ThrowIfFailed();
        if (parameters.IsEmpty)
            Finish();
        else
            _device.DropForeignErrors();
        try
        {
            _on.Predict(parameters, inputs, outputs);
        }
        catch (Exception exception) when (exception is BackendFailureException or Graphics.ShaderException)
        {
            throw Fail(exception);
        }
        Verify();
    }

    public void UseEvaluation(SampleSet evaluation)
    {
        using var bindings = new HostBindings(_device);
        Finish();
        _queue.Surfaces.Stop(null); // they read the old set
        Guard(() => _on.UseEvaluation(evaluation));
        Verify();
        Data = Data with { Evaluation = evaluation };
    }

    public SessionState Capture()
    {
        using var bindings = new HostBindings(_device);
        Finish();
        _queue.Adopt(_options);
        var parameters = new float[Shape.ParameterCount];
        _on.State.Read(_on.State.Parameters, parameters);
        var optimizer = new float[_queue.StateSlots][];
        for (var slot = 0; slot < optimizer.Length; slot++)
            _on.State.Read(_on.State.Optimizer(slot), optimizer[slot] = new float[Shape.ParameterCount]);
        Verify();
        return new SessionState(_queue.Planner.Step, _queue.Planner.OptimizerStep, _queue.Planner.Position, parameters, optimizer)
        {
            ScheduleStep = _queue.Planner.ScheduleStep,
        };
    }

    public void Restore(SessionState state)
    {
        using var bindings = new HostBindings(_device);
        Finish();
        _queue.Adopt(_options);
        _on.State.ClearOptimizer();
        _on.State.WriteParameters(state.Parameters);
        for (var slot = 0; slot < Math.Min(_queue.StateSlots, state.OptimizerState.Length); slot++)
            _on.State.WriteOptimizer(slot, state.OptimizerState[slot]);
        _queue.Planner.Seek(state);
        Verify();
        _queue.Snapshot.Set(state);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _queue.Dispose();
        _on.Dispose();
    }

    private void Verify() => Guard(_device.Verify);

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is BackendFailureException or Graphics.ShaderException)
        {
            throw Fail(exception);
        }
    }

    private void ThrowIfFailed()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null)
            throw _failure;
    }

    // Ends the session: the message, and the state to continue from.
    private BackendFailureException Fail(Exception exception)
    {
        if (_failure is null)
        {
            _failure = new BackendFailureException(exception.Message, _queue.Snapshot.ToState(), exception);
            _queue.Surfaces.Stop(_failure);
            _queue.Products.Stop();
        }
        return _failure;
    }
}
