using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>All GPU resources of a session, and its kernels.</summary>
internal sealed class DeviceResources : IDisposable
{
    private readonly ComputeDevice _device;
    private readonly DeviceSamples _train;
    private readonly DeviceSamples? _test;
    private readonly Workspace _workspace;
    private readonly ProductPrograms _products;
    private readonly LayerKernels _kernels;
    private readonly PlaneKernels _planes;
    private readonly SetEvaluation _sets;
    private readonly LayeredSteps _layered;
    private readonly FusedSteps? _fused;
    private readonly Loss _loss;
    private readonly GpuBuffer _result;
    private DeviceSamples _evaluation;
    private FusedPoints? _fusedPoints;
    private HessianKernels? _hessian; // created on first use
    private Prediction? _prediction;

    public DeviceResources(ComputeDevice device, Network start, TrainingData data, Loss loss)
    {
        (_device, _loss) = (device, loss);
        Layout = new ParameterLayout(start.Shape);
        CheckLoops(device, Layout);
        State = new DeviceState(device, Layout, start);
        _train = new DeviceSamples(device, data.Train, "training");
        _test = data.Test is { } test ? new DeviceSamples(device, test, "test") : null;
        _evaluation = Evaluation(data.Evaluation);
        _workspace = new Workspace(device, Layout);
        _products = new ProductPrograms(device);
        _kernels = new LayerKernels(device, Layout, _workspace, _products, loss);
        _planes = new PlaneKernels(device, Layout, _workspace, _kernels);
        _sets = new SetEvaluation(_workspace, _kernels);
        _layered = new LayeredSteps(device, Layout, _workspace, _kernels, State, _train);
        _fused = FusedSteps.TryCreate(device, Layout, State, _train, loss);
        _fusedPoints = FusedPoints.TryCreate(device, Layout, _evaluation, loss);
        _result = device.Allocate(16, "results");
        Probe = new StatusProbe(State, _evaluation, _sets, _planes, _workspace);
    }

    public ParameterLayout Layout { get; }

    public DeviceState State { get; }

    public StatusProbe Probe { get; }

    /// <summary>The faster way to train with batches of this size, compiled for the kind of step.</summary>
    public IStepKernel StepKernel(int batchRows, in StepKind kind)
    {
        IStepKernel kernel = _fused?.Suits(batchRows, kind) == true ? _fused : _layered;
        kernel.Prepare(kind);
        return kernel;
    }

    public DeviceSamples Samples(DataPart part) => part switch
    {
        DataPart.Train => _train,
        DataPart.Test => _test ?? throw new InvalidOperationException("There is no test set."),
        _ => _evaluation,
    };

    /// <summary>Replaces the evaluation set; no work that reads the old one may be in flight.</summary>
    public void UseEvaluation(SampleSet set)
    {
        var former = _evaluation;
        _evaluation = Evaluation(set);
        Probe.UseEvaluation(_evaluation);
        _fusedPoints = FusedPoints.TryCreate(_device, Layout, _evaluation, _loss);
        _hessian?.Forget();
        if (former != _train)
            former.Dispose();
    }

    /// <summary>(mean loss, correctly classified samples) of a set; also the gradient unless empty. Blocks.</summary>
    public Vector4 Evaluate(DeviceSamples samples, Span<float> gradient)
    {
        _sets.Enqueue(State.Parameters, samples, _result, 0, gradient.IsEmpty ? null : State.Gradient);
        if (!gradient.IsEmpty)
            State.Read(State.Gradient, gradient);
        Span<Vector4> result = stackalloc Vector4[1];
        _device.FlushWrites();
        _result.Read(result);
        return result[0];
    }

    /// <summary>H·v of the mean loss over a set. Blocks.</summary>
    public void HessianVectorProduct(DeviceSamples samples, ReadOnlySpan<float> direction, Span<float> product) =>
        State.Read(EnqueueHessianProduct([], samples, direction), product);

    /// <summary>
    /// Enqueues H·v at the given θ, or at the current one if empty; the returned buffer holds the product until the next
    /// call.
    /// </summary>
    public GpuBuffer EnqueueHessianProduct(ReadOnlySpan<float> parameters, DeviceSamples samples, ReadOnlySpan<float> direction)
    {
        _hessian ??= new HessianKernels(_device, Layout, State, _kernels, _products, _loss);
        _hessian.MoveTo(parameters);
        State.Write(_hessian.Direction, direction);
        _hessian.Enqueue(samples);
        return _hessian.Product;
    }

    /// <summary>Times that what Hessian products share was computed, once for each block of samples.</summary>
    public int Linearizations => _hessian?.Linearizations ?? 0;

    /// <summary>
    /// Outputs for inputs, [rows, inputs] to [rows, outputs], at the given θ, or at the current one if empty. Blocks.
    /// </summary>
    public void Predict(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        _prediction ??= new Prediction(_device, Layout, _workspace, _kernels);
        _prediction.Run(State.Parameters, parameters, inputs, outputs);
    }

    public SurfaceJob CreateSurface(SurfaceRequest request) =>
        new(_device, Layout, _workspace, _kernels, _planes, _evaluation, _fusedPoints, request);

    private DeviceSamples Evaluation(SampleSet set) =>
        set == _train.Set ? _train : new DeviceSamples(_device, set, "evaluation");

    // A kernel loops over a layer's units, and three times over the outputs: beyond the limit the loop would end early.
    private static void CheckLoops(ComputeDevice device, ParameterLayout layout)
    {
        var longest = 3 * layout.Layers[^1].Outputs;
        foreach (var layer in layout.Layers)
            longest = Math.Max(longest, Math.Max(layer.Inputs4, layer.Outputs4));
        if (longest > device.Settings.LoopLimit)
            throw new UserErrorException(
                $"{layout.Shape}: a layer is too wide for {device.Limits.Renderer}, whose kernels stop after "
                + $"{device.Settings.LoopLimit:N0} turns of a loop; choose smaller layers or the CPU backend");
    }

    public void Dispose()
    {
        Probe.Dispose();
        _planes.Dispose();
        _fused?.Dispose();
        _hessian?.Dispose();
        _prediction?.Dispose();
        _result.Dispose();
        _workspace.Dispose();
        State.Dispose();
        _train.Dispose();
        _test?.Dispose();
        if (_evaluation != _train)
            _evaluation.Dispose();
    }
}
