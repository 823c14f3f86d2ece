using NeuroLab.Networks;

namespace NeuroLab.Lessons;

/// <summary>
/// One layer applied to one sample: output = f(dot(W, input) + b), with the running network's numbers.
/// </summary>
internal sealed class LayerStation(LessonSubject subject)
{
    private NetworkTrace? _trace;
    private double[] _products = [];
    private float[] _converted = [];

    /// <summary>The selection: layer, sample, and the network's numbers.</summary>
    public LessonSubject Subject => subject;

    /// <summary>The selected layer.</summary>
    public DenseLayer Layer => subject.Layer;

    /// <summary>The layer's input, [Inputs].</summary>
    public ReadOnlySpan<double> Input => _trace!.Inputs(Layer);

    /// <summary>dot(W, input), [Outputs].</summary>
    public ReadOnlySpan<double> Products => _products;

    /// <summary>b, [Outputs].</summary>
    public ReadOnlySpan<double> Bias => subject.Parameters.AsSpan(Layer.BiasOffset, Layer.Outputs);

    /// <summary>dot(W, input) + b, [Outputs].</summary>
    public ReadOnlySpan<double> Sums => _trace!.Sums(Layer);

    /// <summary>The layer's output, [Outputs]; the last layer applies no activation.</summary>
    public ReadOnlySpan<double> Output => _trace!.Values(Layer);

    /// <summary>The network's outputs for the sample: values or logits.</summary>
    public ReadOnlySpan<double> Prediction => _trace!.Outputs;

    /// <summary>The targets.</summary>
    public ReadOnlySpan<float> Target =>
        subject.Samples.Targets.AsSpan(subject.Sample * subject.Shape.OutputCount, subject.Shape.OutputCount);

    /// <summary>The loss of this sample.</summary>
    public double SampleLoss { get; private set; }

    /// <summary>Recomputes the station.</summary>
    public void Update()
    {
        if (_trace?.Shape != subject.Shape)
            _trace = new NetworkTrace(subject.Shape, 1);
        _trace.Forward(subject.Parameters, subject.Samples.ReadInputs(subject.Sample, 1, ref _converted));
        SampleLoss = _trace.Evaluate(Target, subject.Loss);
        if (_products.Length != Layer.Outputs)
            _products = new double[Layer.Outputs];
        for (var o = 0; o < _products.Length; o++)
            _products[o] = Sums[o] - Bias[o];
    }

    /// <summary>Sets one weight of the running network and recomputes output, prediction and loss. Blocks.</summary>
    public void SetWeight(int output, int input, double value)
    {
        subject.Write(Layer.WeightOffset + output * Layer.Inputs + input, value);
        Update();
    }
}
