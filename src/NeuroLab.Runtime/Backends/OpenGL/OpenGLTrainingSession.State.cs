using System.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

// What blocks: θ, the optimizer's state and the evaluation set, read and replaced between two steps.
internal sealed partial class OpenGLTrainingSession
{
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
        _snapshot.Set(Capture());
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
        _surfaces.Stop(null); // they read the set that goes
        Guard(() => _on.UseEvaluation(evaluation));
        Verify();
        Data = Data with { Evaluation = evaluation };
    }

    public SessionState Capture()
    {
        using var bindings = new HostBindings(_device);
        Finish();
        Adopt(_options);
        var parameters = new float[Shape.ParameterCount];
        _on.State.Read(_on.State.Parameters, parameters);
        var optimizer = new float[_adopted.Optimizer.StateSlots][];
        for (var slot = 0; slot < optimizer.Length; slot++)
            _on.State.Read(_on.State.Optimizer(slot), optimizer[slot] = new float[Shape.ParameterCount]);
        Verify();
        return new SessionState(_planner.Step, _planner.OptimizerStep, _planner.Position, parameters, optimizer);
    }

    public void Restore(SessionState state)
    {
        using var bindings = new HostBindings(_device);
        Finish();
        Adopt(_options);
        _on.State.ClearOptimizer();
        _on.State.WriteParameters(state.Parameters);
        for (var slot = 0; slot < Math.Min(_adopted.Optimizer.StateSlots, state.OptimizerState.Length); slot++)
            _on.State.WriteOptimizer(slot, state.OptimizerState[slot]);
        _planner.Seek(state);
        Verify();
        _snapshot.Set(state);
    }
}
