using System.Numerics.Tensors;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>θ, gradient, optimizer state and the training step itself. Not thread-safe.</summary>
internal sealed class CpuTrainer : IDisposable
{
    private readonly TrainingData _data;
    private readonly StepHistory _history;
    private readonly DenseWorkspace _workspace;
    private readonly BatchOrder _batches;
    private readonly NetworkShape _shape;
    private readonly float[] _parameters, _gradient, _before, _onPlane;
    private TrainingOptions _options;
    private float[][] _state;
    private long _step, _optimizerStep;
    private double _batchLoss = double.NaN, _gradientNorm = double.NaN, _stepNorm = double.NaN;

    public CpuTrainer(Network start, TrainingData data, TrainingOptions options, StepHistory history)
    {
        _data = data;
        _history = history;
        _options = options;
        _shape = start.Shape;
        _workspace = new DenseWorkspace(start.Shape, data.Train.Count);
        _batches = new BatchOrder(data.Train.Count, options.Seed);
        _parameters = (float[])start.Parameters.Clone();
        _gradient = new float[_parameters.Length];
        _before = new float[_parameters.Length];
        _onPlane = new float[_parameters.Length];
        _state = NewState(options.Optimizer);
    }

    public Span<float> Parameters => _parameters;

    // Draw a batch, forward, loss, gradient, update.
    public void Step(TrainingOptions options)
    {
        Adopt(options);
        var batch = _batches.Next(options.BatchSize);
        _workspace.Load(_parameters, forBackward: true);
        _batchLoss = _workspace.Differentiate(_data.Train, batch, options.Loss, _gradient);
        _gradientNorm = Direction.Norm(_gradient);
        _history.Add(new StepRecord(
            _step, (float)_batchLoss, (float)_gradientNorm, (float)options.Settings.LearningRate));

        _parameters.CopyTo(_before, 0);
        _step++;
        _optimizerStep++;
        var slots = options.Optimizer.StateSlots;
        options.Optimizer.Update(
            _parameters, _gradient, slots > 0 ? _state[0] : default, slots > 1 ? _state[1] : default,
            new StepConstants(options.Settings, _optimizerStep));
        _stepNorm = TensorPrimitives.Distance<float>(_parameters, _before);
    }

    public TrainingStatus Observe(Observation observation)
    {
        double loss = double.NaN, accuracy = double.NaN, planeLoss = double.NaN;
        var projection = new Projection(double.NaN, double.NaN, double.NaN);
        if (observation.Evaluate)
            (loss, accuracy, _) = Evaluate(DataPart.Evaluation, default);
        if (observation.Plane is { } plane)
        {
            projection = plane.Project(_parameters);
            plane.PointAt(projection.Alpha, projection.Beta, _onPlane);
            _workspace.Load(_onPlane, forBackward: false);
            (planeLoss, _) = _workspace.Evaluate(_data.Evaluation, _options.Loss, default);
        }
        return new TrainingStatus(
            _step, _batches.Position.Epoch, _batchLoss, _gradientNorm, _stepNorm, loss, accuracy,
            observation.Plane, projection.Alpha, projection.Beta, projection.Residual, planeLoss);
    }

    public Evaluation Evaluate(DataPart part, Span<float> gradient)
    {
        var set = part switch
        {
            DataPart.Train => _data.Train,
            DataPart.Test => _data.Test ?? throw new InvalidOperationException("There is no test set."),
            _ => _data.Evaluation,
        };
        _workspace.Load(_parameters, forBackward: !gradient.IsEmpty);
        var (loss, correct) = _workspace.Evaluate(set, _options.Loss, gradient);
        return new Evaluation(loss, set.IsClassification ? correct / (double)set.Count : double.NaN, set.Count);
    }

    public SessionState Capture(SessionState? spare)
    {
        var parameters = spare?.Parameters ?? new float[_parameters.Length];
        _parameters.CopyTo(parameters, 0);
        var state = spare?.OptimizerState.Length == _state.Length ? spare.OptimizerState : NewState(_options.Optimizer);
        for (var i = 0; i < state.Length; i++)
            _state[i].CopyTo(state[i], 0);
        return new SessionState(_step, _optimizerStep, _batches.Position, parameters, state);
    }

    public void Restore(SessionState state, TrainingOptions options)
    {
        Adopt(options);
        _step = state.Step;
        _optimizerStep = state.OptimizerStep;
        _batches.Seek(state.Position);
        state.Parameters.CopyTo(_parameters, 0);
        // Another optimizer than the captured one begins with empty state.
        _state = NewState(options.Optimizer);
        for (var i = 0; i < Math.Min(_state.Length, state.OptimizerState.Length); i++)
            state.OptimizerState[i].CopyTo(_state[i], 0);
    }

    public void Dispose() => _workspace.Dispose();

    private void Adopt(TrainingOptions options)
    {
        if (options.Optimizer != _options.Optimizer)
        {
            _state = NewState(options.Optimizer);
            _optimizerStep = 0;
        }
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
