using NeuroLab.Curvature;
using NeuroLab.Networks;

namespace NeuroLab.Lessons;

/// <summary>
/// The gradient as a tensor of W's shape, and a step against it, W1 = W0 − step · gradient(W0): the resulting loss for
/// every step size, before the step is taken. Losses and gradient are over the whole evaluation set.
/// </summary>
internal sealed class GradientStation(LessonSubject subject)
{
    /// <summary>Points of the curve, evenly spaced on a logarithmic axis.</summary>
    public const int CurvePoints = 101;

    /// <summary>The smallest step of the curve.</summary>
    public const double MinStep = 1e-3;

    /// <summary>The largest step of the curve.</summary>
    public const double MaxStep = 100;

    private readonly double[] _steps = CreateSteps();
    private double[] _next = [];
    private DescentLine? _line;

    /// <summary>The step size.</summary>
    public double Step { get; set; } = 0.1;

    /// <summary>The chosen layer.</summary>
    public DenseLayer Layer => subject.Layer;

    /// <summary>Its W, [Outputs, Inputs].</summary>
    public ReadOnlySpan<double> Weight => subject.Parameters.AsSpan(Layer.WeightOffset, Layer.WeightCount);

    /// <summary>∂loss/∂W, [Outputs, Inputs].</summary>
    public ReadOnlySpan<double> Gradient => subject.Gradient.AsSpan(Layer.WeightOffset, Layer.WeightCount);

    /// <summary>W1 = W − step · ∂loss/∂W, [Outputs, Inputs].</summary>
    public ReadOnlySpan<double> NextWeight => _next.AsSpan(Layer.WeightOffset, Layer.WeightCount);

    /// <summary>All weights after the step, [parameters].</summary>
    public ReadOnlySpan<double> Next => _next;

    /// <summary>The loss before the step.</summary>
    public double LossBefore => subject.MeanLoss;

    /// <summary>The predicted loss after it.</summary>
    public double LossAfter { get; private set; }

    /// <summary>The step sizes of the curve.</summary>
    public ReadOnlySpan<double> Steps => _steps;

    /// <summary>The loss after one step of each size.</summary>
    public double[] Curve { get; } = new double[CurvePoints];

    /// <summary>The step size with the curve's minimum loss.</summary>
    public double BestStep { get; private set; }

    /// <summary>The loss there.</summary>
    public double BestLoss { get; private set; }

    /// <summary>The Hessian's largest eigenvalue, tracked while the station is open.</summary>
    public LiveSpectrum Curvature { get; } = new(isPreconditioned: false);

    /// <summary>2/λ: full-batch gradient descent with a larger step is unstable along the eigenvector; NaN while unknown.</summary>
    public double StabilityLimit => Curvature.Known(0) is > 0 and var sharpness ? 2 / sharpness : double.NaN;

    /// <summary>The effect of the chosen step.</summary>
    public StepVerdict Verdict
    {
        get
        {
            if (!(LossAfter < LossBefore))
                return StepVerdict.TooLarge;
            if (LossBefore - LossAfter >= 0.5 * (LossBefore - BestLoss))
                return StepVerdict.Right;
            return Step < BestStep ? StepVerdict.TooSmall : StepVerdict.TooLarge;
        }
    }

    /// <summary>Recomputes the station.</summary>
    public void Update()
    {
        if (_line?.Trace != subject.Trace)
        {
            _line = new DescentLine(subject.Trace);
            _next = new double[subject.Shape.ParameterCount];
        }
        _line.Aim(subject);
        for (var i = 0; i < _next.Length; i++)
            _next[i] = subject.Parameters[i] - Step * subject.Gradient[i];
        LossAfter = _line.LossAt(Step, subject);
        (BestStep, BestLoss) = (0, double.PositiveInfinity);
        for (var i = 0; i < CurvePoints; i++)
        {
            Curve[i] = _line.LossAt(_steps[i], subject);
            if (Curve[i] < BestLoss)
                (BestStep, BestLoss) = (_steps[i], Curve[i]);
        }
    }

    /// <summary>Tracks the curvature of the running session. Never blocks; call it each frame.</summary>
    public void Follow() => Curvature.Advance(subject.Session);

    /// <summary>Takes the step in the running session. Blocks.</summary>
    public void TakeStep()
    {
        subject.Descend(Step);
        Update();
    }

    private static double[] CreateSteps()
    {
        var steps = new double[CurvePoints];
        for (var i = 0; i < CurvePoints; i++)
            steps[i] = MinStep * Math.Pow(MaxStep / MinStep, i / (CurvePoints - 1.0));
        return steps;
    }
}
