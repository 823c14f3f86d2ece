using System.Diagnostics;
using System.Numerics.Tensors;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>θ, gradient, optimizer state and the training step itself. Not thread-safe.</summary>
internal sealed unsafe class CpuTrainer : IDisposable
{
    private TrainingData _data;
    private readonly StepHistory _history;
    private readonly DenseWorkspace _workspace;
    private readonly WorkerPool _pool;
    private readonly TileKernels _kernels;
    private readonly BatchOrder _batches;
    private readonly NetworkShape _shape;
    private readonly AlignedBuffer _parameters, _gradient, _onPlane;
    private readonly OptimizerPass _update;
    private TrainingOptions _options;
    private HessianWorkspace? _hessian; // created on first use
    private AlignedBuffer? _ahead;      // likewise
    private float[][] _state;
    private long _step, _optimizerStep, _scheduleStep;
    private double _batchLoss = double.NaN, _gradientNorm = double.NaN, _stepNorm = double.NaN;

    public CpuTrainer(
        Network start, TrainingData data, TrainingOptions options, StepHistory history,
        WorkerPool pool, TileKernels kernels)
    {
        (_data, _pool, _kernels) = (data, pool, kernels);
        _history = history;
        _options = options;
        _shape = start.Shape;
        _workspace = new DenseWorkspace(start.Shape, data.Train.Count, pool, kernels);
        _batches = new BatchOrder(data.Train.Count, options.Seed);
        _parameters = new AlignedBuffer(_shape.ParameterCount);
        _gradient = new AlignedBuffer(_shape.ParameterCount);
        _onPlane = new AlignedBuffer(_shape.ParameterCount);
        start.Parameters.CopyTo(_parameters.Span);
        _state = NewState(options.Optimizer);
        _update = new OptimizerPass(pool, _parameters, _gradient);
    }

    public Span<float> Parameters => _parameters.Span;

    // Selects a batch, then forward, loss, gradient, update.
    public void Step(TrainingOptions options)
    {
        Adopt(options);
        var batch = _batches.Next(options.BatchSize);
        _batchLoss = options.GradientSource == GradientSource.FiniteDifferences
            ? MeasureDifferences(options, batch) : Differentiate(options, batch, _parameters, _gradient.Pointer);
        var slope = options.GradientSource == GradientSource.SharpnessAware ? LookAhead(options, batch) : double.NaN;
        _optimizerStep++;
        var constants = options.ConstantsAt(_optimizerStep, _scheduleStep++);
        var norms = _update.Run(options.Optimizer, _state, constants);
        _gradientNorm = double.IsNaN(slope) ? Math.Sqrt(norms.GradientSquared) : slope;
        _stepNorm = Math.Sqrt(norms.StepSquared);
        _history.Add(new StepRecord(
            _step, (float)_batchLoss, (float)_gradientNorm, (float)constants.Settings.LearningRate));
        _step++;
    }

    // `gradient` may be null.
    private double Differentiate(TrainingOptions options, ReadOnlySpan<int> batch, AlignedBuffer theta, float* gradient) =>
        _workspace.Differentiate(theta.Pointer, _data.Train, batch, options.Loss, gradient);

    // The gradient at θ + ρ·g/‖g‖ in place of g; returns ‖g‖.
    private double LookAhead(TrainingOptions options, ReadOnlySpan<int> batch)
    {
        _ahead ??= new AlignedBuffer(_shape.ParameterCount);
        var norm = _update.GradientNorm();
        var distance = (float)(options.Settings[Hyperparameter.Rho] / (norm + 1e-12));
        TensorPrimitives.MultiplyAdd(_gradient.Span, distance, _parameters.Span, _ahead.Span);
        Differentiate(options, batch, _ahead, _gradient.Pointer);
        return norm;
    }

    private double MeasureDifferences(TrainingOptions options, ReadOnlySpan<int> batch)
    {
        var differences = new FiniteDifferences(
            _parameters.Span, options.Settings[Hyperparameter.DifferenceStep], _gradient.Span);
        while (differences.MoveNext())
            differences.Record(Differentiate(options, batch, _parameters, null));
        return differences.MeanLoss;
    }

    public TrainingStatus Observe(Observation observation)
    {
        double loss = double.NaN, accuracy = double.NaN, planeLoss = double.NaN;
        var projection = new Projection(double.NaN, double.NaN, double.NaN);
        if (observation.Evaluate)
            (loss, accuracy, _) = Evaluate(DataPart.Evaluation, default);
        if (observation.Plane is { } plane)
        {
            projection = plane.Project(_parameters.Span);
            plane.PointAt(projection.Alpha, projection.Beta, _onPlane.Span);
            (planeLoss, _) = _workspace.Evaluate(_onPlane.Pointer, _data.Evaluation, _options.Loss, null);
        }
        return new TrainingStatus(
            _step, _batches.Position.Epoch, _batchLoss, _gradientNorm, _stepNorm, loss, accuracy,
            observation.Plane, projection.Alpha, projection.Beta, projection.Residual, planeLoss);
    }

    public Evaluation Evaluate(DataPart part, Span<float> gradient)
    {
        var set = _data.Part(part);
        if (!gradient.IsEmpty && gradient.Length != _shape.ParameterCount)
            throw new ArgumentException($"{gradient.Length} numbers for the gradient of {_shape}.", nameof(gradient));
        double loss;
        int correct;
        fixed (float* target = gradient)
            (loss, correct) = _workspace.Evaluate(_parameters.Pointer, set, _options.Loss, target);
        return new Evaluation(loss, set.IsClassification ? correct / (double)set.Count : double.NaN, set.Count);
    }

    public void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product)
    {
        _hessian ??= new HessianWorkspace(_shape, DenseWorkspace.MaxSamples, _pool, _kernels);
        fixed (float* v = direction, result = product)
            _hessian.Multiply(_parameters.Pointer, v, _data.Part(part), _options.Loss, result);
    }

    public void Multiply(HessianRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        if (request.Point is null)
            (request.Point, request.Options) = (Capture(request.Spare, _options), _options);
        _hessian ??= new HessianWorkspace(_shape, DenseWorkspace.MaxSamples, _pool, _kernels);
        for (var i = 0; i < request.Count; i++)
        {
            fixed (float* theta = request.Point.Parameters, v = request.Directions[i], product = request.Products[i])
                _hessian.Multiply(theta, v, _data.Part(request.Part), _options.Loss, product);
        }
        request.Complete(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public void UseEvaluation(SampleSet evaluation) => _data = _data with { Evaluation = evaluation };

    // A schedule that no step has been taken by yet is at its first one.
    public SessionState Capture(SessionState? spare, TrainingOptions options)
    {
        var parameters = spare?.Parameters ?? new float[_shape.ParameterCount];
        _parameters.Span.CopyTo(parameters);
        var state = spare?.OptimizerState.Length == _state.Length ? spare.OptimizerState : NewState(_options.Optimizer);
        for (var i = 0; i < state.Length; i++)
            _state[i].CopyTo(state[i], 0);
        return new SessionState(_step, _optimizerStep, _batches.Position, parameters, state)
        {
            ScheduleStep = options.Schedule == _options.Schedule ? _scheduleStep : 0,
        };
    }

    public void Restore(SessionState state, TrainingOptions options)
    {
        Adopt(options);
        _step = state.Step;
        _optimizerStep = state.OptimizerStep;
        _scheduleStep = state.ScheduleStep;
        _batches.Seek(state.Position);
        state.Parameters.CopyTo(_parameters.Span);
        // If the optimizer differs from the captured one, its state starts empty.
        _state = NewState(options.Optimizer);
        for (var i = 0; i < Math.Min(_state.Length, state.OptimizerState.Length); i++)
            state.OptimizerState[i].CopyTo(_state[i], 0);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _hessian?.Dispose();
        _parameters.Dispose();
        _gradient.Dispose();
        _onPlane.Dispose();
        _ahead?.Dispose();
    }

    private void Adopt(TrainingOptions options)
    {
        if (options.Optimizer != _options.Optimizer)
        {
            _state = NewState(options.Optimizer);
            _optimizerStep = 0;
        }
        if (options.Schedule != _options.Schedule)
            _scheduleStep = 0;
        _options = options;
    }

    private float[][] NewState(Optimizer optimizer)
    {
        var state = new float[optimizer.StateSlots][];
        for (var i = 0; i < state.Length; i++)
            state[i] = new float[_shape.ParameterCount];
        return state;
    }
}
